package dev.gridcast.server.lease;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.lease.Endings.Word;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Untold;
import dev.gridcast.server.trust.Audits;
import dev.gridcast.server.trust.Jury;
import dev.gridcast.server.trust.TrustRules;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Hands test cases out and takes them back. Safe to use from many threads; every method is one
 * transaction, on disk when it returns. Several desks may work on one store.
 *
 * <p>Whoever holds a lease proves so with a secret token. Heartbeats move its deadline; when they
 * stop, the case is offered again. A result waits until the server has scored it, and then, unless
 * its volunteer is trusted, until somebody else has trained the case as well: a second training is
 * a lease like any other, and nobody who holds one can tell. What may follow what stands in {@code
 * AttemptTable} and {@code Standing}.
 */
public final class LeaseDesk {

  /** What is said of every claim. */
  public static final String NO_MODEL = "claimed, not verified: no model was returned";

  /** How long a result that somebody is scoring is kept from others. */
  static final Duration SCORING_TIME = Duration.ofSeconds(30);

  /** How long somebody for whom there was nothing is taken to be waiting. */
  private static final Duration IDLE_TIME = Duration.ofMinutes(1);

  private static final int UNTOLD_AT_MOST = 100;

  private final Store store;
  private final long total;
  private final LeaseRules rules;
  private final TrustRules trust;
  private final InstantSource clock;
  private final Lanes lanes;
  private final Leasing leasing;
  private final Endings endings;
  private final Scores scores;
  private final Sweep sweep;
  private final Pauses pauses = new Pauses();
  private final Presence presence = new Presence();

  private LeaseDesk(
      Store store,
      CaseSource cases,
      LeaseRules rules,
      TrustRules trust,
      InstantSource clock,
      RandomGenerator random,
      SpotChecks spotChecks) {
    this.store = store;
    this.total = cases.size();
    this.rules = rules;
    this.trust = trust;
    this.clock = clock;
    this.lanes = new Lanes(cases);
    this.endings = new Endings(rules, trust);
    this.leasing =
        new Leasing(
            total,
            lanes,
            new Picks(lanes, rules, spotChecks, random),
            endings,
            rules,
            new LeaseTokens(clock, random)::next);
    this.scores =
        new Scores(rules, trust, new Audits(trust, random), new Jury(trust, spotChecks::isServer));
    this.sweep = new Sweep(rules, trust, lanes);
  }

  /** Opens the desk without spot checks, with secrets that nobody can foretell. */
  public static LeaseDesk open(
      Store store, CaseSource cases, LeaseRules rules, TrustRules trust, InstantSource clock) {
    return open(store, cases, rules, trust, clock, new SecureRandom(), SpotChecks.NONE);
  }

  /**
   * Opens the desk. Leases that were held when the server last stopped get a fresh lease time,
   * since their heartbeats had nowhere to go.
   *
   * @param trust how suspicious to be of results
   * @param random where lease tokens and audits are drawn from; must be unpredictable wherever
   *     strangers come in
   * @param spotChecks the second trainings on the server's own machine
   * @throws IllegalArgumentException when the store's experiment has another number of cases
   */
  public static LeaseDesk open(
      Store store,
      CaseSource cases,
      LeaseRules rules,
      TrustRules trust,
      InstantSource clock,
      RandomGenerator random,
      SpotChecks spotChecks) {
    if (store.experiment().totalCases() != cases.size()) {
      throw new IllegalArgumentException(
          "the store has "
              + store.experiment().totalCases()
              + " cases, the experiment has "
              + cases.size());
    }
    LeaseDesk desk = new LeaseDesk(store, cases, rules, trust, clock, random, spotChecks);
    desk.renewOpenLeases();
    return desk;
  }

  private void renewOpenLeases() {
    store.update(
        writer -> {
          Instant deadline = now().plus(rules.leaseTime());
          writer.openAttempts().forEach(open -> writer.moveDeadline(open.lease(), deadline));
        });
  }

  // --- volunteers -------------------------------------------------------------------------------

