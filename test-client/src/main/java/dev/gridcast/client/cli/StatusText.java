package dev.gridcast.client.cli;

import dev.gridcast.client.control.CaseReport;
import dev.gridcast.client.control.StatusReport;
import dev.gridcast.client.control.StatusReport.State;
import dev.gridcast.protocol.message.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of {@code status}; pure but for the clock. Times are the reader's own. */
final class StatusText {

  private static final int COLUMN = 12;
  private static final int BAR = 10;
  private static final int FOREIGN = 200;
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final boolean colours;
  private final ZoneId zone;
  private final InstantSource clock;

  StatusText(boolean colours, ZoneId zone, InstantSource clock) {
    this.colours = colours;
    this.zone = zone;
    this.clock = clock;
  }

  List<String> lines(StatusReport report) {
    List<String> lines = new ArrayList<>();
    if (report.state() == State.NOT_RUNNING) {
      add(
          lines,
          "Client",
          List.of(painted(YELLOW, "none runs in ") + foreign(report.client().folder())));
      add(lines, "Record", List.of(tally(report.record())));
      add(lines, "Start", List.of("gridcast client join INVITE"));
      return lines;
    }
    add(lines, "State", List.of(state(report)));
    add(lines, "Cases", cases(report));
    add(lines, "Record", record(report));
    add(lines, "Best", ScreenText.forecasts(report.best()).stream().map(String::strip).toList());
    add(lines, "Checked", report.verdicts().stream().limit(3).map(StatusText::verdict).toList());
    add(lines, "Server", List.of(server(report)));
    add(lines, "Client", List.of(client(report)));
    add(lines, "Machine", machine(report.machine()));
    add(lines, "Files", List.of(foreign(report.client().folder())));
    if (report.page() != null) {
      add(lines, "Page", List.of(report.page() + "  (keep it to yourself)"));
    }
    return lines;
  }

