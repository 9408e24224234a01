package dev.gridcast.protocol.signal.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealException;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.SignalHandler;
import java.time.Duration;
import java.util.Optional;

/** A server that answers "x" with "x to you", and clients who believe nobody else. */
final class Speech {

  static final Duration LIMIT = Duration.ofSeconds(20);

  private Speech() {}

  static SignalHandler server(Identity server) {
    return (box, source) -> {
      try {
        SealedBox.Opened opened = SealedBox.open(box, server);
        String answer = new String(opened.body(), UTF_8) + " to you";
        return Optional.of(SealedBox.seal(4, server, opened.sender(), answer.getBytes(UTF_8)));
      } catch (SealException e) {
        return Optional.empty();
      }
    };
  }

  static String say(
      String words, MqttAddress broker, MqttTrust trust, Identity client, PeerKey server)
      throws ConnectException, InterruptedException {
    return say(words, broker, trust, client, server, LIMIT);
  }

  static String say(
      String words,
      MqttAddress broker,
      MqttTrust trust,
      Identity client,
      PeerKey server,
      Duration limit)
      throws ConnectException, InterruptedException {
    byte[] sealed = SealedBox.seal(2, client, server, words.getBytes(UTF_8));
    byte[] answer =
        new MqttWay(broker, trust, server)
            .exchange(
                sealed,
                bytes ->
                    read(bytes, client, server).filter((words + " to you")::equals).isPresent(),
                limit);
    return read(answer, client, server).orElseThrow();
  }

  private static Optional<String> read(byte[] bytes, Identity client, PeerKey server) {
    try {
      SealedBox.Opened opened = SealedBox.open(bytes, client);
      return opened.sender().equals(server)
          ? Optional.of(new String(opened.body(), UTF_8))
          : Optional.empty();
    } catch (SealException e) {
      return Optional.empty();
    }
  }
}
