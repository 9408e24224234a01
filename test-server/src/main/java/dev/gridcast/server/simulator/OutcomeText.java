package dev.gridcast.server.simulator;

import dev.gridcast.server.simulator.Outcome.Liars;
import dev.gridcast.server.simulator.Outcome.Loss;
import dev.gridcast.server.store.CaseState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a world, in lines for people; the same for the same outcome in every locale. */
final class OutcomeText {

  private OutcomeText() {}

  static List<String> lines(Plan plan, Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%,d volunteers, %,d cases, at most %,d days, seed %d",
            plan.volunteers(), plan.cases(), plan.days(), plan.seed()));
    lines.add(ended(plan, outcome));
    lines.add(
        text(
            "throughput  %,.0f verified cases a day, from %,d trainings of %,.0f hours in all",
            outcome.verified() / Math.max(outcome.days(), 1e-9),
            outcome.trainings(),
            outcome.hours()));
    lost(outcome, lines);
    lines.add(
        text(
            "audits of honest volunteers' cases: %s in the first tenth, %s in the last, %s in all",
            percent(outcome.overheadFirst()),
            percent(outcome.overheadLast()),
            percent(outcome.overheadAll())));
    liars(outcome, lines);
    lines.add(
        text(
            "on the leaderboard  %d false results of who lied from the start, %d of sleepers",
            outcome.falseFromStart(), outcome.falseOfSleepers()));
    lines.add(
        text(
            "honest volunteers   %d true results rejected, %d suspended",
            outcome.lost().getOrDefault(Fault.WRONGLY_REJECTED, new Loss(0, 0)).trainings(),
            outcome.honestSuspended()));
    lines.add(
        text(
            "server              killed %d times; %,d messages, %,d events",
            outcome.restarts(), outcome.messages(), outcome.events()));
    lines.add("trace               " + outcome.trace());
    return List.copyOf(lines);
  }

  private static String ended(Plan plan, Outcome outcome) {
    String cases =
        text(
            "%,d verified, %,d failed, %,d quarantined, %,d abandoned",
            outcome.verified(),
            outcome.cases().getOrDefault(CaseState.FAILED, 0L),
            outcome.cases().getOrDefault(CaseState.QUARANTINED, 0L),
            outcome.cases().getOrDefault(CaseState.ABANDONED, 0L));
    return outcome.notEnded() == 0
        ? text("every case has ended after %.1f days: ", outcome.days()) + cases
        : text("%,d cases have not ended after %d days; ", outcome.notEnded(), plan.days()) + cases;
  }

  private static void lost(Outcome outcome, List<String> lines) {
    long trainings = Math.max(1, outcome.trainings());
    lines.add(
        text(
            "waste       %s of the trainings do not count themselves",
            percent((double) (outcome.trainings() - outcome.counted()) / trainings)));
    outcome.lost().entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().hours()))
        .forEach(
            (Map.Entry<Fault, Loss> entry) ->
                lines.add(
                    text(
                        "  %-32s %,9d %8s %,12.1f h",
                        entry.getKey().words(),
                        entry.getValue().trainings(),
                        percent((double) entry.getValue().trainings() / trainings),
                        entry.getValue().hours())));
  }

  private static void liars(Outcome outcome, List<String> lines) {
    if (outcome.liars().isEmpty()) {
      return;
    }
    lines.add(
        text(
            "liars               found out after %.1f false results on average",
            outcome.meanCasesToCatch()));
    for (Liars liars : outcome.liars()) {
      lines.add(
          text(
              "  %-17s %d of %d who lied found out, after %.1f results on average, %d at most;"
                  + " %,d false results",
              liars.habit().key(),
              liars.caught(),
              liars.active(),
              liars.meanCases(),
              liars.maxCases(),
              liars.falseResults()));
    }
  }

  private static String percent(double share) {
    return text("%.1f %%", share * 100);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
