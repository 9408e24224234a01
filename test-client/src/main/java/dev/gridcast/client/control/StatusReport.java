package dev.gridcast.client.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gridcast.client.work.ClientStatus;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client does and has done: the document behind {@code gridcast client status --json} and
 * the status page. Programs read it, so its names stay; a newer release may add some. Times are
 * ISO-8601 UTC, durations seconds, errors (RMSE) in price units; what is not known is null.
 *
 * @param version of this document: {@value #VERSION}
 * @param at when this was true
 * @param state what the client does, in one word
 * @param reason why, in one line; null when there is nothing to add
 * @param snoozedUntil when a snooze ends; null without one
 * @param lastCases whether the client ends after the cases in hand
 * @param client which client this is
 * @param connection to the server; null while there is none
 * @param parallelCases how many cases may be trained at once
 * @param cases what is in hand, by slot
 * @param machine what the sensors say
 * @param session what this run of the client has done; null when none runs
 * @param record what the volunteer has done, over all runs and experiments
 * @param experimentRecord the part of it that belongs to this experiment; null when none runs
 * @param best the best forecasts that the server has shown, the best first
 * @param verdicts what the server found when it checked results, the newest first
 * @param page where the status page is, with its secret; null when there is none
 */
public record StatusReport(
    int version,
    String at,
    State state,
    @Nullable String reason,
    @Nullable String snoozedUntil,
    boolean lastCases,
    Client client,
    @Nullable Connection connection,
    int parallelCases,
    List<CaseReport> cases,
    Machine machine,
    @Nullable Session session,
    Tally record,
    @Nullable Tally experimentRecord,
    List<Forecast> best,
    List<Judgement> verdicts,
    @Nullable String page) {

  /** The version of this document; it changes only when a name changes its meaning or goes. */
  public static final int VERSION = 1;

  public StatusReport {
    cases = List.copyOf(cases);
    best = List.copyOf(best);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Of a client that runs; the page is left empty.
   *
   * @param now what its work loop says
   * @param total the record over all experiments
   * @param snoozedUntil when a snooze ends; null without one
   * @param lastCases whether the client was told to end after the cases in hand
   */
  public static StatusReport of(
      ClientStatus now,
      VolunteerRecord.Tally total,
      Client client,
      Machine machine,
      @Nullable Instant snoozedUntil,
      boolean lastCases) {
    ClientStatus.Counts counts = now.counts();
    return new StatusReport(
        VERSION,
        now.at().toString(),
        State.of(now.state()),
        now.reason().isEmpty() ? null : now.reason(),
        snoozedUntil == null ? null : snoozedUntil.toString(),
        lastCases || now.state() == ClientStatus.State.FINISHING,
        client,
        now.connectedSince()
            .map(
                since ->
                    new Connection(
                        now.server(), now.experiment(), since.toString(), now.path().orElse(null)))
            .orElse(null),
        now.parallelCases(),
        now.cases().stream().map(CaseReport::of).toList(),
        machine,
        new Session(
            counts.trained(),
            counts.failed(),
            counts.givenBack(),
            counts.dropped(),
            counts.waitingReports()),
        Tally.of(total),
        Tally.of(now.tally()),
        now.best(),
        now.verdicts().stream().map(Judgement::of).toList(),
        null);
  }

  /** Of a data folder that no client has open. */
  public static StatusReport notRunning(Instant at, Client client, VolunteerRecord.Tally total) {
    return new StatusReport(
        VERSION,
        at.toString(),
        State.NOT_RUNNING,
        null,
        null,
        false,
        client,
        null,
        0,
        List.of(),
        Machine.unknown(),
        null,
        Tally.of(total),
        null,
        List.of(),
        List.of(),
        null);
  }

  /** The document, as one line. */
  public String toJson() {
    return Json.write(this);
  }

  /** The same, and where the page is. */
  StatusReport withPage(@Nullable String url) {
    return new StatusReport(
        version,
        at,
        state,
        reason,
        snoozedUntil,
        lastCases,
        client,
        connection,
        parallelCases,
        cases,
        machine,
        session,
        record,
        experimentRecord,
        best,
        verdicts,
        url);
  }

  /** What a client does; the last that applies. */
  public enum State {
    /** No client has the data folder open. */
    @JsonProperty("not-running")
    NOT_RUNNING,
    /** Connected, and there is no case at the moment. */
    @JsonProperty("waiting")
    WAITING,
    /** At least one case is in hand. */
    @JsonProperty("working")
    WORKING,
    /** No connection and nothing in hand; it keeps trying. */
    @JsonProperty("connecting")
    CONNECTING,
    /** It finishes what is in hand and ends then. */
    @JsonProperty("finishing")
    FINISHING,
    /** Trainers cannot run on this machine now; it looks again and again whether they can. */
    @JsonProperty("no-runtime")
    NO_RUNTIME,
    /** By order, or because a preference says so; cases in hand are frozen. */
    @JsonProperty("paused")
    PAUSED,
    /** It is about to end, or has just ended. */
    @JsonProperty("stopping")
    STOPPING;

    private static State of(ClientStatus.State state) {
      return switch (state) {
        case WAITING -> WAITING;
        case WORKING -> WORKING;
        case CONNECTING -> CONNECTING;
        case FINISHING -> FINISHING;
        case NO_RUNTIME -> NO_RUNTIME;
        case PAUSED -> PAUSED;
        case STOPPING, ENDED -> STOPPING;
      };
    }
  }

  /**
   * Which client this is.
   *
   * @param release of Gridcast
   * @param name on the leaderboard; empty when none runs
   * @param folder the data folder
   * @param process its process id; 0 when none runs
   * @param since when it was started; null when none runs
   * @param runtime where its trainers run, for example {@code docker}; empty when none runs
   */
  public record Client(
      String release,
      String name,
      String folder,
      long process,
      @Nullable String since,
      String runtime) {}

  /**
   * To the server.
   *
   * @param server host and port
   * @param experiment its name
   * @param since when the server let us in
   * @param path over what it goes, for example {@code direct (host to host, udp)}; null when that
   *     is not known
   */
  public record Connection(String server, String experiment, String since, @Nullable String path) {}

  /**
   * What the sensors say; null is what this machine cannot tell.
   *
   * @param load share of the processors that is busy, 0 to 1
   * @param temperature of the processor in degrees Celsius
   * @param onBattery whether the mains are off
   * @param battery how full it is, 0 to 1
   * @param idleSeconds since somebody last used the machine
   * @param freeMemory bytes that programs could still have
   */
  public record Machine(
      @Nullable Double load,
      @Nullable Double temperature,
      @Nullable Boolean onBattery,
      @Nullable Double battery,
      @Nullable Double idleSeconds,
      @Nullable Long freeMemory) {

    /** A machine that tells nothing. */
    public static Machine unknown() {
      return new Machine(null, null, null, null, null, null);
    }
  }

  /**
   * What one run of a client has done.
   *
   * @param trained results that the server has accepted
   * @param failed trainings that ended without a model
   * @param givenBack cases returned untried or unfinished
   * @param dropped cases that the server took away, or had passed on when their result came
   * @param waitingReports reports that the server has yet to acknowledge
   */
  public record Session(int trained, int failed, int givenBack, int dropped, int waitingReports) {}

  /**
   * What has come of the volunteer's work.
   *
   * @param verified results that the server found to be true
   * @param rejected results that it did not count
   * @param creditSeconds training time of the verified ones
   */
  public record Tally(long verified, long rejected, double creditSeconds) {

    private static Tally of(VolunteerRecord.Tally tally) {
      return new Tally(tally.verified(), tally.rejected(), tally.creditSeconds());
    }
  }

  /**
   * What the server found when it checked a result.
   *
   * @param index which case, from 0
   * @param verified whether the result is to the volunteer's credit
   * @param standing {@code counts}, {@code confirms} (the same as somebody else's that counts),
   *     {@code waits} (for a second training), {@code undecided}, {@code rejected}, or {@code
   *     claimed}
   * @param reason why it does not count, or not yet; may be empty
   * @param rmse on the confirmation range; null when it does not count
   * @param persistenceRmse the error of "next = last" there; null likewise
   * @param rank place on the leaderboard when it was reached, from 1; null likewise
   * @param ranked how many results were on the leaderboard
   */
  public record Judgement(
      long index,
      boolean verified,
      String standing,
      String reason,
      @Nullable Double rmse,
      @Nullable Double persistenceRmse,
      @Nullable Integer rank,
      int ranked) {

    private static Judgement of(Verdict verdict) {
      boolean counts = verdict.verified();
      return new Judgement(
          verdict.caseIndex(),
          counts,
          verdict.kind().name().toLowerCase(Locale.ROOT),
          verdict.reason(),
          counts ? verdict.rmse() : null,
          counts ? verdict.persistenceRmse() : null,
          counts ? verdict.rank() : null,
          verdict.ranked());
    }
  }
}
