package dev.gridcast.client.work;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Progress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The case that this client holds the lease of; lives in the event loop. */
final class CaseInHand {

  private final Assignment assignment;
  private final AtomicReference<EpochProgress> unread = new AtomicReference<>();
  private @Nullable Training training;
  private @Nullable EpochProgress progress;
  private boolean datasetAsked;
  private boolean revoked;

  CaseInHand(Assignment assignment) {
    this.assignment = assignment;
  }

  Assignment assignment() {
    return assignment;
  }

  String lease() {
    return assignment.lease();
  }

  @Nullable Training training() {
    return training;
  }

  void training(Training started) {
    training = started;
  }

  boolean isDatasetAsked() {
    return datasetAsked;
  }

  void datasetAsked(boolean asked) {
    datasetAsked = asked;
  }

  /** Whether the server has taken the case away: nothing of it needs reporting. */
  boolean isRevoked() {
    return revoked;
  }

  void revoke() {
    revoked = true;
  }

  /**
   * Leaves progress for the event loop, from any thread. A trainer that talks faster than the loop
   * listens costs one slot, not a queue.
   *
   * @return whether the loop has to be told
   */
  boolean offer(EpochProgress epoch) {
    return unread.getAndSet(epoch) == null;
  }

  /** The progress left last. */
  @Nullable EpochProgress read() {
    EpochProgress latest = unread.getAndSet(null);
    if (latest != null) {
      progress = latest;
    }
    return latest;
  }

  /** How far it is, for a heartbeat. */
  CaseProgress progress() {
    EpochProgress latest = progress;
    return new CaseProgress(
        lease(),
        latest == null
            ? null
            : new Progress(
                latest.epoch(), latest.epochs(), latest.validationRmse(), latest.seconds()));
  }
}
