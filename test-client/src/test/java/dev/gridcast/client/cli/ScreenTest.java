package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScreenTest {

  private static final Assignment CASE =
      new Assignment("lease-1", 11, 128, "ab".repeat(32), Map.of(), "cd".repeat(32), 1, 60);
  private static final EpochProgress HALFWAY = new EpochProgress(25, 50, 0.1, 801.2, 803.68, 30);

  private final StringWriter out = new StringWriter();

  @Test
  void progressShowsTheErrorAgainstPersistenceAndTheTimeLeft() {
    assertThat(ScreenText.progress(CASE, HALFWAY))
        .isEqualTo("case 11 of 128 [#####-----] 25/50  RMSE 801.2, persistence 803.68  30 s left")
        .hasSizeLessThan(80);
  }

  @Test
  void aVerdictSaysErrorPersistenceSkillAndRank() {
    assertThat(ScreenText.verdict(new Verdict("l", 11, true, "", 800, 1000, 3, 12)))
        .isEqualTo("case 11 verified: RMSE 800 (persistence 1000, skill +20.00 %), rank 3 of 12");
    assertThat(ScreenText.verdict(new Verdict("l", 11, false, "the claim is wrong", 0, 1, 0, 12)))
        .isEqualTo("case 11 was not verified: the claim is wrong");
  }

  @Test
  void numbersDoNotDependOnTheLocaleNorTurnIntoExponents() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ScreenText.number(0.000012345678)).isEqualTo("0.0000123457");
      assertThat(ScreenText.number(64_123.456)).isEqualTo("64123.5");
      assertThat(ScreenText.number(0)).isEqualTo("0");
      assertThat(ScreenText.percent(-0.0123)).isEqualTo("-1.23 %");
      assertThat(ScreenText.percent(-2.6833)).isEqualTo("-268 %");
      assertThat(ScreenText.duration(3_725)).isEqualTo("1:02 h");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void acceptanceBringsTheBestForecasts() {
    Forecast best =
        new Forecast(
            11, "ada", "BTC", "4h", "2026-01-01T04:00:00Z", Map.of("close", 64000.0), 801.2, 0.003);

    Screen screen = screen(false);
    screen.accepted("lease-1", List.of(best, best));

    assertThat(out.toString().lines())
        .containsExactly(
            "Accepted by the server. The best forecasts so far:",
            "  BTC 4h from 2026-01-01T04:00:00Z:",
            "  1. close 64000 (skill +0.30 %, case 11 by ada)",
            "  2. close 64000 (skill +0.30 %, case 11 by ada)");

    screen.accepted("lease-2", List.of(best, best));

    assertThat(out.toString().lines().skip(4))
        .containsExactly("Accepted by the server. The best forecasts are the same as before.");
  }

  @Test
  void withoutATerminalThereIsNoCursorArithmetic() {
    Screen screen = screen(false);
    screen.trainingStarted(CASE);
    for (int i = 0; i < 100; i++) {
      screen.epoch(CASE, HALFWAY);
      screen.nothingNow(new NothingNow(false, 1, List.of()));
      screen.paused("busy");
    }

    assertThat(out).asString().doesNotContain("\u001b", "\r[").hasLineCount(3);
  }

  @Test
  void onATerminalTheLastLineLivesBelowTheOthers() {
    Screen screen = screen(true);
    screen.epoch(CASE, HALFWAY);
    screen.notice("something else");

    assertThat(out).asString().contains("\r\u001b[Jsomething else");
    assertThat(out).asString().as("no wrap in a narrow window").endsWith("30 s left\u001b[?7h");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintWriter(out), terminal, () -> Instant.EPOCH);
  }
}
