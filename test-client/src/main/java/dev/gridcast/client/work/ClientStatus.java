package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client is doing, at one instant; never changes.
 *
 * @param at the instant
 * @param state what it is doing
 * @param reason why, in one line for people; empty when there is nothing to add
 * @param server the address of the server
 * @param experiment the name of the experiment; empty before the first connection
 * @param connectedSince since when there is a connection; empty when there is none
 * @param path over what the connection goes, in one line; empty when it is not known
 * @param parallelCases how many cases it may work on at once
 * @param cases the cases in hand, by slot
 * @param counts what it has done since its start
 * @param tally the volunteer's record with this experiment, over all runs
 * @param best the best forecasts so far, best first
 * @param verdicts the last verdicts, newest first, {@value #MOST_VERDICTS} at most
 */
public record ClientStatus(
    Instant at,
    State state,
    String reason,
    String server,
    String experiment,
    Optional<Instant> connectedSince,
    Optional<String> path,
    int parallelCases,
    List<CaseStatus> cases,
    Counts counts,
    VolunteerRecord.Tally tally,
    List<Forecast> best,
    List<Verdict> verdicts) {

  /** How many verdicts are kept. */
  public static final int MOST_VERDICTS = 10;

  public ClientStatus {
    cases = List.copyOf(cases);
    best = List.copyOf(best);
    verdicts = List.copyOf(verdicts);
  }

  /** What a client may be doing. The first that applies is told, from the bottom up. */
  public enum State {
    /** There is a connection, but no case to work on. */
    WAITING,
    /** At least one case is in hand. */
    WORKING,
    /** There is no connection and nothing in hand; it keeps trying. */
    CONNECTING,
    /** It finishes what is in hand and ends then. */
    FINISHING,
    /** Trainers cannot run on this machine now; it looks again and again whether they can. */
    NO_RUNTIME,
    /** The volunteer does not let it work now. */
    PAUSED,
    /** It is about to end: cases go back, results are delivered. */
    STOPPING,
    /** It has ended. */
    ENDED
  }

  /**
   * What a client has done since its start.
   *
   * @param trained results that the server has accepted
   * @param verified results that the server found to be true
   * @param rejected results that the server refused to count
   * @param failed trainings that ended without a model
   * @param givenBack cases returned untried or unfinished
   * @param dropped cases that the server took away, or had passed on when their result came
   * @param bestRank the best place on the leaderboard when it was reached, from 1; 0 for none
   * @param waitingReports reports that the server has yet to acknowledge
   */
  public record Counts(
      int trained,
      int verified,
      int rejected,
      int failed,
      int givenBack,
      int dropped,
      int bestRank,
      int waitingReports) {}
}
