package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which ways volunteers find the server: options of {@code run}. */
final class WayOptions {

  @Option(
      names = "--mqtt",
      paramLabel = "URL",
      description =
          "Listen for volunteers at an MQTT broker, too: mqtts://[USER:PASSWORD@]HOST[:PORT], or"
              + " mqtt:// without TLS. Give it again for more brokers. It goes into the invite,"
              + " password and all. The broker need not be trusted.")
  private List<String> brokers = new ArrayList<>();

  @Option(
      names = "--mqtt-ca",
      paramLabel = "FILE",
      description =
          "The certificate (PEM) of the authority behind a broker of your own. Default: the"
              + " authorities that this machine trusts.")
  private @Nullable Path authorities;

  @Option(
      names = "--no-http",
      description =
          "Do not open a port: volunteers find the server through the brokers of --mqtt, or by"
              + " hand.")
  private boolean noHttp;

  /**
   * What that comes to.
   *
   * @throws UserError when an option makes no sense
   */
  Ways ways() throws UserError {
    List<Invite.Way> ways = new ArrayList<>();
    for (String url : brokers) {
      try {
        Invite.Way way = Invite.Way.parse(url);
        if (way.kind() != Invite.Kind.MQTT) {
          throw UserError.badInput("--mqtt: a broker's address begins with mqtts:// or mqtt://");
        }
        ways.add(way);
      } catch (IllegalArgumentException e) {
        throw UserError.badInput("--mqtt: " + e.getMessage());
      }
    }
    try {
      MqttTrust trust =
          authorities == null ? MqttTrust.ofThisMachine() : MqttTrust.ofAuthorities(authorities);
      return new Ways(ways, trust, !noHttp);
    } catch (IOException e) {
      throw UserError.badInput("--mqtt-ca: " + e.getMessage());
    }
  }
}
