package dev.gridcast.client.cli;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.client.work.WorkListener;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a volunteer sees. On a terminal the last line lives and shows the epoch; elsewhere every
 * event is a line, and progress a line every ten seconds.
 */
final class Screen implements WorkListener {

  private static final Logger log = LoggerFactory.getLogger(Screen.class);
  private static final Duration BETWEEN_PLAIN_PROGRESS = Duration.ofSeconds(10);
  private static final int SHOWN_FORECASTS = 3;
  private static final int LIVE_CHARACTERS = 200;

  /** Without these a line longer than the window would go on in the next one, and stay there. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock;
  private String live = "";
  private Instant lastProgress = Instant.MIN;
  private boolean toldDone;
  private List<Forecast> lastShown = List.of();

  Screen(PrintWriter out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** A line that stays. */
  synchronized void line(String text) {
    clearLive();
    out.println(text);
    showLive();
    out.flush();
  }

  @Override
  public void connected(Welcome welcome, int waitingReports) {
    live("");
    line(
        "Connected: experiment "
            + welcome.experiment()
            + ", "
            + welcome.totalCases()
            + (welcome.totalCases() == 1 ? " case" : " cases")
            + ", server "
            + welcome.serverVersion()
            + "."
            + (waitingReports == 0
                ? ""
                : " Sending what was finished before: " + waitingReports + "."));
  }

  @Override
  public void disconnected(String reason, Duration retryIn) {
    line(
        String.format(
            Locale.ROOT,
            "No connection: %s; next attempt in %.0f s.",
            reason,
            Math.max(1, retryIn.toMillis() / 1000.0)));
  }

  @Override
  public void assigned(Assignment assignment, boolean datasetCached) {
    toldDone = false;
    if (!datasetCached) {
      line(
          String.format(
              Locale.ROOT,
              "Fetching the data set, %.1f MB, once.",
              assignment.datasetBytes() / 1e6));
    }
  }

  @Override
  public void trainingStarted(Assignment assignment) {
    lastProgress = clock.instant();
    String text = "Training " + ScreenText.caseName(assignment);
    log.info("{} ({})", text, assignment.caseId());
    if (terminal) {
      live(text);
    } else {
      line(text + ".");
    }
  }

  @Override
  public void epoch(Assignment assignment, EpochProgress progress) {
    if (terminal) {
      live(ScreenText.progress(assignment, progress));
    } else if (!clock.instant().isBefore(lastProgress.plus(BETWEEN_PLAIN_PROGRESS))) {
      lastProgress = clock.instant();
      line(ScreenText.progress(assignment, progress));
    }
  }

  @Override
  public void trainingEnded(Assignment assignment, TrainingOutcome outcome) {
    live("");
    if (outcome instanceof TrainingOutcome.Failed failed) {
      line(ScreenText.caseName(assignment) + " failed: " + failed.reason());
    } else if (outcome instanceof TrainingOutcome.Stopped stopped) {
      line(ScreenText.caseName(assignment) + " was stopped: " + stopped.reason());
    } else {
      log.info("{} is trained", ScreenText.caseName(assignment));
    }
  }

  @Override
  public void accepted(String lease, List<Forecast> best) {
    log.info("the server has the report of lease {}...", lease.substring(0, lease.length() / 4));
    if (best.isEmpty()) {
      line("Accepted by the server.");
      return;
    }
    List<Forecast> shown = best.subList(0, Math.min(SHOWN_FORECASTS, best.size()));
    if (shown.equals(lastShown)) {
      line("Accepted by the server. The best forecasts are the same as before.");
      return;
    }
    lastShown = List.copyOf(shown);
    line("Accepted by the server. The best forecasts so far:");
    ScreenText.forecasts(shown).forEach(this::line);
  }

  @Override
  public void verdict(Verdict verdict) {
    String text = ScreenText.verdict(verdict);
    log.info("{}", text);
    line(text);
  }

  @Override
  public void nothingNow(NothingNow nothing) {
    String text =
        nothing.done()
            ? "The experiment is finished; waiting in case it is extended (Ctrl-C ends)."
            : "No case is free at the moment; asking again soon.";
    if (terminal) {
      live(text);
    } else if (!toldDone) {
      line(text);
    }
    toldDone = true;
  }

  @Override
  public void notice(String text) {
    log.info("{}", text);
    line(text);
  }

  private synchronized void live(String text) {
    clearLive();
    live = terminal ? text.substring(0, Math.min(LIVE_CHARACTERS, text.length())) : "";
    showLive();
    out.flush();
  }

  private void clearLive() {
    if (!live.isEmpty()) {
      out.print("\r\u001b[2K");
    }
  }

  private void showLive() {
    if (!live.isEmpty()) {
      out.print(WRAP_OFF + live + WRAP_ON);
    }
  }
}