  private void add(List<String> lines, String title, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      String head = i == 0 ? title : "";
      lines.add(painted(BOLD, head) + " ".repeat(COLUMN - head.length()) + texts.get(i));
    }
  }

  private String state(StatusReport report) {
    String word =
        switch (report.state()) {
          case WORKING -> painted(GREEN, "training");
          case NO_RUNTIME -> painted(YELLOW, "cannot train");
          case FINISHING -> painted(GREEN, "finishing");
          case PAUSED -> painted(YELLOW, "paused");
          case WAITING -> "waiting for a case";
          case CONNECTING -> painted(YELLOW, "connecting");
          case STOPPING -> "stopping";
          case NOT_RUNNING -> "not running";
        };
    // The reason of a snooze has its end.
    String why = report.reason() == null ? "" : ": " + foreign(report.reason());
    boolean last = report.lastCases() && report.state() != State.FINISHING;
    return word + why + (last ? "; ends after the cases in hand" : "");
  }

  private List<String> cases(StatusReport report) {
    if (report.cases().isEmpty()) {
      return List.of("none in hand");
    }
    List<String> lines = new ArrayList<>();
    for (CaseReport one : report.cases()) {
      lines.add(one(one));
      if (one.validationRmse() != null && one.persistenceRmse() != null) {
        lines.add(
            "  RMSE "
                + ScreenText.number(one.validationRmse())
                + ", persistence "
                + ScreenText.number(one.persistenceRmse()));
      }
    }
    return lines;
  }

  private String one(CaseReport one) {
    String bar =
        one.epochs() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "  [%s%s] epoch %d of %d",
                "#".repeat(done(one)),
                "-".repeat(BAR - done(one)),
                one.epoch(),
                one.epochs());
    String phase =
        switch (one.phase()) {
          case TRAINING -> one.epochs() == 0 ? ", in its first epoch" : "";
          case WAITING -> ", waiting to begin";
          case STARTING -> ", its trainer is starting";
          case FROZEN -> ", " + painted(YELLOW, "frozen");
          case STOPPING -> ", being stopped";
        };
    String left =
        one.secondsLeft() == null ? "" : ", " + ScreenText.duration(one.secondsLeft()) + " left";
    return "case "
        + one.index()
        + " of "
        + one.total()
        + bar
        + phase
        + left
        + ", since "
        + clock(one.since());
  }

  private static int done(CaseReport one) {
    return (int) Math.min(BAR, (long) BAR * one.epoch() / Math.max(1, one.epochs()));
  }

  private static List<String> record(StatusReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(tally(report.record()));
    StatusReport.Tally here = report.experimentRecord();
    if (here != null && !here.equals(report.record())) {
      lines.add("of these for this experiment: " + tally(here));
    }
    StatusReport.Session session = report.session();
    if (session != null) {
      lines.add(
          "this run: "
              + session.trained()
              + " trained"
              + some(session.failed(), "failed")
              + some(session.givenBack(), "given back")
              + some(session.dropped(), "dropped")
              + some(session.waitingReports(), "waiting to be sent"));
    }
    return lines;
  }

  private static String tally(StatusReport.Tally tally) {
    return tally.verified()
        + " verified, "
        + tally.rejected()
        + " not verified, credit "
        + ScreenText.duration(tally.creditSeconds())
        + " of training";
  }

  private static String uncounted(StatusReport.Judgement verdict) {
    String why = verdict.reason().isEmpty() ? "" : ": " + foreign(verdict.reason());
    return switch (verdict.standing()) {
      case "waits" -> " waits for a second training by somebody else" + why;
      case "undecided" -> " was checked, but not counted" + why;
      case "claimed" -> " is kept as a claim" + why;
      default -> " was not verified" + why;
    };
  }

  private static String verdict(StatusReport.Judgement verdict) {
    Double rmse = verdict.rmse();
    Double persistence = verdict.persistenceRmse();
    return rmse == null || persistence == null
        ? "case " + verdict.index() + uncounted(verdict)
        : String.format(
            Locale.ROOT,
            "case %d verified: RMSE %s, persistence %s, rank %s of %d",
            verdict.index(),
            ScreenText.number(rmse),
            ScreenText.number(persistence),
            verdict.rank(),
            verdict.ranked());
  }

  private String server(StatusReport report) {
    StatusReport.Connection connection = report.connection();
    return connection == null
        ? "no connection"
        : foreign(connection.experiment())
            + " at "
            + foreign(connection.server())
            + ", connected since "
            + clock(connection.since())
            + (connection.path() == null ? "" : ", " + foreign(connection.path()));
  }

  private String client(StatusReport report) {
    StatusReport.Client client = report.client();
    int parallel = report.parallelCases();
    return foreign(client.name())
        + ", "
        + parallel
        + (parallel == 1 ? " case" : " cases")
        + " at once in "
        + foreign(client.runtime())
        + ", release "
        + foreign(client.release())
        + ", process "
        + client.process()
        + (client.since() == null ? "" : ", since " + clock(client.since()));
  }

  private static List<String> machine(StatusReport.Machine machine) {
    List<String> parts = new ArrayList<>();
    if (machine.load() != null) {
      parts.add(whole(machine.load() * 100) + " % busy");
    }
    if (machine.temperature() != null) {
      parts.add(whole(machine.temperature()) + " °C");
    }
    if (machine.freeMemory() != null) {
      parts.add(String.format(Locale.ROOT, "%.1f GiB free", machine.freeMemory() / 0x1p30));
    }
    if (machine.onBattery() != null) {
      parts.add(machine.onBattery() ? "on battery" : "on mains");
    }
    if (machine.battery() != null) {
      parts.add("battery " + whole(machine.battery() * 100) + " % full");
    }
    if (machine.idleSeconds() != null) {
      parts.add("unused for " + ScreenText.duration(machine.idleSeconds()));
    }
    return parts.isEmpty() ? List.of() : List.of(String.join(", ", parts));
  }

  private static String some(int count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** Text of others: nothing in it may move the cursor or paint the screen. */
  private static String foreign(String text) {
    return Texts.oneLine(text, FOREIGN);
  }

  private String clock(String iso) {
    Instant at = Instant.parse(iso);
    ZonedDateTime then = at.atZone(zone);
    boolean today = then.toLocalDate().equals(clock.instant().atZone(zone).toLocalDate());
    String time = (today ? TIME : DAY).format(then);
    Duration ago = Duration.between(at, clock.instant());
    return ago.isNegative()
        ? time
        : time + " (" + ScreenText.duration(ago.toMillis() / 1000.0) + ")";
  }

  private String painted(String colour, String text) {
    return colours && !text.isEmpty() ? colour + text + PLAIN : text;
  }
}