  /** Notes that a volunteer is here. Must come before its first {@link #lease}. */
  public void greet(String volunteer, String name, String machine) {
    store.update(writer -> writer.seeVolunteer(volunteer, name, machine, now()));
  }

  /**
   * Hands out the next case. An open lease of the volunteer's that it has lost sight of is handed
   * out again first.
   *
   * @param capabilities what the volunteer's machine has
   * @param held the leases that the volunteer names, or that a live connection of this server
   *     holds: any other open lease of the volunteer's is handed out again
   * @throws IllegalArgumentException when the volunteer was never greeted
   */
  public LeaseAnswer lease(String volunteer, Capabilities capabilities, Set<String> held) {
    Instant now = now();
    Leasing.Request request =
        new Leasing.Request(volunteer, capabilities, held, pauses.left(volunteer, now));
    lanes.lookAhead();
    LeaseAnswer answer = store.write(writer -> leasing.answer(writer, request, now));
    presence.asked(volunteer, capabilities, !(answer instanceof LeaseAnswer.Granted), now);
    return answer;
  }

  /**
   * Moves the deadlines of leases.
   *
   * @return the leases that are lost: unknown, ended, passed on, or held longer than any case may
   *     be; the holder should stop them
   */
  public List<String> heartbeat(List<String> tokens) {
    return store.write(
        writer -> {
          Instant now = now();
          return tokens.stream().filter(token -> !endings.keepAlive(writer, token, now)).toList();
        });
  }

  /**
   * Stores a result, which then waits to be scored. Accepted from a holder, and from one whose
   * lease has expired or been passed on: a result is never thrown away because it is late. The same
   * report again is harmless.
   *
   * @param claim the figures in {@code resultJson}, as the volunteer claims them
   */
  public EndAnswer report(String token, Claim claim, String resultJson, Blob model) {
    return end(
        token,
        writer ->
            new Word(
                Event.REPORT,
                "",
                "",
                at -> writer.insertResult(token, claim, resultJson, model, at)));
  }

  /**
   * Whether a report under this lease would be looked at: not when the lease has ended for good.
   */
  public boolean awaitsReport(String token) {
    return store
        .read(reader -> reader.attempt(token))
        .filter(attempt -> AttemptTable.mayReport(attempt.outcome()))
        .isPresent();
  }

  /** Answers a report that is not awaited: said once more, or lost. */
  public EndAnswer reportUnawaited(String token) {
    return end(
        token,
        writer ->
            new Word(
                Event.REPORT,
                "",
                "",
                at -> {
                  throw new IllegalStateException("a report that was not awaited: " + token);
                }));
  }

  /**
   * Keeps a result that came without a model, from a trainer that may return none. It ends its case
   * but is never verified and never ranks. Accepted as a report is; beside another result it adds
   * nothing, and is let go.
   */
  public EndAnswer claim(String token, Claim claim, String resultJson) {
    return end(
        token,
        writer ->
            new Word(
                Event.CLAIM, NO_MODEL, "", at -> writer.insertClaim(token, claim, resultJson, at)));
  }

  /**
   * Notes that a training failed. Counts against the attempts of the case, until somebody else
   * trains it: then against the volunteer.
   *
   * @param kind what sort of failure, for example {@code TIME_LIMIT}
   * @param reason one line for people
   * @param log the end of the trainer's log
   */
  public EndAnswer fail(String token, String kind, String reason, String log) {
    return end(token, writer -> new Word(Event.FAIL, kind + ": " + reason, log));
  }

  /**
   * Notes that a volunteer's computer could not even try a case, for example for want of disk
   * space. Does not count against the attempts of the case; the volunteer gets no other one for a
   * minute.
   *
   * @param kind what sort of failure
   * @param reason one line for people
   * @param log the end of the trainer's log
   */
  public EndAnswer clientFault(String token, String kind, String reason, String log) {
    EndAnswer answer =
        end(token, writer -> new Word(Event.CLIENT_FAULT, kind + ": " + reason, log));
    if (answer instanceof EndAnswer.Stored stored && !stored.repeated()) {
      store
          .read(reader -> reader.attempt(token))
          .ifPresent(attempt -> pauses.begin(attempt.volunteer(), now()));
    }
    return answer;
  }

