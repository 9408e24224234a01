package dev.gridcast.server.cli;

import dev.gridcast.server.cli.ScreenState.VolunteerLine;
import dev.gridcast.server.cli.ScreenState.Work;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.web.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns a {@link ScreenState} into text; knows nothing of terminals but colours. */
final class ScreenText {

  private static final int BAR = 24;
  private static final int SMALL_BAR = 12;
  private static final int NAME_WIDTH = 12;

  /** What is left of 80 columns beside the name. */
  private static final int LINE_WIDTH = 62;

  /** More than this and the block no longer fits a small terminal. */
  private static final int MAX_VOLUNTEERS = 10;

  private static final String LOOK_CASES = ": gridcast server quarantine";
  private static final String LOOK_MEMBERS = ": gridcast server members";
  private static final String LOOK_VOLUNTEERS = ": gridcast server volunteers";

  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[31m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  private final boolean colours;

  ScreenText(boolean colours) {
    this.colours = colours;
  }

  /** The block that is drawn over and over on a terminal, line by line. */
  List<String> block(ScreenState state) {
    List<String> lines = new ArrayList<>();
    Counts counts = state.counts();
    double share = counts.total() == 0 ? 1 : counts.ended() / (double) counts.total();
    lines.add(paint(BOLD, state.title()));
    lines.add("  [" + bar(share, BAR) + "]  " + percent(share) + ", " + timeLeft(state));
    lines.add(row("cases", counts(state, true)));
    lines.add(row("best so far", best(state, true)));
    if (counts.scored() > 0) {
      lines.add(row("waiting", Figures.count(counts.scored()) + " for a second training"));
    }
    if (counts.endedBadly() > 0) {
      lines.add(row("given up", paint(RED, CountsText.bad(counts)) + LOOK_CASES));
    }
    if (state.suspended() > 0) {
      lines.add(row("suspended", paint(RED, suspended(state)) + LOOK_VOLUNTEERS));
    }
    if (state.pending() > 0) {
      lines.add(row("at the door", paint(YELLOW, pending(state)) + LOOK_MEMBERS));
    }
    brokers(state).ifPresent(text -> lines.add(row("brokers", text)));
    connections(state).ifPresent(ways -> lines.add(row("connected", ways)));
    state.volunteers().stream()
        .limit(MAX_VOLUNTEERS)
        .map(ScreenText::volunteer)
        .forEach(lines::add);
    if (state.volunteers().size() > MAX_VOLUNTEERS) {
      lines.add("  and " + (state.volunteers().size() - MAX_VOLUNTEERS) + " more volunteers");
    }
    if (state.volunteers().isEmpty()) {
      lines.add("  no volunteer is connected");
    }
    return lines;
  }

  /** The same in one line, for a file or a pipe. */
  String line(ScreenState state) {
    String volunteers =
        state.volunteers().stream().map(ScreenText::brief).collect(Collectors.joining(", "));
    Counts counts = state.counts();
    return counts(state, false)
        + (counts.scored() > 0
            ? ", " + Figures.count(counts.scored()) + " waiting for a second training"
            : "")
        + (state.suspended() > 0 ? ", " + suspended(state) + " suspended" : "")
        + (state.pending() > 0 ? ", " + pending(state) + " at the door" : "")
        + away(state).map(broker -> "; " + broker).orElse("")
        + "; best so far: "
        + best(state, false)
        + "; "
        + (volunteers.isEmpty() ? "no volunteer" : volunteers)
        + "; "
        + timeLeft(state);
  }

  private static String counts(ScreenState state, boolean block) {
    Counts counts = state.counts();
    return Figures.count(counts.verified())
        + " of "
        + (block ? Figures.count(counts.total()) : Figures.count(counts.total(), "case"))
        + " done, "
        + (counts.claimed() == 0 ? "" : Figures.count(counts.claimed()) + " claimed only, ")
        + Figures.count(counts.leased())
        + " leased, "
        + (counts.reported() == 0 ? "" : Figures.count(counts.reported()) + " being checked, ")
        + Figures.count(state.left())
        + " left"
        + (block && counts.endedBadly() > 0 ? "" : ", " + CountsText.bad(counts));
  }

  private static String suspended(ScreenState state) {
    return state.suspended() > ScreenState.MOST_SUSPENDED
        ? "more than " + Figures.count(ScreenState.MOST_SUSPENDED, "volunteer")
        : Figures.count(state.suspended(), "volunteer");
  }

  private static String pending(ScreenState state) {
    return state.pending() > ScreenState.MOST_SUSPENDED
        ? "more than " + Figures.count(ScreenState.MOST_SUSPENDED, "key")
        : Figures.count(state.pending(), "key");
  }

  /** Where volunteers may knock besides; empty where that is nowhere. */
  private Optional<String> brokers(ScreenState state) {
    if (state.brokers().isEmpty()) {
      return Optional.empty();
    }
    long listening = state.brokers().stream().filter(Live.Broker::listening).count();
    String count = "listening at " + listening + " of " + state.brokers().size();
    return Optional.of(away(state).map(broker -> paint(RED, count + "; " + broker)).orElse(count));
  }

  /** The first broker that is away, and why. */
  private static Optional<String> away(ScreenState state) {
    return state.brokers().stream()
        .filter(broker -> !broker.listening())
        .findFirst()
        .map(broker -> broker.address() + " is away: " + broker.trouble());
  }

  /** How many are connected how, without the details; empty when that is known of nobody. */
  private static Optional<String> connections(ScreenState state) {
    Map<String, Long> ways =
        state.volunteers().stream()
            .flatMap(volunteer -> volunteer.connection().stream())
            .collect(
                Collectors.groupingBy(
                    way -> way.replaceFirst(" \\(.*", ""), TreeMap::new, Collectors.counting()));
    return ways.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ways.entrySet().stream()
                .map(way -> way.getValue() + " " + way.getKey())
                .collect(Collectors.joining(", ")));
  }

