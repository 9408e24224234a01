package dev.gridcast.server.store;

import dev.gridcast.protocol.message.Blob;
import java.time.Instant;

/**
 * Changes within one transaction of a store. The rules of when are not here but in the lease desk.
 */
public interface StoreWriter extends StoreReader {

  /** Moves the cursor past the cases that have been leased. */
  void moveCursor(long cursor);

  /** Adds a case that is leased for the first time. */
  void insertCase(CaseRow testCase);

  /** Sets a case's state and the number of attempts that count against the limit. */
  void updateCase(long index, CaseState state, int failedAttempts);

  /** Adds an open attempt, which from now on speaks for its case. */
  void insertAttempt(
      String lease, long caseIndex, String volunteer, Instant leasedAt, Instant deadline);

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

  /** Notes that a result counts, and adds one to its volunteer's record. */
  void verifyResult(String lease, Verification verification, Instant at);

  /** Notes that a result does not count. */
  void rejectResult(String lease, String reason, Instant at);

  /** Adds a volunteer, or refreshes its name, machine and last sight. */
  void seeVolunteer(String id, String name, String machine, Instant at);
}
