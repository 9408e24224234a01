package dev.gridcast.server.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.server.simulator.Outcome.Liars;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What came of a world, for programs. */
final class OutcomeJson {

  private OutcomeJson() {}

  static String of(Plan plan, Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("volunteers", plan.volunteers());
    all.put("cases", plan.cases());
    all.put("days", plan.days());
    all.put("seed", plan.seed());
    all.put("daysTaken", outcome.days());
    all.put("casesByState", states(outcome));
    all.put("neverLeased", outcome.neverLeased());
    all.put("notEnded", outcome.notEnded());
    all.put("verifiedPerDay", outcome.verified() / Math.max(outcome.days(), 1e-9));
    all.put("trainings", outcome.trainings());
    all.put("trainingsCounted", outcome.counted());
    all.put("trainingHours", outcome.hours());
    all.put("lost", lost(outcome));
    all.put("attempts", outcome.attempts());
    Map<String, Object> audits = new LinkedHashMap<>();
    audits.put("firstTenth", outcome.overheadFirst());
    audits.put("lastTenth", outcome.overheadLast());
    audits.put("all", outcome.overheadAll());
    all.put("auditsPerHonestCase", audits);
    all.put("liarsCaughtAfterCases", outcome.meanCasesToCatch());
    all.put("liars", liars(outcome));
    all.put("falseOnLeaderboardFromStart", outcome.falseFromStart());
    all.put("falseOnLeaderboardOfSleepers", outcome.falseOfSleepers());
    all.put("honestSuspended", outcome.honestSuspended());
    all.put("serverKilled", outcome.restarts());
    all.put("messages", outcome.messages());
    all.put("events", outcome.events());
    all.put("trace", outcome.trace());
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and names have a JSON form", e);
    }
  }

  private static Map<String, Long> states(Outcome outcome) {
    Map<String, Long> states = new LinkedHashMap<>();
    outcome
        .cases()
        .forEach((state, count) -> states.put(state.name().toLowerCase(Locale.ROOT), count));
    return states;
  }

  private static Map<String, Object> lost(Outcome outcome) {
    Map<String, Object> lost = new LinkedHashMap<>();
    outcome
        .lost()
        .forEach(
            (fault, loss) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("trainings", loss.trainings());
              one.put("hours", loss.hours());
              lost.put(fault.name().toLowerCase(Locale.ROOT).replace('_', '-'), one);
            });
    return lost;
  }

  private static Map<String, Object> liars(Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Liars liars : outcome.liars()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("volunteers", liars.people());
      one.put("lied", liars.active());
      one.put("caught", liars.caught());
      one.put("meanCases", liars.meanCases());
      one.put("maxCases", liars.maxCases());
      one.put("falseResults", liars.falseResults());
      all.put(liars.habit().key(), one);
    }
    return all;
  }
}
