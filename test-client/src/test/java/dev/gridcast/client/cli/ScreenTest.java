package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.client.work.Ending;
import dev.gridcast.client.work.Summaries;
import dev.gridcast.client.work.Summary;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScreenTest {

  private static final Assignment CASE =
      new Assignment(1, "lease-1", 11, 128, "ab".repeat(32), Map.of(), "cd".repeat(32), 1, 60);
  private static final EpochProgress HALFWAY = new EpochProgress(25, 50, 0.1, 801.2, 803.68, 30);

  private final StringWriter out = new StringWriter();
  private Instant now = Instant.EPOCH;

  @Test
  void progressShowsTheErrorAgainstPersistenceAndTheTimeLeft() {
    assertThat(ScreenText.progress(CASE, HALFWAY))
        .isEqualTo("case 11 of 128 [#####-----] 25/50  RMSE 801.2, persistence 803.68  30 s left")
        .hasSizeLessThan(80);
  }

  @Test
  void aVerdictSaysErrorPersistenceSkillAndRank() {
    assertThat(ScreenText.verdict(Verdict.counts("l", 11, 800, 1000, 3, 12)))
        .isEqualTo("case 11 verified: RMSE 800 (persistence 1000, skill +20.00 %), rank 3 of 12");
    assertThat(ScreenText.verdict(Verdict.rejected("l", 11, "the claim is wrong")))
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
      screen.nothingNow(new NothingNow(1, false, 1, List.of()));
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

  @Test
  void onATerminalEveryCaseHasALineOfItsOwnUpToALimit() {
    Screen screen = screen(true);
    for (int i = 0; i < 11; i++) {
      screen.trainingStarted(caseNumber(i));
    }

    assertThat(lastBlock()).startsWith("Training case 0 of 128", "Training case 1 of 128");
    assertThat(lastBlock()).hasSize(9).endsWith("… and 3 more cases in training");

    screen.trainingEnded(
        caseNumber(0), new TrainingOutcome.Trained("{}", Optional.empty(), Duration.ZERO));

    assertThat(out).asString().as("back to the block's first line").contains("\r\u001b[8A\u001b[J");
    assertThat(lastBlock()).startsWith("Training case 1 of 128").hasSize(9);
  }

  @Test
  void aTrainerThatTalksFastDoesNotMakeTheTerminalFlicker() {
    Screen screen = screen(true);
    screen.trainingStarted(CASE);
    int before = out.toString().length();
    for (int i = 0; i < 1000; i++) {
      screen.epoch(CASE, HALFWAY);
    }
    assertThat(out.toString().length() - before).isLessThan(500);
    now = now.plusMillis(150);
    screen.epoch(CASE, HALFWAY);
    assertThat(lastBlock()).containsExactly(ScreenText.progress(CASE, HALFWAY));
  }

  @Test
  void elsewhereAllCasesTogetherHaveALineEveryTenSeconds() {
    Screen screen = screen(false);
    for (int i = 0; i < 4; i++) {
      screen.trainingStarted(caseNumber(i));
    }
    for (int second = 0; second < 120; second++) {
      now = now.plusSeconds(1);
      for (int i = 0; i < 4; i++) {
        screen.epoch(caseNumber(i), HALFWAY);
      }
    }

    assertThat(out.toString().lines().filter(line -> line.contains("RMSE"))).hasSize(12);
  }

  @Test
  void aPauseIsShownWithItsReasonAndElsewhereNotAgainAndAgain() {
    Screen terminal = screen(true);
    terminal.trainingStarted(CASE);
    terminal.paused("the processor is at 91 °C, more than the 90 °C that you allow");
    assertThat(lastBlock())
        .containsExactly(
            "Training case 11 of 128",
            "Paused: the processor is at 91 °C, more than the 90 °C that you allow");
    terminal.resumed();
    assertThat(lastBlock()).containsExactly("Training case 11 of 128");

    out.getBuffer().setLength(0);
    Screen plain = screen(false);
    for (int i = 0; i < 30; i++) {
      plain.paused("the processor is at " + (91 + i % 2) + " °C");
      now = now.plusSeconds(2);
    }
    plain.resumed();
    assertThat(out.toString().lines())
        .containsExactly("Paused: the processor is at 91 °C.", "Going on.");
  }

  @Test
  void whatTakesLongIsALiveLineOnATerminalAndAnOccasionalOneElsewhere() {
    Screen terminal = screen(true);
    terminal.trainerNotice(CASE, "pulling the image: 43 of 120 MB");
    assertThat(lastBlock()).containsExactly("case 11 of 128: pulling the image: 43 of 120 MB");

    out.getBuffer().setLength(0);
    Screen plain = screen(false);
    for (int i = 0; i < 100; i++) {
      plain.trainerNotice(CASE, "pulling the image: " + i + " of 120 MB");
      now = now.plusMillis(200);
    }
    assertThat(out.toString().lines()).hasSize(2);
  }

  @Test
  void coloursAreForTerminalsOfPeopleWhoWantThem() {
    Verdict verified = Verdict.counts("l", 11, 800, 1000, 3, 12);
    coloured(true, null).verdict(verified);
    assertThat(out).asString().contains("\u001b[32mcase 11 verified", "\u001b[0m");

    out.getBuffer().setLength(0);
    coloured(true, "1").verdict(verified);
    coloured(false, null).verdict(verified);
    assertThat(out).asString().doesNotContain("\u001b");
  }

  @Test
  void theLastWordsTellTheCreditOverAllRuns() {
    VolunteerRecord.Tally tally = new VolunteerRecord.Tally(14, 1, 750);

    assertThat(ScreenText.summary(new Ending(Ending.Kind.STOPPED, "Ctrl-C"), new Summary(), tally))
        .containsExactly(
            "The client has ended: Ctrl-C.",
            "Cases: 0 trained, 0 verified.",
            "Your credit with this experiment: 12:30 min of training in 14 verified cases.");
  }

  @Test
  void resultsThatWaitForTheirVerdictAreNotPassedOver() {
    VolunteerRecord.Tally tally = new VolunteerRecord.Tally(0, 0, 0);
    Summary summary = Summaries.of(3, 1);

    assertThat(ScreenText.summary(new Ending(Ending.Kind.STOPPED, "Ctrl-C"), summary, tally))
        .contains("Cases: 3 trained, 1 verified, 2 not judged yet; best rank 1.");
  }

  @Test
  void whatHeldWhileTheServerWasThereGoesWithItAndNothingLivesOnBehindTheLastWords() {
    Screen screen = screen(true);
    screen.nothingNow(new NothingNow(1, true, 1, List.of()));
    assertThat(lastBlock()).singleElement().asString().contains("The experiment is finished");

    screen.disconnected("the line broke", Duration.ofSeconds(2));
    assertThat(afterLast("next attempt in 2 s.")).doesNotContain("finished");

    screen.trainingStarted(CASE);
    screen.paused("by hand");
    screen.end();
    screen.line("The client has ended.");
    assertThat(afterLast("The client has ended.").strip()).isEmpty();
  }

  private String afterLast(String words) {
    String text = out.toString();
    return text.substring(text.lastIndexOf(words) + words.length());
  }

  private static Assignment caseNumber(int index) {
    return new Assignment(
        1, "lease-" + index, index, 128, "ab".repeat(32), Map.of(), "cd".repeat(32), 1, 60);
  }

  @Test
  void theLiveLinesAreAwayWhileSomebodyCopiesAnOffer() {
    Screen screen = screen(true);
    screen.trainingStarted(CASE);
    screen.hold();
    out.getBuffer().setLength(0);
    screen.show("an offer\nof two lines");
    screen.epoch(CASE, HALFWAY);

    assertThat(out.toString()).isEqualToNormalizingNewlines("an offer\nof two lines\n");

    screen.release();

    assertThat(lastBlock()).containsExactly(ScreenText.progress(CASE, HALFWAY));
  }

  /** The live lines as they stand now. */
  private List<String> lastBlock() {
    String text = out.toString();
    String block =
        text.substring(text.lastIndexOf("\u001b[?7l") + 5, text.lastIndexOf("\u001b[?7h"));
    return block.lines().toList();
  }

  private Screen screen(boolean terminal) {
    return coloured(terminal, "1");
  }

  private Screen coloured(boolean terminal, @Nullable String noColor) {
    return new Screen(
        new PrintWriter(out), terminal, () -> now, ScreenColours.of(terminal, noColor));
  }
}
