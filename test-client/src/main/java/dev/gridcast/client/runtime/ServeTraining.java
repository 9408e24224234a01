package dev.gridcast.client.runtime;

import dev.gridcast.protocol.message.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job of a serving trainer: what is known of it so far. Guarded by its session's lock. */
final class ServeTraining implements Training {

  static final String ASKED_FOR = "this client asked for it";

  private static final Logger logger = LoggerFactory.getLogger(ServeTraining.class);

  /** A trainer that tells more epochs at once than this is told on less often. */
  private static final int EPOCHS_AT_ONCE = 1_000;

  private static final long BETWEEN_EPOCHS_NANOS = 20_000_000L;

  private final ServeSession session;
  private final TrainingJob job;
  private final TrainingListener listener;
  private final BoundedLog log;
  private final JobClock clock;
  private final Outcomes outcomes;

  private int epochsTold;
  private long lastEpochNanos;
  private boolean stopping;
  private boolean paused;
  private volatile long readyAfterNanos;
  private volatile long pausedBeforeNanos;
  private double trainerSeconds;
  private @Nullable String stopReason;
  private @Nullable TrainingOutcome decided;

  ServeTraining(
      ServeSession session,
      TrainingJob job,
      TrainingListener listener,
      BoundedLog log,
      JobClock clock) {
    this.session = session;
    this.job = job;
    this.listener = listener;
    this.log = log;
    this.clock = clock;
    this.outcomes = new Outcomes(job, log);
  }

  @Override
  public void stop() {
    session.stop(this, ASKED_FOR);
  }

  @Override
  public void pause() {
    session.pause(this);
  }

  @Override
  public void resume() {
    session.resume(this);
  }

  TrainingJob job() {
    return job;
  }

  BoundedLog log() {
    return log;
  }

  JobClock clock() {
    return clock;
  }

  /** Now it has been given to a trainer, or that trainer has got ready since. */
  void trainerIsReady() {
    readyAfterNanos = clock.elapsedNanos();
    pausedBeforeNanos = clock.wallNanos() - readyAfterNanos;
  }

  /** The time it has had of a trainer that was ready, pauses not counted. */
  long sinceReadyNanos() {
    return clock.elapsedNanos() - readyAfterNanos;
  }

  /** Whether nothing has settled its outcome yet. */
  boolean isOpen() {
    return decided == null;
  }

  boolean isPaused() {
    return paused;
  }

  void paused(boolean now) {
    paused = now;
  }

  /** Whether this is the first request to stop. */
  boolean askedToStop(String reason) {
    if (stopping) {
      return false;
    }
    stopping = true;
    stopReason = reason;
    return true;
  }

  /** Settles the outcome, if nothing has yet. */
  void decide(TrainingOutcome outcome) {
    if (decided == null) {
      decided = outcome;
    }
  }

  /** Who was asked to stop may fail over it, which is nobody's fault. */
  void decideUnlessStopping(TrainingOutcome outcome) {
    if (!stopping) {
      decide(outcome);
    }
  }

  void decideFailed(FailureKind kind, String reason) {
    decide(outcomes.failed(kind, reason));
  }

  /** What the trainer's own word for the end makes of it, with what is in the output folder. */
  TrainingOutcome reported(int exitCode, double seconds) {
    trainerSeconds = seconds;
    return outcomes.ofExitCode(exitCode);
  }

  /**
   * What has passed beside the trainer's own work. Its clock goes on while it is frozen, so only
   * the pauses that came before its work are left out here.
   */
  private Duration overhead() {
    long beside = clock.wallNanos() - pausedBeforeNanos - Math.round(trainerSeconds * 1e9);
    return Duration.ofNanos(beside);
  }

  /** The outcome now that the trainer itself has ended. */
  TrainingOutcome atExit(TrainerExit exit) {
    if (exit.placeGone() && decided instanceof TrainingOutcome.Failed) {
      // Who cannot be heard through a place that hangs seems to take too long, and did not.
      return outcomes.ofDeath(exit);
    }
    if (decided instanceof TrainingOutcome.Failed failed) {
      // Its last words may have come after the decision.
      return outcomes.failed(failed.kind(), failed.reason());
    }
    if (decided != null) {
      return decided;
    }
    if (stopReason != null) {
      return new TrainingOutcome.Stopped(stopReason);
    }
    return outcomes.ofDeath(exit);
  }

  void tell(EpochProgress progress, long now) {
    if (++epochsTold > EPOCHS_AT_ONCE && now - lastEpochNanos < BETWEEN_EPOCHS_NANOS) {
      return;
    }
    lastEpochNanos = now;
    listener.onEpoch(progress);
  }

  /** The last call to the listener. */
  void end(TrainingOutcome outcome) {
    log.close();
    try {
      listener.onEnded(
          outcome instanceof TrainingOutcome.Trained trained
              ? trained.withOverhead(overhead())
              : outcome);
    } catch (RuntimeException e) {
      logger.error("nobody could be told that {} has ended", job.name(), e);
    }
  }
}
