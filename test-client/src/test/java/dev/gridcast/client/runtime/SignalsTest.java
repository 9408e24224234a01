package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Freezing and thawing, seen in what Linux tells of a process's state. */
@EnabledOnOs(OS.LINUX)
final class SignalsTest {

  private final Signals signals = new Signals();
  private final Process sleeper;

  SignalsTest() throws IOException {
    sleeper = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void close() {
    signals.close();
    sleeper.destroyForcibly();
  }

  @Test
  void whatIsFrozenStandsUntilItIsThawed() throws Exception {
    assertThat(signals.freeze(List.of(sleeper.pid()))).isTrue();
    awaitState("T");

    signals.thaw(List.of(sleeper.pid()));
    awaitState("S");
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void whatWasNeverFrozenIsNotThawed() throws Exception {
    stopBySomebodyElse();

    signals.thaw(List.of(sleeper.pid()));
    assertThat(signals.freeze(List.of(sleeper.pid()))).isTrue();

    awaitState("T");
  }

  @Test
  void whatIsFrozenWhenThisEndsIsKilledAndTheRestIsNot() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      signals.freeze(List.of(sleeper.pid(), other.pid()));
      signals.thaw(List.of(other.pid()));

      signals.close();

      assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(sleeper.exitValue()).isEqualTo(128 + 9);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void afterItsEndNothingIsFrozen() {
    signals.close();

    assertThat(signals.freeze(List.of(sleeper.pid()))).isFalse();
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void aProcessThatIsGoneIsNoTrouble() throws Exception {
    sleeper.destroyForcibly().waitFor();

    assertThat(signals.freeze(List.of(sleeper.pid()))).isTrue();
    signals.thaw(List.of(sleeper.pid()));
  }

  private void stopBySomebodyElse() throws Exception {
    new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + sleeper.pid()).start().waitFor();
    awaitState("T");
  }

  private void awaitState(String letter) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String stat = "";
    while (System.nanoTime() < deadline) {
      stat = Files.readString(Path.of("/proc/" + sleeper.pid() + "/stat"));
      if (stat.contains(") " + letter + " ")) {
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(stat).as("state after 10 s").contains(") " + letter + " ");
  }
}
