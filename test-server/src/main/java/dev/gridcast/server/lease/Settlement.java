package dev.gridcast.server.lease;

import dev.gridcast.server.lease.AttemptTable.Step;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.trust.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries a ruling out: which results of one case count, confirm, or are rejected, and what that
 * does to their volunteers' records. Within one transaction.
 */
final class Settlement {

  static final String WAITS = "waits for a second training of the case by somebody else";
  private static final String UNDECIDED =
      "another training of the case counts, and nobody can tell whether this one is the same";
  private static final String FALSE =
      "the training was not done as the case asks: others who trained it all came to another model";
  private static final String HOPELESS =
      "no two of the trainings of this case came to the same: nobody can tell which is true";

  private final StoreWriter writer;
  private final CaseFile file;
  private final People people;
  private final Instant now;
  private final List<Settled> settled = new ArrayList<>();

  Settlement(StoreWriter writer, CaseFile file, People people, Instant now) {
    this.writer = writer;
    this.file = file;
    this.people = people;
    this.now = now;
  }

  /** How results of the case stand now, as far as that is new. */
  List<Settled> settled() {
    return List.copyOf(settled);
  }

  /** Keeps what the server found of a result; what follows from it is another matter. */
  void score(String lease, Scoring scoring) {
    file.move(lease, Event.SCORE, now);
    writer.scoreResult(lease, scoring, now);
  }

  /**
   * Makes a result not count.
   *
   * @param lie whether its volunteer is to blame for it; otherwise its case is charged
   */
  void reject(String lease, String reason, boolean lie) {
    String volunteer = file.attempt(lease).volunteer();
    file.move(lease, lie ? Event.REFUTE : Event.REJECT, now, reason, "");
    writer.rejectResult(lease, reason, now);
    people.note(volunteer, Records::rejected);
    if (lie) {
      people.doubt(volunteer);
      people.blame(volunteer, People.Blame.LIE, now, "a result of it was found false: " + reason);
    }
    tell(lease, Optional.empty(), reason);
  }

  /**
   * Does what was ruled.
   *
   * @param latest the lease of the result that was scored just now
   */
  void carryOut(Ruling ruling, List<Candidate> candidates, String latest) {
    if (ruling instanceof Ruling.Counts counts) {
      count(counts, candidates, latest);
      return;
    }
    doubt();
    if (ruling instanceof Ruling.Hopeless hopeless) {
      for (String lease : hopeless.rejected()) {
        if (file.attempt(lease).outcome() == AttemptOutcome.SCORED) {
          reject(lease, HOPELESS, false);
        }
      }
    } else {
      tell(latest, Optional.empty(), WAITS);
    }
  }

  /** Opens again what was settled; the results of the case wait for a further training. */
  void doubt() {
    file.attempts(AttemptOutcome.AGREED).forEach(this::doubt);
    file.attempts(AttemptOutcome.VERIFIED).forEach(this::doubt);
  }

  private void doubt(Attempt settledBefore) {
    String lease = settledBefore.lease();
    boolean counted = settledBefore.outcome() == AttemptOutcome.VERIFIED;
    long millis = computeMillis(settledBefore);
    file.move(lease, Event.DOUBT, now);
    writer.doubtResult(lease);
    people.note(
        settledBefore.volunteer(),
        was -> counted ? Records.verified(was, -1, millis) : Records.agreed(was, -1, millis));
    tell(lease, Optional.empty(), WAITS);
  }

  private void count(Ruling.Counts ruling, List<Candidate> candidates, String latest) {
    Optional<Attempt> before = file.attempts(AttemptOutcome.VERIFIED).stream().findFirst();
    boolean overturned = before.isPresent() && !before.get().lease().equals(ruling.counts());
    if (overturned) {
      doubt();
    }
    boolean confirmed = confirms(ruling.why());
    if (file.attempt(ruling.counts()).outcome() == AttemptOutcome.VERIFIED) {
      confirm(ruling, candidates, confirmed);
    } else {
      countNow(ruling, confirmed);
    }
    for (String lease : ruling.agreed()) {
      if (file.attempt(lease).outcome() == AttemptOutcome.SCORED) {
        agree(lease);
      }
    }
    for (String lease : ruling.rejected()) {
      if (file.attempt(lease).outcome() == AttemptOutcome.AGREED) {
        doubt(file.attempt(lease));
      }
      if (file.attempt(lease).outcome() == AttemptOutcome.SCORED) {
        reject(lease, FALSE, true);
      }
    }
    if (ruling.undecided().contains(latest)) {
      tell(latest, Optional.empty(), UNDECIDED);
    }
  }

