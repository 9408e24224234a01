package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EngineTest {

  @Test
  void anEngineOfAnotherMachineIsRefused() {
    for (String address : new String[] {"tcp://192.0.2.1:2375", "ssh://ada@192.0.2.1"}) {
      assertThatThrownBy(() -> Engine.at(address))
          .isInstanceOf(RuntimeUnavailableException.class)
          .hasMessageContaining(address)
          .hasMessageContaining("unset DOCKER_HOST");
    }
  }

  @Test
  void aMissingSocketIsExplained() throws IOException {
    try (Engine engine = Engine.at("unix:///no/such/docker.sock")) {
      assertThat(engine.whyUnavailable())
          .hasValueSatisfying(
              line ->
                  assertThat(line)
                      .containsAnyOf("is not installed", "does not answer")
                      .contains("/no/such/docker.sock", "--runtime bubblewrap")
                      .doesNotContain("\n"));
    }
  }

  @Test
  void aSocketThatNobodyAnswersIsExplained() throws IOException {
    Path folder = Files.createTempDirectory("gc");
    Path socket = folder.resolve("s");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      try (Engine engine = Engine.at("unix://" + socket)) {
        assertThat(engine.whyUnavailable())
            .hasValueSatisfying(
                line -> assertThat(line).contains("does not answer", "no word for 2 s"));
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  @Test
  void aRequestThatIsNotAnsweredEndsAndTheNextOneIsNotGivenAsLong() throws IOException {
    Path folder = Files.createTempDirectory("gc");
    Path socket = folder.resolve("s");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      Duration patience = Duration.ofMillis(200);
      AtomicInteger asked = new AtomicInteger();
      try (Engine engine = Engine.at("unix://" + socket, patience)) {
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(
                  () ->
                      engine.ask(
                          docker -> {
                            asked.incrementAndGet();
                            return docker.listContainersCmd().exec();
                          }))
              .isInstanceOf(RuntimeUnavailableException.class)
              .hasMessageContaining("does not answer")
              .hasMessageContaining("no word for 1 s")
              .hasMessageNotContaining("\n");
        }
      }
      assertThat(asked).as("requests that were sent").hasValue(1);
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }
}
