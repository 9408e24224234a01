package dev.gridcast.client.work;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.work.CaseStatus.Phase;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A case that this client holds the lease of; lives in the event loop. */
final class CaseInHand {

  private final Assignment assignment;
  private final Optional<String> image;
  private final Instant since;
  private final StopWatch trained;
  private final AtomicReference<EpochProgress> unread = new AtomicReference<>();
  private @Nullable Training training;
  private boolean running;
  private boolean paused;
  private @Nullable EpochProgress progress;
  private boolean datasetMissing;
  private boolean revoked;
  private @Nullable String stopReason;

  CaseInHand(Assignment assignment, Optional<String> image, Timekeeper time) {
    this.assignment = assignment;
    this.image = image;
    this.since = time.instant();
    this.trained = new StopWatch(time);
  }

  Assignment assignment() {
    return assignment;
  }

  /** The image that trains it; empty for the built-in trainer. */
  Optional<String> image() {
    return image;
  }

  String lease() {
    return assignment.lease();
  }

  /** Whether a trainer has been asked to begin. */
  boolean isBegun() {
    return training != null;
  }

  void begun(Training begun) {
    training = begun;
  }

  /** The trainer runs. */
  void running() {
    running = true;
    if (!paused) {
      trained.start();
    }
  }

  void pause() {
    if (training != null && !paused) {
      paused = true;
      trained.stop();
      training.pause();
    }
  }

  void resume() {
    if (training != null && paused) {
      paused = false;
      if (running) {
        trained.start();
      }
      training.resume();
    }
  }

  /** Stops the training, if there is one. */
  void kill() {
    if (training != null) {
      training.stop();
    }
  }

  /** Why this client itself stops the training; the first reason counts. */
  void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    kill();
  }

  /** Empty when the client did not stop it. */
  Optional<String> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  void ended() {
    trained.stop();
  }

  /** For how long it has been trained, pauses not counted. */
  double trainedSeconds() {
    return trained.seconds();
  }

  /** Whether the case waits for its data set. */
  boolean isDatasetMissing() {
    return datasetMissing;
  }

  void datasetMissing() {
    datasetMissing = true;
  }

  void datasetHere() {
    datasetMissing = false;
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

  CaseStatus status(int slot) {
    EpochProgress latest = progress;
    return new CaseStatus(
        slot,
        assignment.caseIndex(),
        assignment.totalCases(),
        phase(),
        latest == null ? 0 : latest.epoch(),
        latest == null ? 0 : latest.epochs(),
        latest == null ? OptionalDouble.empty() : OptionalDouble.of(latest.validationRmse()),
        latest == null ? OptionalDouble.empty() : OptionalDouble.of(latest.persistenceRmse()),
        since,
        trainedSeconds());
  }

  private Phase phase() {
    if (!isBegun()) {
      return Phase.WAITING;
    }
    if (revoked || stopReason != null) {
      return Phase.STOPPING;
    }
    if (paused) {
      return Phase.PAUSED;
    }
    return running ? Phase.TRAINING : Phase.STARTING;
  }
}
