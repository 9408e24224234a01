package dev.gridcast.client.doctor;

import dev.gridcast.client.doctor.Instruments.Contact;
import dev.gridcast.client.doctor.Instruments.Knock;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Texts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what the checks found to what a person should do. */
final class Conclusion {

  private static final String RELAY_WITH_TCP =
      "a TURN server that can be reached over TCP (docs/network.md says how)";

  private Conclusion() {}

  static Diagnosis of(Symptoms symptoms, Invite invite, String ownKey) {
    if (symptoms.contact.isPresent()) {
      return new Diagnosis(true, connected(symptoms, symptoms.contact.get()));
    }
    return new Diagnosis(
        false, symptoms.obstacle.orElseGet(() -> whyNot(symptoms, invite, ownKey)));
  }

  private static String connected(Symptoms symptoms, Contact contact) {
    String relayed =
        contact.path().filter(path -> path.isRelayed()).isEmpty()
            ? ""
            : " Everything goes through a relay, which is slower"
                + (symptoms.noUdp() ? ", as your network most likely lets no UDP through." : ".");
    return "You can connect: gridcast client join will work." + relayed;
  }

  private static String whyNot(Symptoms symptoms, Invite invite, String ownKey) {
    Optional<Knock> verdict = symptoms.verdict();
    if (verdict.isEmpty()) {
      return unreachable(symptoms, invite);
    }
    return verdict.get() instanceof Knock.Refused refused
        ? refused(refused, ownKey)
        : noPath(symptoms);
  }

  // --- nobody answers -----------------------------------------------------------------------

  private static String unreachable(Symptoms symptoms, Invite invite) {
    if (symptoms.knocks.isEmpty()) {
      return "The invite names no way on which the server listens: connect by hand, with `gridcast"
          + " client join --by-hand`, or ask the operator for an invite with a way.";
    }
    Optional<String> home =
        invite.ways().stream()
            .filter(way -> way.kind() == Invite.Kind.HTTP)
            .map(way -> way.uri().getHost())
            .filter(Conclusion::isOfHomeNetwork)
            .findFirst();
    String also =
        home.map(
                host ->
                    " "
                        + host
                        + " is an address that only the operator's own network can reach: if"
                        + " you are elsewhere, ask for an invite with a public address or a broker.")
            .orElse("");
    return "The server of this invite cannot be asked on any way: ask the operator whether it runs"
        + " and whether the invite is its newest one, then try again."
        + also;
  }

  /** Private, link-local or loopback; a name is not looked up. */
  private static boolean isOfHomeNetwork(String host) {
    if (!host.matches("[0-9.]+|\\[.*]")) {
      return host.equals("localhost");
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          || address.isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // then it is a strange name
    }
  }

  // --- the server says no -------------------------------------------------------------------

  private static String refused(Knock.Refused refused, String ownKey) {
    return switch (refused.code()) {
      case STALE -> staleClock(refused.clockAhead());
      case SECRET -> "The invite is used up, expired or revoked: ask the operator for a new one.";
      case PENDING ->
          "The operator has to let you in, and the server shows them that you are there: wait, or tell"
              + " them your key, "
              + ownKey
              + '.';
      case CLOSED ->
          "Only keys on the operator's list may join: ask them to put yours on it, " + ownKey + '.';
      case BANNED -> "The operator has banned this key: only they can change that.";
      case BUSY, QUOTA ->
          "The server has no room for you at the moment: try again in some minutes.";
      case VERSION ->
          "This release and the server's do not understand each other: update the older one.";
      case REPLAY, BAD_OFFER ->
          "The server does not understand this client ("
              + Texts.oneLine(refused.message(), 200)
              + "): update both, then try again.";
    };
  }

  private static String staleClock(Optional<Duration> ahead) {
    String off =
        ahead
            .map(
                time ->
                    " It is "
                        + time.abs().toSeconds()
                        + " s "
                        + (time.isNegative() ? "ahead of" : "behind")
                        + " the server's.")
            .orElse("");
    return "The clocks of the two computers differ too much: set this computer's clock." + off;
  }

  // --- the server answers, but no packets meet ----------------------------------------------

  private static String noPath(Symptoms symptoms) {
    if (symptoms.relays()) {
      return "The relay works from here, but the server cannot be reached through it: ask the"
          + " operator whether the server's own computer reaches "
          + urls(symptoms)
          + '.';
    }
    String reason =
        symptoms.noUdp()
            ? "No STUN server answers, so this network most likely lets no UDP through"
            : symptoms.symmetric()
                ? "This network takes another port for each destination (symmetric NAT)"
                : "The server answers, but no packet finds a path: the two networks let none in";
    if (!symptoms.relays.isEmpty()) {
      return reason
          + ", and no relay works from here: ask the operator to look at the TURN server "
          + urls(symptoms)
          + " (does it run, is its password right"
          + (symptoms.noUdp() ? ", does it take TCP" : "")
          + "?), or use another network.";
    }
    return reason
        + ": ask the operator to add "
        + (symptoms.noUdp() ? RELAY_WITH_TCP : "a TURN server (docs/network.md says how)")
        + ", or use another network, such as a phone's.";
  }

  private static String urls(Symptoms symptoms) {
    return symptoms.relays.keySet().stream().collect(Collectors.joining(", "));
  }
}
