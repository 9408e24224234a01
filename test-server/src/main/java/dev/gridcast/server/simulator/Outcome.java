package dev.gridcast.server.simulator;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.util.List;
import java.util.Map;

/**
 * What came of a simulated world.
 *
 * @param days how long it lasted: until every case had ended, at most as long as it was to
 * @param cases how many cases are in which state at the end; every state is a key
 * @param neverLeased cases that nobody had
 * @param trainings how many trainings were begun
 * @param counted how many of them are the one result of their case that counts
 * @param hours what all trainings took, in hours of their machines
 * @param lost for each fault the trainings that did not count because of it
 * @param attempts how many attempts ended how, as the server has it
 * @param overheadFirst audits per case of honest volunteers, in the first tenth of the cases
 * @param overheadLast the same in the last tenth
 * @param overheadAll the same in all
 * @param liars what became of those who lie, by habit
 * @param falseFromStart results on the leaderboard that are false, of volunteers who lied from
 *     their first result on
 * @param falseOfSleepers the same of volunteers who had been honest for a while
 * @param honestSuspended honest volunteers that are suspended at the end
 * @param restarts how often the server was killed
 * @param messages how many messages were delivered
 * @param events how many events there were
 * @param trace the fingerprint of everything that happened
 * @param serverSeconds real time that the server's code took; differs from run to run
 * @param seconds real time that all took; differs from run to run
 */
record Outcome(
    double days,
    Map<CaseState, Long> cases,
    long neverLeased,
    long trainings,
    long counted,
    double hours,
    Map<Fault, Loss> lost,
    Map<AttemptOutcome, Long> attempts,
    double overheadFirst,
    double overheadLast,
    double overheadAll,
    List<Liars> liars,
    long falseFromStart,
    long falseOfSleepers,
    long honestSuspended,
    int restarts,
    long messages,
    long events,
    String trace,
    double serverSeconds,
    double seconds) {

  /**
   * What a fault cost.
   *
   * @param trainings that did not count because of it
   * @param hours what these took, in hours of their machines
   */
  record Loss(long trainings, double hours) {}

  /**
   * Those who lie in the same way.
   *
   * @param habit how
   * @param people how many there are
   * @param active how many of them returned a false result at all
   * @param caught how many of these were found out
   * @param meanCases after how many false results on average
   * @param maxCases after how many false results at most
   * @param falseResults how many false results they returned
   */
  record Liars(
      Habit habit,
      int people,
      int active,
      int caught,
      double meanCases,
      int maxCases,
      long falseResults) {}

  /** Cases that have a result that counts. */
  long verified() {
    return cases.getOrDefault(CaseState.VERIFIED, 0L);
  }

  /** Cases that have ended, well or badly. */
  long ended() {
    return cases.entrySet().stream()
        .filter(entry -> entry.getKey().ended())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Cases that have not. */
  long notEnded() {
    return neverLeased + cases.values().stream().mapToLong(Long::longValue).sum() - ended();
  }

  /** After how many false results a liar is found out, over all liars that were. */
  double meanCasesToCatch() {
    long caught = liars.stream().mapToLong(Liars::caught).sum();
    double sum = liars.stream().mapToDouble(kind -> kind.meanCases() * kind.caught()).sum();
    return caught == 0 ? 0 : sum / caught;
  }
}
