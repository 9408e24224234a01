package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who opens connections and says little on them keeps nobody else out. */
@Timeout(60)
class SlowLorisTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void manySlowSpeakersDoNotKeepOutOneThatSpeaks() throws Exception {
    SignallingServer server =
        start(Duration.ofMinutes(10)); // so that it is not time that makes room
    for (int i = 0; i < 300; i++) {
      speak(
          server, "POST /v2/signal HTTP/1.1\r\nContent-Length: 100\r\n\r\n" + "x".repeat(i % 100));
    }
    HttpWay way = new HttpWay(Invite.Way.parse("http://127.0.0.1:" + server.port()));
    assertThat(way.exchange("hello".getBytes(UTF_8), bytes -> true, LIMIT))
        .asString(UTF_8)
        .isEqualTo("hello");
  }

  @Test
  void whoDoesNotFinishInTimeIsCutOff() throws Exception {
    SignallingServer server = start(Duration.ofMillis(500));
    Socket slow = speak(server, "POST /v2/signal HTTP/1.1\r\n");
    slow.setSoTimeout(20_000);
    int end;
    try {
      end = slow.getInputStream().read();
    } catch (java.net.SocketException e) {
      end = -1; // a reset is an end too
    }
    assertThat(end).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "POST /v2/signal HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /v2/signal HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /v2/signal HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /v2/signal HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /v2/signal HTTP/1.1\r\n\r\n",
        "POST /../etc HTTP/1.1\r\n\r\n",
      })
  void whatIsNoRequestIsRefused(String text) throws Exception {
    SignallingServer server = start(LIMIT);
    Socket odd = speak(server, text);
    odd.setSoTimeout(20_000);
    assertThat(new String(odd.getInputStream().readAllBytes(), UTF_8))
        .startsWith("HTTP/1.1 4")
        .contains("{\"error\":");
  }

  @Test
  void anEndlessHeadIsBrokenOff() throws Exception {
    SignallingServer server = start(LIMIT);
    Socket odd =
        speak(server, "POST /v2/signal HTTP/1.1\r\n" + "X: y\r\n".repeat(3000) + "Z: 1234567890");
    odd.shutdownOutput();
    odd.setSoTimeout(20_000);
    String answer;
    try {
      answer = new String(odd.getInputStream().readAllBytes(), UTF_8);
    } catch (java.net.SocketException e) {
      answer = "HTTP/1.1 431 by a reset";
    }
    assertThat(answer).startsWith("HTTP/1.1 431");
  }

  private SignallingServer start(Duration limit) throws IOException {
    SignallingServer server =
        SignallingServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            (bytes, source) -> Optional.of(bytes),
            Identity.random().key(),
            "1",
            limit);
    open.add(server);
    return server;
  }

  private Socket speak(SignallingServer server, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    open.add(socket);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }
}
