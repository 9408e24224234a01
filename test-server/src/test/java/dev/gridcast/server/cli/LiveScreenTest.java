package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.support.SettableClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

  private final StringWriter written = new StringWriter();
  private final SettableClock clock = new SettableClock();

  @Test
  void withoutATerminalALineComesEveryFiveSecondsAndOnlyWhenSomethingChanged() {
    LiveScreen screen = screen(Terminal.PLAIN);
    screen.show(state(0));
    screen.show(state(1));
    clock.move(Duration.ofSeconds(5));
    screen.show(state(1));
    clock.move(Duration.ofSeconds(5));
    screen.show(state(1));
    screen.say("ada joined");

    assertThat(written.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("12:00:00Z 0 of 4 cases done"),
            line -> assertThat(line).startsWith("12:00:05Z 1 of 4 cases done"),
            line -> assertThat(line).isEqualTo("12:00:10Z ada joined"));
  }

  @Test
  void aTerminalIsDrawnOverInPlace() {
    LiveScreen screen = screen(new Terminal(true, false));
    screen.show(state(0));
    written.getBuffer().setLength(0);
    screen.show(state(1));

    assertThat(written.toString())
        .startsWith("\r\u001b[5A")
        .contains("1 of 4 done")
        .endsWith("\u001b[J");
  }

  @Test
  void anEventStandsAboveTheBlockAndStays() {
    LiveScreen screen = screen(new Terminal(true, false));
    screen.show(state(0));
    written.getBuffer().setLength(0);
    screen.say("ada joined");

    assertThat(written.toString())
        .startsWith("\r\u001b[5Aada joined\u001b[K" + System.lineSeparator())
        .as("the block is back at once")
        .contains("no volunteer is connected");
  }

  @Test
  void afterTheLastDrawingNothingIsDrawnOver() {
    LiveScreen screen = screen(new Terminal(true, false));
    screen.show(state(0));
    screen.finish(state(4));
    written.getBuffer().setLength(0);
    screen.show(state(4));
    screen.say("bye");

    assertThat(written.toString()).isEqualTo("bye\u001b[K" + System.lineSeparator());
  }

  private LiveScreen screen(Terminal terminal) {
    return new LiveScreen(new PrintWriter(written), terminal, clock);
  }

  private static ScreenState state(long done) {
    Counts counts = new Counts(4, 4 - done, 0, 0, 0, 0, done, 0, 0, 0, 0);
    return new ScreenState("demo", counts, 0, 0, Optional.empty(), 1, List.of(), Optional.empty());
  }
}
