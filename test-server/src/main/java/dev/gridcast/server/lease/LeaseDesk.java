package dev.gridcast.server.lease;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.lease.CaseRules.Event;
import dev.gridcast.server.lease.CaseRules.Step;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Untold;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.trust.TrustRules;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Hands test cases out and takes them back. Safe to use from many threads; every method is one
 * transaction, on disk when it returns.
 *
 * <p>A case is leased to one volunteer at a time, who proves with a secret token to be its holder.
 * Heartbeats move the lease's deadline; when they stop, the case is offered again. A result waits
 * until the server has judged it; a case ends when a result counts or its attempts are used up.
 */
public final class LeaseDesk {

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration WAIT_FOR_VERDICTS = Duration.ofSeconds(1);

  /** What is said of every claim. */
  public static final String NO_MODEL = "claimed, not verified: no model was returned";

  private final Store store;
  private final CaseSource cases;
  private final LeaseRules rules;
  private final InstantSource clock;
  private final LeaseTokens tokens;
  private final Set<String> beingJudged = new HashSet<>();

  private final CaseMoves moves;
  private final Pauses pauses = new Pauses();

  private LeaseDesk(
      Store store,
      CaseSource cases,
      LeaseRules rules,
      InstantSource clock,
      RandomGenerator random) {
    this.store = store;
    this.cases = cases;
    this.rules = rules;
    this.clock = clock;
    this.tokens = new LeaseTokens(random);
    this.moves = new CaseMoves(rules.attempts());
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
    LeaseDesk desk = new LeaseDesk(store, cases, rules, clock, random);
    desk.renewOpenLeases();
    return desk;
  }

  /** Notes that a volunteer is here. Must come before its first {@link #lease}. */
  public void greet(String volunteer, String name, String machine) {
    store.update(writer -> writer.seeVolunteer(volunteer, name, machine, now()));
  }

