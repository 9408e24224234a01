package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.protocol.signal.SignalCounts;
import dev.gridcast.protocol.signal.SignallingServer;
import dev.gridcast.protocol.signal.mqtt.MqttListener;
import dev.gridcast.protocol.webrtc.WebRtcServer;
import dev.gridcast.protocol.webrtc.WebRtcUnavailableException;
import dev.gridcast.server.web.Live;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real door: WebRTC data channels, found on this server's own HTTP port and at brokers. */
final class WebRtcDoor implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(WebRtcDoor.class);

  /** Where a server listens when nobody says otherwise. */
  static final int DEFAULT_PORT = 7420;

  /** More, and there would be no room in an invite. */
  private static final int MAX_STUN_CHARACTERS = 100;

  private final WebRtcServer server;
  private final SignallingServer http;
  private final MqttListener brokers;
  private final Invite invite;
  private final Invite here;

  private WebRtcDoor(
      WebRtcServer server,
      SignallingServer http,
      MqttListener brokers,
      Invite invite,
      Invite here) {
    this.server = server;
    this.http = http;
    this.brokers = brokers;
    this.invite = invite;
    this.here = here;
  }

  /** Opens the door for volunteers in this network, who need no help to find a path. */
  static Door.Opener opener(InviteOptions options) {
    return opener(options, Ways.HTTP_ALONE);
  }

  /** The same, on these ways. */
  static Door.Opener opener(InviteOptions options, Ways ways) {
    return opener(options, ways, IceSettings.LOCAL);
  }

  /** Opens the door where the options say, else where it was before. */
  static Door.Opener opener(InviteOptions options, Ways ways, IceSettings ice) {
    return (directory, entrance, acceptor) ->
        open(options, ways, ice, directory, entrance, acceptor);
  }

  private static Door open(
      InviteOptions options,
      Ways ways,
      IceSettings ice,
      DataDirectory directory,
      Entrance entrance,
      PeerAcceptor acceptor)
      throws UserError {
    InviteFile file = new InviteFile(directory.invite());
    Optional<InviteFile.Before> before = file.read();
    Optional<Secret> secret =
        before.isPresent() ? before.get().secretNow() : Optional.of(Secret.random());
    secret.ifPresent(entrance.defaultInvite());
    Identity self = directory.identity();
    PeerKey key = self.key();
    int port = port(options, before);
    // Without a port for others there is one for this machine, for the server's own commands.
    InetSocketAddress address =
        ways.http()
            ? new InetSocketAddress(options.bind(), port)
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (address.isUnresolved()) {
      throw UserError.badInput("--bind: this machine has no address " + options.bind());
    }
    WebRtcServer server;
    try {
      server = WebRtcServer.start(self, entrance.admission(), ice, acceptor, ServerVersion.text());
    } catch (WebRtcUnavailableException e) {
      throw UserError.missing(String.valueOf(e.getMessage()));
    }
    server.limitedBy(entrance.limits());
    SignallingServer http;
    try {
      http = SignallingServer.start(address, server.handler(), key, ServerVersion.text());
    } catch (IOException e) {
      server.close();
      throw UserError.badInput(
          "cannot listen on "
              + options.bind()
              + " port "
              + port
              + ": "
              + e.getMessage()
              + "; stop what uses it, or choose another one with --port");
    }
    try {
      // Only now is the port known, and a name that is no name is found before anybody is told it.
      List<Invite.Way> all = new ArrayList<>(ways.brokers());
      if (ways.http()) {
        all.add(0, way(host(options, before), http.port()));
      }
      Invite invite = new Invite(key, all, secret, stunForHands(ice, all));
      Invite.Way here = way(here(address), http.port());
      file.write(invite);
      new LocalPort(directory.root()).write(here);
      LOG.info("listening on {} port {} as {}", options.bind(), http.port(), invite);
      MqttListener brokers = ways.listen(key, server.handler());
      return new WebRtcDoor(server, http, brokers, invite, new Invite(key, List.of(here), secret));
    } catch (IllegalArgumentException e) {
      close(http, server);
      throw UserError.badInput("--host: " + e.getMessage());
    } catch (UserError e) {
      close(http, server);
      throw e;
    }
  }

  /**
   * What a volunteer asks for its own address who connects by hand, and has nobody else to ask. An
   * invite with ways has one only: each makes it a quarter longer.
   */
  private static List<String> stunForHands(IceSettings ice, List<Invite.Way> ways) {
    return ice.stun().stream()
        .filter(url -> url.length() <= MAX_STUN_CHARACTERS)
        .limit(ways.isEmpty() ? 2 : 1)
        .toList();
  }

  private static Invite.Way way(String host, int port) {
    String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
    return Invite.Way.parse("http://" + bracketed + ':' + port);
  }

  private static int port(InviteOptions options, Optional<InviteFile.Before> before) {
    Integer wanted = options.port();
    if (wanted != null && wanted != 0) {
      return wanted;
    }
    return before
        .map(InviteFile.Before::port)
        .filter(known -> known > 0)
        .orElse(wanted == null ? DEFAULT_PORT : 0);
  }

  private static String host(InviteOptions options, Optional<InviteFile.Before> before) {
    String wanted = options.host();
    return wanted != null
        ? wanted
        : before
            .map(InviteFile.Before::host)
            .filter(known -> !known.isEmpty())
            .orElseGet(Addresses::ofThisMachine);
  }

  /** Where this machine finds what listens there. */
  private static String here(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress()
        ? "127.0.0.1"
        : address.getAddress().getHostAddress();
  }

  @Override
  public String invite() {
    return invite.text();
  }

  @Override
  public Map<String, Long> counts() {
    SignalCounts counts = server.counts();
    Map<String, Long> words = new TreeMap<>();
    words.put("garbage", counts.garbage());
    words.put("flooded", counts.flooded());
    words.put("welcomed", counts.welcomed());
    words.put("answered", counts.answered());
    for (RefusalCode code : RefusalCode.values()) {
      String word = "refused_" + code.name().toLowerCase(Locale.ROOT);
      words.put(word, counts.refused().getOrDefault(code, 0L));
    }
    return words;
  }

  @Override
  public List<Live.Broker> brokers() {
    return brokers.states().stream()
        .map(
            state ->
                new Live.Broker(
                    state.broker().toString(),
                    state.listening(),
                    state.trouble(),
                    state.answered(),
                    state.dropped()))
        .toList();
  }

  @Override
  public String inviteHere() {
    return here.text();
  }

  @Override
  public void close() {
    brokers.close();
    close(http, server);
  }

  private static void close(SignallingServer http, WebRtcServer server) {
    http.close();
    server.close();
  }
}
