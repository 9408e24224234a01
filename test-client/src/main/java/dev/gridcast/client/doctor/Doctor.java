package dev.gridcast.client.doctor;

import dev.gridcast.client.doctor.Instruments.Contact;
import dev.gridcast.client.doctor.Instruments.Knock;
import dev.gridcast.client.doctor.Instruments.Local;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Texts;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Finds out why this computer cannot connect to a server, from what is near to what is far: its
 * addresses, its library, the ways of the invite, STUN, the router, TURN, and a real connection.
 */
public final class Doctor {

  private static final int MAX_TEXT = 300;

  private final Instruments instruments;
  private final Consumer<Finding> tell;
  private final LongSupplier nanoTime;
  private final Symptoms symptoms = new Symptoms();

  /**
   * A doctor for one examination.
   *
   * @param tell is told each finding as soon as it is there
   * @param nanoTime for how long things take, as {@link System#nanoTime}
   */
  public Doctor(Instruments instruments, Consumer<Finding> tell, LongSupplier nanoTime) {
    this.instruments = instruments;
    this.tell = tell;
    this.nanoTime = nanoTime;
  }

  /** Makes all checks; what cannot be tried is told as well. */
  public Diagnosis examine(Invite invite) throws InterruptedException {
    tell.accept(aboutInvite(invite));
    checkAddresses();
    checkLibrary();
    List<IceServer> servers = instruments.servers(checkWays()).servers();
    checkStun(stunUrls(invite, servers));
    checkRelays(Symptoms.oneByOne(servers));
    checkConnection();
    return Conclusion.of(symptoms, invite, instruments.ownKey());
  }

  /** The end of the examination of something that is not an invite. */
  public static Diagnosis unreadable(String complaint, Consumer<Finding> tell) {
    tell.accept(Finding.trouble("invite", "", complaint));
    return new Diagnosis(
        false, "Copy the whole invite from where the operator wrote it, or ask them for it again.");
  }

  private static Finding aboutInvite(Invite invite) {
    String ways =
        invite.ways().isEmpty()
            ? "no way but by hand"
            : invite.ways().stream().map(Invite.Way::toString).collect(Collectors.joining(", "));
    return Finding.ok(
            "invite", "", "whole; the server " + invite.server().shortText() + "; " + ways)
        .with("server", invite.server().text())
        .with("secret", invite.secret().isPresent());
  }

  private void checkAddresses() {
    String about = "computer";
    try {
      List<Local> addresses = instruments.addresses();
      if (addresses.isEmpty()) {
        symptoms.obstacle =
            Optional.of(
                "This computer has no network address but loopback: turn on its wifi or plug in a"
                    + " cable, then try again.");
        tell.accept(Finding.trouble(about, "", "no network address but loopback"));
        return;
      }
      String list =
          addresses.stream()
              .map(local -> local.address().getHostAddress() + " (" + local.device() + ")")
              .collect(Collectors.joining(", "));
      tell.accept(Finding.ok(about, "", list).with("addresses", list));
    } catch (IOException e) {
      tell.accept(Finding.trouble(about, "", "does not tell its addresses: " + line(e)));
    }
  }

  private void checkLibrary() {
    String about = "library";
    Optional<String> complaint = instruments.library();
    if (complaint.isEmpty()) {
      tell.accept(Finding.ok(about, "", "the native library of WebRTC works"));
      return;
    }
    String line = Texts.oneLine(complaint.get(), MAX_TEXT);
    tell.accept(Finding.trouble(about, "", line));
    if (symptoms.obstacle.isEmpty()) {
      symptoms.obstacle = Optional.of("Nothing can be connected here: " + line + ".");
    }
  }

  // --- the server ---------------------------------------------------------------------------

  private IceAdvice checkWays() throws InterruptedException {
    if (instruments.ways().isEmpty()) {
      tell.accept(
          Finding.notTried("way", "by hand", "the invite names no way on which to ask the server"));
    }
    for (String way : instruments.ways()) {
      long begun = nanoTime.getAsLong();
      Knock knock = instruments.knock(way);
      symptoms.knocks.put(way, knock);
      tell.accept(aboutKnock(way, knock).with("millis", since(begun).toMillis()));
    }
    return symptoms.verdict().orElse(null) instanceof Knock.Welcomed welcomed
        ? welcomed.advice()
        : IceAdvice.NONE;
  }

  private static Finding aboutKnock(String way, Knock knock) {
    if (knock instanceof Knock.Welcomed welcomed) {
      long ahead = welcomed.clockAhead().toSeconds();
      return Finding.ok("way", way, "the server answers and lets you in" + clock(ahead))
          .with("version", Texts.oneLine(welcomed.version(), 40))
          .with("clockAheadSeconds", ahead);
    }
    if (knock instanceof Knock.Refused refused) {
      Finding finding =
          Finding.trouble("way", way, "the server says: " + Texts.oneLine(refused.message(), 200))
              .with("code", refused.code().name());
      return refused.clockAhead().isEmpty()
          ? finding
          : finding.with("clockAheadSeconds", refused.clockAhead().get().toSeconds());
    }
    Knock.Unanswered silence = (Knock.Unanswered) knock;
    return Finding.trouble("way", way, Texts.oneLine(silence.why(), MAX_TEXT));
  }

  private static String clock(long ahead) {
    return ahead == 0
        ? ""
        : "; this computer's clock is "
            + Math.abs(ahead)
            + " s "
            + (ahead > 0 ? "behind" : "ahead of")
            + " its own";
  }