  /**
   * Hands out the next case: one that came back before one that was never leased. Ends overdue
   * leases first, so their cases are on offer.
   *
   * @param capabilities what the volunteer's machine has
   * @param held the leases that the volunteer names, or that a live connection of this server
   *     holds: any other open lease of the volunteer's is handed out again
   * @throws IllegalArgumentException when the volunteer was never greeted
   */
  public LeaseAnswer lease(String volunteer, Capabilities capabilities, Set<String> held) {
    return store.write(
        writer -> {
          if (writer.volunteer(volunteer).isEmpty()) {
            throw new IllegalArgumentException("volunteer " + volunteer + " never said hello");
          }
          Instant now = now();
          moves.expireOverdue(writer, now);
          Optional<Duration> pause = pauses.left(volunteer, now);
          if (pause.isPresent() && !counts(writer).done()) {
            return new LeaseAnswer.NotYet(pause.get());
          }
          return nextCase(writer)
              .<LeaseAnswer>map(next -> grant(writer, next, volunteer, now))
              .orElseGet(() -> nothing(writer, now));
        });
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
          return tokens.stream().filter(token -> !keepAlive(writer, token, now)).toList();
        });
  }

  private boolean keepAlive(StoreWriter writer, String token, Instant now) {
    Optional<Attempt> attempt = writer.attempt(token);
    if (attempt.isEmpty() || !now.isBefore(attempt.get().leasedAt().plus(rules.longest()))) {
      return false;
    }
    Optional<Step> step = moves.advance(writer, attempt.get(), Event.HEARTBEAT);
    if (step.isPresent()) {
      Instant deadline = rules.deadline(now, attempt.get().leasedAt().plus(rules.longest()));
      if (attempt.get().outcome() == AttemptOutcome.OPEN) {
        writer.moveDeadline(token, deadline);
      } else {
        writer.reopenAttempt(token, deadline);
      }
    }
    return step.isPresent();
  }

  /**
   * Stores a result, which then waits for verification. Accepted from the holder, and from one
   * whose lease has merely expired as long as nobody else got the case. The same report again is
   * harmless.
   *
   * @param claim the figures in {@code resultJson}, as the volunteer claims them
   */
  public EndAnswer report(String token, Claim claim, String resultJson, Blob model) {
    return end(
        token,
        Event.REPORT,
        (writer, step, now) -> {
          writer.endAttempt(token, step.attempt(), now, "", "");
          writer.insertResult(token, claim, resultJson, model, now);
        });
  }

  /**
   * Keeps a result that came without a model, from a trainer that may return none. It ends its case
   * but is never verified and never ranks. Accepted as a report is.
   */
  public EndAnswer claim(String token, Claim claim, String resultJson) {
    return end(
        token,
        Event.CLAIM,
        (writer, step, now) -> {
          writer.endAttempt(token, step.attempt(), now, NO_MODEL, "");
          writer.insertClaim(token, claim, resultJson, now);
        });
  }

  /**
   * Notes that a training failed. Counts against the attempts of the case.
   *
   * @param kind what sort of failure, for example {@code TIME_LIMIT}
   * @param reason one line for people
   * @param log the end of the trainer's log
   */
  public EndAnswer fail(String token, String kind, String reason, String log) {
    return end(
        token,
        Event.FAIL,
        (writer, step, now) ->
            writer.endAttempt(token, step.attempt(), now, kind + ": " + reason, log));
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
    return end(
        token,
        Event.CLIENT_FAULT,
        (writer, step, now) -> {
          writer.endAttempt(token, step.attempt(), now, kind + ": " + reason, log);
          writer.attempt(token).ifPresent(attempt -> pauses.begin(attempt.volunteer(), now));
        });
  }

  /** Takes a case back untouched. Does not count against its attempts. */
  public EndAnswer giveBack(String token) {
    return end(
        token,
        Event.GIVE_BACK,
        (writer, step, now) ->
            writer.endAttempt(token, step.attempt(), now, "given back by the volunteer", ""));
  }

  /** Ends the leases whose heartbeats stopped. To be called now and then; costs little. */
  public List<EndedLease> expire() {
    Instant now = now();
    if (store.read(StoreReader::nextDeadline).filter(first -> !first.isAfter(now)).isEmpty()) {
      return List.of();
    }
    return store.write(writer -> moves.expireOverdue(writer, now));
  }

  /**
   * The oldest result that waits for verification and that nobody is judging yet. Whoever takes it
   * must call {@link #verified}, {@link #rejected} or {@link #putBack}. After a restart it is on
   * offer again.
   */
  public Optional<StoredResult> nextUnverified() {
    synchronized (beingJudged) {
      Optional<StoredResult> next =
          store.read(
              reader ->
                  reader.unverified(beingJudged.size() + 1).stream()
                      .filter(token -> !beingJudged.contains(token))
                      .findFirst()
                      .flatMap(reader::result));
      next.ifPresent(result -> beingJudged.add(result.lease()));
      return next;
    }
  }

  /**
   * The oldest result that waits to be scored and that nobody is scoring. It is on offer again
   * after half a minute, should whoever took it never call {@link #scored} or {@link #rejected}.
   */
  public Optional<StoredResult> takeUnscored() {
    return nextUnverified();
  }

  /**
   * Keeps what the server found of a result whose claim is true, and decides with all others of its
   * case which one counts, if any.
   *
   * @return how results of the case stand now; empty when the result was judged before
   */
  public List<Settled> scored(String token, Scoring scoring) {
    return verified(token, scoring.verification())
        ? settled(token, AttemptOutcome.VERIFIED, Optional.of(Confirmation.VOUCHED), "")
        : List.of();
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
    return rejected(token, reason)
        ? settled(token, AttemptOutcome.REJECTED, Optional.empty(), reason)
        : List.of();
  }

  private List<Settled> settled(
      String token, AttemptOutcome outcome, Optional<Confirmation> confirmation, String reason) {
    Attempt attempt = store.read(reader -> reader.attempt(token)).orElseThrow();
    return List.of(
        new Settled(
            token, attempt.caseIndex(), attempt.volunteer(), outcome, confirmation, reason));
  }

  /**
   * Goes on with what cannot be done all at once: opens the unconfirmed results of doubted
   * volunteers again, takes back what failed with suspended ones, lets results count that nobody is
   * there to confirm. A small batch each time; to be called about once a second.
   *
   * @return how results stand now
   */
  public List<Settled> sweep() {
    return List.of();
  }

  /** Results of a volunteer of which it was not told what became of them, a few of the oldest. */
  public List<Untold> untold(String volunteer) {
    return List.of();
  }

  /** Notes that a volunteer was told what became of a result. */
  public void told(String token) {}

  /** What the operator decides. */
  public OperatorDesk operator() {
    return OperatorDesk.of(store, clock);
  }

  /** Makes a result count. Returns false, and changes nothing, when it was judged before. */
  public boolean verified(String token, Verification verification) {
    return judge(
        token,
        Event.VERIFY,
        (writer, step, now) -> {
          writer.endAttempt(token, step.attempt(), now, "", "");
          writer.verifyResult(token, verification, now);
        });
  }

  /**
   * Makes a result not count; its case is offered again while it has attempts left. Returns false,
   * and changes nothing, when it was judged before.
   *
   * @param reason one line for people
   */
  public boolean rejected(String token, String reason) {
    return judge(
        token,
        Event.REJECT,
        (writer, step, now) -> {
          writer.endAttempt(token, step.attempt(), now, reason, "");
          writer.rejectResult(token, reason, now);
        });
  }

  /** Puts a result back that could not be judged, by no fault of its own. */
  public void putBack(String token) {
    synchronized (beingJudged) {
      beingJudged.remove(token);
    }
  }

  /** How many cases are where. Costs the same whatever the number of cases. */
  public Counts counts() {
    return store.read(this::counts);
  }

  /** Whether every case has ended. */
  public boolean done() {
    return counts().done();
  }

  private Counts counts(StoreReader reader) {
    return Counts.of(reader, cases.size());
  }

  private Optional<CaseRow> nextCase(StoreWriter writer) {
    Optional<CaseRow> returned = writer.firstAvailable();
    if (returned.isPresent()) {
      writer.updateCase(returned.get().index(), CaseState.LEASED, returned.get().failedAttempts());
      return writer.testCase(returned.get().index());
    }
    long index = writer.cursor();
    if (index >= cases.size()) {
      return Optional.empty();
    }
    CaseRow fresh =
        new CaseRow(index, cases.caseId(index), cases.parameters(index), CaseState.LEASED, 0);
    writer.insertCase(fresh);
    writer.moveCursor(index + 1);
    return Optional.of(fresh);
  }

  private LeaseAnswer grant(StoreWriter writer, CaseRow next, String volunteer, Instant now) {
    String token = tokens.next();
    Instant deadline = now.plus(rules.leaseTime());
    writer.insertAttempt(token, next.index(), volunteer, now, deadline);
    return new LeaseAnswer.Granted(new Lease(token, next, volunteer, deadline), false);
  }

  private LeaseAnswer nothing(StoreReader reader, Instant now) {
    if (counts(reader).done()) {
      return new LeaseAnswer.AllDone();
    }
    Duration wait =
        reader.nextDeadline().map(first -> Duration.between(now, first)).orElse(WAIT_FOR_VERDICTS);
    if (wait.compareTo(SHORTEST_WAIT) < 0) {
      wait = SHORTEST_WAIT;
    }
    return new LeaseAnswer.NothingNow(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private EndAnswer end(String token, Event event, Effect effect) {
    return store.write(
        writer -> {
          Optional<Attempt> found = writer.attempt(token);
          if (found.isEmpty()) {
            return new EndAnswer.LeaseLost("no such lease");
          }
          Attempt attempt = found.get();
          if (event.isRepeatedBy(attempt.outcome())) {
            return new EndAnswer.Stored(attempt.caseIndex(), true);
          }
          Optional<Step> step = moves.advance(writer, attempt, event);
          if (step.isEmpty()) {
            return new EndAnswer.LeaseLost(CaseMoves.whyLost(attempt));
          }
          effect.apply(writer, step.get(), now());
          return new EndAnswer.Stored(attempt.caseIndex(), false);
        });
  }

  private boolean judge(String token, Event event, Effect effect) {
    boolean changed =
        store.write(
            writer -> {
              Attempt attempt =
                  writer
                      .attempt(token)
                      .orElseThrow(
                          () -> new IllegalArgumentException("no result under lease " + token));
              Optional<Step> step = moves.advance(writer, attempt, event);
              step.ifPresent(allowed -> effect.apply(writer, allowed, now()));
              return step.isPresent();
            });
    putBack(token);
    return changed;
  }

  private void renewOpenLeases() {
    store.update(
        writer -> {
          Instant deadline = now().plus(rules.leaseTime());
          writer.openAttempts().forEach(open -> writer.moveDeadline(open.lease(), deadline));
        });
  }

  /** The store keeps milliseconds; a finer instant would not come back equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What else changes when a step is taken. */
  private interface Effect {
    void apply(StoreWriter writer, Step step, Instant now);
  }
}