  private String best(ScreenState state, boolean painted) {
    String persistence = "persistence " + Figures.price(state.persistenceRmse());
    if (state.best().isEmpty()) {
      return "none yet, " + persistence;
    }
    ScreenState.Best best = state.best().get();
    String skill = "skill " + Figures.percent(best.skill());
    return "RMSE "
        + Figures.price(best.rmse())
        + ", "
        + persistence
        + ", "
        + (painted ? paint(best.skill() > 0 ? GREEN : YELLOW, skill) : skill)
        + " (case "
        + best.caseIndex()
        + ")";
  }

  private static String timeLeft(ScreenState state) {
    if (state.counts().done()) {
      return "all cases have ended";
    }
    return state
        .timeLeft()
        .map(left -> "about " + Figures.duration(left) + " left")
        .orElse("time left: not known yet");
  }

  private static String volunteer(VolunteerLine volunteer) {
    if (volunteer.works().isEmpty()) {
      return row(
          volunteer.name(),
          "waiting" + volunteer.connection().map(way -> ", connected " + way).orElse(""));
    }
    if (volunteer.works().size() > 1) {
      return row(volunteer.name(), several(volunteer.works()));
    }
    Work work = volunteer.works().get(0);
    String start = "case " + work.caseIndex();
    if (work.epochs() == 0) {
      return row(volunteer.name(), start + "  starting");
    }
    String epochs =
        start
            + "  epoch "
            + work.epoch()
            + "/"
            + work.epochs()
            + " ["
            + bar(work.fraction(), SMALL_BAR)
            + "]"
            + (Double.isFinite(work.validationRmse())
                ? "  validation RMSE " + Figures.price(work.validationRmse())
                : "");
    return row(volunteer.name(), epochs);
  }

  private static String brief(VolunteerLine volunteer) {
    if (volunteer.works().isEmpty()) {
      return volunteer.name() + " waiting";
    }
    if (volunteer.works().size() > 1) {
      return volunteer.name() + " " + volunteer.works().size() + " cases";
    }
    return volunteer.name() + " case " + brief(volunteer.works().get(0));
  }

  /** As many of them as fit a line. */
  private static String several(List<Work> works) {
    StringBuilder line = new StringBuilder(works.size() + " cases: ");
    int shown = 0;
    for (Work work : works) {
      String next = (shown == 0 ? "" : ", ") + brief(work);
      String rest = ", " + (works.size() - shown) + " more";
      if (shown > 0 && line.length() + next.length() + rest.length() > LINE_WIDTH) {
        return line.append(rest).toString();
      }
      line.append(next);
      shown++;
    }
    return line.toString();
  }

  private static String brief(Work work) {
    String epoch = work.epochs() == 0 ? "starting" : "epoch " + work.epoch() + "/" + work.epochs();
    return work.caseIndex() + " " + epoch;
  }

  private static String row(String name, String text) {
    return "  " + pad(name) + "  " + text;
  }

  /** Rounded down: 100 % is when the last case has ended. */
  private static String percent(double share) {
    return (int) Math.floor(share * 100) + " %";
  }

  private static String bar(double share, int width) {
    int full = (int) Math.floor(Math.min(1.0, Math.max(0.0, share)) * width);
    return "#".repeat(full) + "-".repeat(width - full);
  }

  /** Code points, not chars: a name may hold any character that can be printed. */
  private static String pad(String name) {
    int length = name.codePointCount(0, name.length());
    if (length > NAME_WIDTH) {
      return name.substring(0, name.offsetByCodePoints(0, NAME_WIDTH - 1)) + "~";
    }
    return name + " ".repeat(NAME_WIDTH - length);
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + RESET : text;
  }
}
