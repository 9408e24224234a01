package dev.gridcast.server.store;

import dev.gridcast.protocol.message.Blob;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes within one transaction of a store. The rules of when are not here but in the lease desk.
 */
public interface StoreWriter extends StoreReader {

  /** Adds a case that is leased for the first time. */
  void insertCase(CaseRow testCase);

  /** Sets everything about a case but its identity. */
  void updateCase(CaseRow testCase);

  /** Moves a lane past the cases that have been leased. */
  void moveLane(int lane, long position);

  /**
   * Adds an open attempt. It speaks for its case unless a result does.
   *
   * @param lastAt until when heartbeats may move the deadline
   */
  void insertAttempt(
      String lease,
      long caseIndex,
      String volunteer,
      Instant leasedAt,
      Instant deadline,
      Instant lastAt);

  /** Whether an attempt counts against the limit of its case. */
  void countAttempt(String lease, boolean counted);

  /** Moves the deadline of an attempt. */
  void moveDeadline(String lease, Instant deadline);

  /**
   * Ends an attempt, or moves it from one end to another.
   *
   * @param reason one line for people; empty when there is nothing to say
   * @param log the end of the trainer's log; empty when there is none
   */
  void endAttempt(String lease, AttemptOutcome outcome, Instant at, String reason, String log);

  /** Opens an ended attempt again; it then speaks for its case. */
  void reopenAttempt(String lease, Instant deadline);

  /** Keeps a result that waits for verification; its attempt then speaks for its case. */
  void insertResult(String lease, Claim claim, String resultJson, Blob model, Instant reportedAt);

  /** Keeps a result that has no model to verify; its attempt then speaks for its case. */
  void insertClaim(String lease, Claim claim, String resultJson, Instant reportedAt);

  /** Notes that a result does not count, however it stood before. */
  void rejectResult(String lease, String reason, Instant at);

  /**
   * Takes the oldest result that waits to be scored and that nobody is scoring; it is on offer
   * again at {@code until}.
   */
  Optional<StoredResult> takeUnscored(Instant now, Instant until);

  /** Notes what was found of a result that waited to be scored. It does not count yet. */
  void scoreResult(String lease, Scoring scoring, Instant at);

  /** Makes a scored result the one that counts; its attempt then speaks for its case. */
  void countResult(String lease, Confirmation confirmation, Instant at);

  /** Notes on what other ground a result counts now. */
  void confirmResult(String lease, Confirmation confirmation);

  /** Notes that a scored result confirms the one that counts. */
  void agreeResult(String lease, Instant at);

  /** Makes a result that counts, or confirms one, a merely scored one again. */
  void doubtResult(String lease);

  /** Notes that a volunteer was told what became of a result. A later change is untold again. */
  void toldResult(String lease);

  /** Sets everything about a volunteer but its identity and when it was first seen. */
  void updateVolunteer(Volunteer volunteer);

  /** Adds a volunteer, or refreshes its name, machine and last sight. */
  void seeVolunteer(String id, String name, String machine, Instant at);

  @Override
  GuestWriter guests();
}