  private void countNow(Ruling.Counts ruling, boolean confirmed) {
    String lease = ruling.counts();
    Attempt attempt = file.attempt(lease);
    file.move(lease, Event.COUNT, now);
    writer.countResult(lease, ruling.why(), now);
    long millis = computeMillis(attempt);
    people.note(attempt.volunteer(), was -> worked(attempt, Records.verified(was, 1, millis)));
    if (confirmed) {
      people.note(attempt.volunteer(), Records::confirmed);
    }
    if (confirmed || ruling.why() == Confirmation.TRUST || ruling.why() == Confirmation.VOUCHED) {
      people.note(attempt.volunteer(), was -> Records.blamed(was, 0));
    }
    tell(lease, Optional.of(ruling.why()), "");
    file.supersedeAll(now);
    blameFailures(ruling);
  }

  /** The one that counts goes on to count, perhaps on firmer ground. */
  private void confirm(Ruling.Counts ruling, List<Candidate> candidates, boolean confirmed) {
    Confirmation before =
        candidates.stream()
            .filter(one -> one.lease().equals(ruling.counts()))
            .map(Candidate::confirmation)
            .filter(why -> why != null)
            .findFirst()
            .orElse(ruling.why());
    if (before == ruling.why()) {
      return;
    }
    writer.confirmResult(ruling.counts(), ruling.why());
    if (confirmed && !confirms(before)) {
      String volunteer = file.attempt(ruling.counts()).volunteer();
      people.note(volunteer, was -> Records.blamed(Records.confirmed(was), 0));
    }
  }

  private void agree(String lease) {
    Attempt attempt = file.attempt(lease);
    file.move(lease, Event.AGREE, now);
    writer.agreeResult(lease, now);
    long millis = computeMillis(attempt);
    people.note(
        attempt.volunteer(),
        was ->
            Records.blamed(Records.confirmed(worked(attempt, Records.agreed(was, 1, millis))), 0));
    tell(lease, Optional.empty(), "");
  }

  /** What failed elsewhere can be done: it was not the case's fault but its volunteers'. */
  private void blameFailures(Ruling.Counts ruling) {
    Set<String> able = new LinkedHashSet<>();
    able.add(file.attempt(ruling.counts()).volunteer());
    ruling.agreed().forEach(lease -> able.add(file.attempt(lease).volunteer()));
    Set<String> blamed = new LinkedHashSet<>();
    for (Attempt failed : file.attempts(AttemptOutcome.FAILED)) {
      if (failed.counted() && !able.contains(failed.volunteer())) {
        Step step = file.move(failed.lease(), Event.FORGIVE, now, failed.reason(), "");
        if (step.action() == Action.FORGIVE) {
          blamed.add(failed.volunteer());
        }
      }
    }
    for (String volunteer : blamed) {
      people.blame(volunteer, People.Blame.FAILURE, now, "cases fail here that others can train");
    }
  }

  private TrackRecord worked(Attempt attempt, TrackRecord was) {
    return Records.worked(was, file.row().work(), elapsed(attempt));
  }

  /** What a training counts for: as long as it took, but no longer than it claims. */
  private long computeMillis(Attempt attempt) {
    double claimed = writer.claim(attempt.lease()).map(Claim::seconds).orElse(0.0);
    return Math.min(elapsed(attempt), Math.max(0, Math.round(claimed * 1000)));
  }

  private static long elapsed(Attempt attempt) {
    Instant ended = attempt.endedAt();
    return ended == null ? 0 : Math.max(0, Duration.between(attempt.leasedAt(), ended).toMillis());
  }

  /** Whether somebody other than its volunteer trained the case and came to the same. */
  private static boolean confirms(Confirmation why) {
    return why == Confirmation.WITNESS || why == Confirmation.SERVER;
  }

  private void tell(String lease, Optional<Confirmation> why, String reason) {
    Attempt attempt = file.attempt(lease);
    settled.removeIf(earlier -> earlier.lease().equals(lease));
    settled.add(
        new Settled(lease, file.index(), attempt.volunteer(), attempt.outcome(), why, reason));
  }
}
