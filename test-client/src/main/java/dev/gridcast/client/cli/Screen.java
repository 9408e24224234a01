package dev.gridcast.client.cli;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.client.work.WorkListener;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.signal.HandWay;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a volunteer sees. On a terminal the last lines live and show the cases in training;
 * elsewhere every event is a line, and progress a line every ten seconds.
 */
final class Screen implements WorkListener, HandWay.Window {

  private static final Logger log = LoggerFactory.getLogger(Screen.class);
  private static final Duration BETWEEN_PLAIN_PROGRESS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_PLAIN_REASONS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_REDRAWS = Duration.ofMillis(100);
  private static final int SHOWN_FORECASTS = 3;
  private static final int SHOWN_CASES = 8;

  /** A case in training: its live line, and when it last had a line of its own elsewhere. */
  private record Row(String text, Instant told) {}

  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock;
  private final ScreenColours colours;
  private final LiveBlock block;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private String idle = "";
  private String paused = "";
  private Instant pauseTold = Instant.MIN;
  private Instant redrawn = Instant.MIN;
  private boolean toldDone;
  private boolean held;
  private List<Forecast> lastShown = List.of();

  Screen(PrintWriter out, boolean terminal, InstantSource clock) {
    this(out, terminal, clock, ScreenColours.of(terminal, System.getenv("NO_COLOR")));
  }

  Screen(PrintWriter out, boolean terminal, InstantSource clock, ScreenColours colours) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.colours = colours;
    this.block = new LiveBlock(out);
  }

  /** A line that stays. */
  synchronized void line(String text) {
    if (terminal) {
      block.above(text);
    } else {
      out.println(text);
      out.flush();
    }
  }

  @Override
  public synchronized void connected(Welcome welcome, int waitingReports) {
    idle = "";
    redraw();
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
  public void show(String lines) {
    line(lines);
  }

  /** What is selected or pasted in a terminal would not survive lines that are written anew. */
  @Override
  public synchronized void hold() {
    held = true;
    redraw();
  }

  @Override
  public synchronized void release() {
    held = false;
    redraw();
  }

  /** The client ends: what lives goes, so that the last words are the last. */
  synchronized void end() {
    rows.clear();
    idle = "";
    paused = "";
    redraw();
  }

  @Override
  public synchronized void disconnected(String reason, Duration retryIn) {
    idle = ""; // what the server said of its cases held as long as it was there
    toldDone = false;
    redraw();
    line(
        colours.waiting(
            String.format(
                Locale.ROOT,
                "No connection: %s; next attempt in %.0f s.",
                reason,
                Math.max(1, retryIn.toMillis() / 1000.0))));
  }

  @Override
  public synchronized void assigned(Assignment assignment, boolean datasetCached) {
    toldDone = false;
    idle = "";
    if (!datasetCached) {
      line(
          String.format(
              Locale.ROOT,
              "Fetching the data set, %.1f MB, once.",
              assignment.datasetBytes() / 1e6));
    }
  }

  @Override
  public synchronized void trainingStarted(Assignment assignment) {
    String text = "Training " + ScreenText.caseName(assignment);
    log.info("{} ({})", text, assignment.caseId());
    rows.put(assignment.lease(), new Row(text, clock.instant()));
    if (terminal) {
      redraw();
    } else {
      line(text + ".");
    }
  }

  @Override
  public void epoch(Assignment assignment, EpochProgress progress) {
    progress(assignment, ScreenText.progress(assignment, progress));
  }

  @Override
  public void trainerNotice(Assignment assignment, String text) {
    log.info("case {}: {}", assignment.caseIndex(), text);
    progress(assignment, ScreenText.caseName(assignment) + ": " + text);
  }

  @Override
  public synchronized void trainingEnded(Assignment assignment, TrainingOutcome outcome) {
    rows.remove(assignment.lease());
    redraw();
    if (outcome instanceof TrainingOutcome.Failed failed) {
      line(colours.bad(ScreenText.caseName(assignment) + " failed: " + failed.reason()));
    } else if (outcome instanceof TrainingOutcome.EngineMissing missing) {
      line(ScreenText.caseName(assignment) + " goes back: " + missing.reason());
    } else if (outcome instanceof TrainingOutcome.Stopped stopped) {
      line(ScreenText.caseName(assignment) + " was stopped: " + stopped.reason());
    } else {
      log.info("{} is trained", ScreenText.caseName(assignment));
    }
  }

  @Override
  public synchronized void accepted(String lease, List<Forecast> best) {
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
    line(
        switch (verdict.kind()) {
          case COUNTS, CONFIRMS -> colours.good(text);
          case WAITS, UNDECIDED, CLAIMED, UNKNOWN -> text;
          case REJECTED -> colours.bad(text);
        });
  }

  @Override
  public synchronized void nothingNow(NothingNow nothing) {
    idle =
        nothing.done()
            ? "The experiment is finished; waiting in case it is extended (Ctrl-C ends)."
            : "No case is free at the moment; asking again soon.";
    if (terminal) {
      redraw();
    } else if (!toldDone) {
      line(idle);
    }
    toldDone = true;
  }

  @Override
  public synchronized void paused(String reason) {
    log.info("paused: {}", reason);
    boolean news = paused.isEmpty();
    paused = "Paused: " + reason;
    if (terminal) {
      redraw();
    } else if (news || !clock.instant().isBefore(pauseTold.plus(BETWEEN_PLAIN_REASONS))) {
      pauseTold = clock.instant();
      line(paused + ".");
    }
  }

  @Override
  public synchronized void resumed() {
    log.info("resumed");
    paused = "";
    redraw();
    line("Going on.");
  }

  @Override
  public void notice(String text) {
    log.info("{}", text);
    line(text);
  }

  private synchronized void progress(Assignment assignment, String text) {
    Instant now = clock.instant();
    Row before = rows.getOrDefault(assignment.lease(), new Row("", Instant.MIN));
    if (terminal) {
      rows.put(assignment.lease(), new Row(text, now));
      if (!now.isBefore(redrawn.plus(BETWEEN_REDRAWS))) {
        redraw();
      }
      return;
    }
    // All cases together have a line every ten seconds, however many they are.
    Duration between = BETWEEN_PLAIN_PROGRESS.multipliedBy(Math.max(1, rows.size()));
    boolean due = !now.isBefore(before.told().plus(between));
    rows.put(assignment.lease(), new Row(text, due ? now : before.told()));
    if (due) {
      line(text);
    }
  }

  private void redraw() {
    if (!terminal) {
      return;
    }
    redrawn = clock.instant();
    List<String> lines = new ArrayList<>();
    if (held) {
      block.show(lines);
      return;
    }
    rows.values().stream().limit(SHOWN_CASES).map(Row::text).forEach(lines::add);
    if (rows.size() > SHOWN_CASES) {
      lines.add("… and " + (rows.size() - SHOWN_CASES) + " more cases in training");
    }
    if (!paused.isEmpty()) {
      lines.add(colours.waiting(paused));
    } else if (lines.isEmpty() && !idle.isEmpty()) {
      lines.add(idle);
    }
    block.show(lines);
  }
}