  /** Takes a case back untouched. Does not count against its attempts. */
  public EndAnswer giveBack(String token) {
    return end(token, writer -> new Word(Event.GIVE_BACK, "given back by the volunteer", ""));
  }

  private EndAnswer end(String token, Function<StoreWriter, Word> word) {
    Instant now = now();
    return store.write(writer -> endings.end(writer, token, word.apply(writer), now));
  }

  /** Results of a volunteer of which it was not told what became of them, a few of the oldest. */
  public List<Untold> untold(String volunteer) {
    return store.read(reader -> reader.untold(volunteer, UNTOLD_AT_MOST));
  }

  /** Notes that a volunteer was told what became of results. */
  public void told(Collection<String> tokens) {
    if (!tokens.isEmpty()) {
      store.update(writer -> tokens.forEach(writer::toldResult));
    }
  }

  // --- results ----------------------------------------------------------------------------------

  /**
   * The oldest result that waits to be scored and that nobody is scoring. It is on offer again
   * after half a minute, should whoever took it never call {@link #scored} or {@link #rejected}.
   */
  public Optional<StoredResult> takeUnscored() {
    Instant now = now();
    return store.write(writer -> writer.takeUnscored(now, now.plus(SCORING_TIME)));
  }

  /**
   * Keeps what the server found of a result whose claim is true, and decides with all others of its
   * case which one counts, if any.
   *
   * @return how results of the case stand now; empty when the result was judged before
   */
  public List<Settled> scored(String token, Scoring scoring) {
    Instant now = now();
    return store.write(writer -> scores.scored(writer, token, scoring, now));
  }

  /**
   * Makes a result not count, since its claim is not true or there is nothing in it to score.
   *
   * @param reason one line for people
   * @param lie whether its volunteer is to blame; otherwise it counts against the attempts of the
   *     case
   * @return how results of the case stand now; empty when the result was judged before
   */
  public List<Settled> rejected(String token, String reason, boolean lie) {
    Instant now = now();
    return store.write(writer -> scores.rejected(writer, token, reason, lie, now));
  }

  // --- the passing of time ----------------------------------------------------------------------

  /** Ends the leases whose heartbeats stopped. To be called now and then; costs little. */
  public List<EndedLease> expire() {
    Instant now = now();
    if (store.read(StoreReader::nextDeadline).filter(first -> !first.isAfter(now)).isEmpty()) {
      return List.of();
    }
    return store.write(writer -> endings.expireOverdue(writer, now));
  }

  /**
   * Goes on with what cannot be done all at once: opens the unconfirmed results of doubted
   * volunteers again, takes back what failed with suspended ones, lets results count that nobody is
   * there to confirm. A small batch each time; to be called about once a second.
   *
   * @return how results stand now
   */
  public List<Settled> sweep() {
    Instant now = now();
    List<Settled> settled = new ArrayList<>();
    if (store.read(reader -> !reader.doubted(1).isEmpty())) {
      settled.addAll(store.write(writer -> sweep.goOver(writer, now)));
    }
    presence.forgetBefore(now.minus(trust.patience()));
    if (presence.someoneIdle(now.minus(IDLE_TIME))) {
      settled.addAll(store.write(writer -> sweep.settleLonely(writer, presence, now)));
    }
    return settled;
  }

  /** How many cases are where. Costs the same whatever the number of cases. */
  public Counts counts() {
    return store.read(reader -> Counts.of(reader, total));
  }

  /** Whether every case has ended. */
  public boolean done() {
    return counts().done();
  }

  /** What the operator decides. */
  public OperatorDesk operator() {
    return OperatorDesk.of(store, clock);
  }

  /** The store keeps milliseconds; a finer instant would not come back equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
