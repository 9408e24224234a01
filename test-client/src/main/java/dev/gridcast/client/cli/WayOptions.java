package dev.gridcast.client.cli;

import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How offers travel to the server: options of {@code join}. */
final class WayOptions {

  @Option(
      names = "--mqtt-ca",
      paramLabel = "FILE",
      description =
          "The certificate (PEM) of the authority behind the invite's MQTT broker, when it is one"
              + " that this computer does not know.")
  private @Nullable Path authorities;

  @Option(
      names = "--by-hand",
      description =
          "Make the connection with the operator through a chat window: prints an offer to send, and"
              + " takes the answer on standard input.")
  private boolean byHand;

  boolean byHand() {
    return byHand;
  }

  MqttTrust trust() throws ClientException {
    try {
      return authorities == null ? MqttTrust.ofThisMachine() : MqttTrust.ofAuthorities(authorities);
    } catch (IOException e) {
      throw ClientException.usage("--mqtt-ca: " + e.getMessage());
    }
  }
}