  // --- what helps to connect ----------------------------------------------------------------

  private Set<String> stunUrls(Invite invite, List<IceServer> servers) {
    Set<String> urls = new LinkedHashSet<>();
    servers.stream().flatMap(server -> server.urls().stream()).forEach(urls::add);
    urls.addAll(invite.stun());
    urls.removeIf(url -> !url.startsWith("stun"));
    return urls;
  }

  private void checkStun(Set<String> urls) {
    if (urls.isEmpty()) {
      tell.accept(
          Finding.notTried(
              "stun", "", "no STUN server is known: only addresses that both see work"));
    }
    List<String> asked = new ArrayList<>();
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String url : urls) {
      Optional<InetSocketAddress> server = StunUrl.lookUp(url);
      if (server.isEmpty()) {
        tell.accept(
            Finding.notTried(
                "stun", url, "over TLS it is not asked here; ask the same server by stun:"));
      } else if (server.get().isUnresolved()) {
        symptoms.stun.put(url, Optional.empty());
        tell.accept(Finding.trouble("stun", url, "no host of this name is known here"));
      } else {
        asked.add(url);
        servers.add(server.get());
      }
    }
    try {
      List<Optional<StunProbe.Answer>> answers = instruments.stun(servers);
      for (int i = 0; i < asked.size(); i++) {
        symptoms.stun.put(asked.get(i), answers.get(i));
        tell.accept(aboutStun(asked.get(i), answers.get(i)));
      }
    } catch (IOException e) {
      tell.accept(Finding.trouble("stun", "", "this computer gives no port: " + line(e)));
    }
    checkRouter();
  }

  private static Finding aboutStun(String url, Optional<StunProbe.Answer> answer) {
    if (answer.isEmpty()) {
      return Finding.trouble("stun", url, "does not answer");
    }
    InetSocketAddress seen = answer.get().seen();
    String text = seen.getAddress().getHostAddress() + ':' + seen.getPort();
    return Finding.ok("stun", url, "sees you as " + text)
        .with("seen", text)
        .with("millis", answer.get().took().toMillis());
  }

  private void checkRouter() {
    String about = "nat";
    int seen = symptoms.seen().size();
    if (symptoms.noUdp()) {
      tell.accept(
          Finding.trouble(about, "", "no answer over UDP at all: most likely it is blocked here"));
    } else if (symptoms.symmetric()) {
      tell.accept(
          Finding.trouble(
              about, "", "takes another port for each destination (symmetric NAT): needs a relay"));
    } else if (seen > 1) {
      tell.accept(Finding.ok(about, "", "keeps one port for all destinations"));
    } else {
      tell.accept(Finding.notTried(about, "", "takes two STUN servers that answer"));
    }
  }

  private void checkRelays(List<IceServer> servers) throws InterruptedException {
    if (servers.isEmpty()) {
      tell.accept(Finding.notTried("relay", "", "no TURN server is known"));
    }
    for (IceServer server : servers) {
      String url = server.urls().get(0);
      if (symptoms.obstacle.isPresent()) {
        tell.accept(Finding.notTried("relay", url, "nothing can be connected here"));
        continue;
      }
      long begun = nanoTime.getAsLong();
      Optional<String> relayed = relay(server);
      symptoms.relays.put(url, relayed);
      Finding finding =
          relayed
              .map(address -> Finding.ok("relay", url, "relays, at " + address))
              .orElseGet(() -> Finding.trouble("relay", url, "gives no relayed address"));
      tell.accept(finding.with("millis", since(begun).toMillis()));
    }
  }

  private Optional<String> relay(IceServer server) throws InterruptedException {
    try {
      return instruments.relay(server);
    } catch (IOException e) {
      return Optional.empty(); // then it relays nothing, for whatever reason
    }
  }

  // --- the real thing -----------------------------------------------------------------------

  private void checkConnection() throws InterruptedException {
    String about = "connection";
    if (symptoms.obstacle.isPresent()
        || !(symptoms.verdict().orElse(null) instanceof Knock.Welcomed)) {
      tell.accept(Finding.notTried(about, "", "because of what is above"));
      return;
    }
    long begun = nanoTime.getAsLong();
    try {
      Contact contact = instruments.connect();
      symptoms.contact = Optional.of(contact);
      String how = contact.path().map(path -> path.text()).orElse("over an unknown path");
      Finding finding =
          Finding.ok(about, "", how + contact.roundTrip().map(Doctor::trip).orElse(""));
      if (contact.path().isPresent()) {
        finding =
            finding
                .with("local", contact.path().get().local().word())
                .with("remote", contact.path().get().remote().word())
                .with("transport", contact.path().get().transport());
      }
      if (contact.roundTrip().isPresent()) {
        finding = finding.with("roundTripMillis", contact.roundTrip().get().toMillis());
      }
      tell.accept(finding.with("millis", since(begun).toMillis()));
    } catch (ConnectException e) {
      tell.accept(Finding.trouble(about, "", line(e)).with("millis", since(begun).toMillis()));
    }
  }

  private static String trip(Duration roundTrip) {
    return ", " + roundTrip.toMillis() + " ms there and back";
  }

  private Duration since(long begun) {
    return Duration.ofNanos(nanoTime.getAsLong() - begun);
  }

  private static String line(Exception error) {
    return Texts.oneLine(String.valueOf(error.getMessage()), MAX_TEXT);
  }
}
