package dev.gridcast.client.runtime;

import dev.gridcast.client.runtime.TrainerOutput.BadOutputException;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one outcome of a trainer's exit code, what it left, and what it said. */
public final class Outcomes {

  /** With less room on the disk than this, a failure is blamed on the disk: 4 MiB. */
  static final long FULL_BYTES = 4L << 20;

  private static final Logger logger = LoggerFactory.getLogger(Outcomes.class);

  private final TrainingJob job;
  private final BoundedLog log;

  /** For one job, whose trainer's words are in the log. */
  public Outcomes(TrainingJob job, BoundedLog log) {
    this.job = job;
    this.log = log;
  }

  /**
   * The outcome that goes with an exit code of {@code trainer run}. Takes what is in the output
   * folder.
   */
  public TrainingOutcome ofExitCode(int exitCode) {
    // Before the output is removed, which may be what fills it.
    boolean full = isDiskFull();
    TrainingOutcome outcome;
    try (TrainerOutput output = TrainerOutput.take(job)) {
      outcome = exitCode == 0 ? trained(output) : failure(exitCode, output);
    } catch (BadOutputException e) {
      outcome =
          exitCode == 0
              ? failed(FailureKind.BAD_OUTPUT, e.reason())
              : failure(exitCode, Optional.empty());
    }
    return outcome instanceof TrainingOutcome.Failed && full
        ? failed(FailureKind.CLIENT_FAULT, "there is no room left on this machine's disk")
        : outcome;
  }

  /** The outcome when a trainer ended without a word about this job. */
  public TrainingOutcome ofDeath(TrainerExit exit) {
    if (exit.placeGone()) {
      return new TrainingOutcome.Stopped("the place where the trainer ran is gone");
    }
    if (exit.killedFor().isPresent()) {
      return failed(
          FailureKind.TRAINER_CRASHED, "the trainer was killed: it " + exit.killedFor().get());
    }
    if (exit.code() == 0) {
      return failed(
          FailureKind.TRAINER_CRASHED, "the trainer ended before it was done" + lastWords());
    }
    return ofExitCode(exit.code());
  }

  /** A failure with the end of the log as it is now. */
  public TrainingOutcome.Failed failed(FailureKind kind, String reason) {
    return new TrainingOutcome.Failed(kind, Texts.oneLine(reason, 400), log.tail());
  }

  private TrainingOutcome trained(TrainerOutput output) throws BadOutputException {
    String result = output.trainedResult();
    boolean mayMiss = job.image().isPresent() && !output.hasModel();
    Optional<Blob> model = mayMiss ? Optional.empty() : Optional.of(output.model());
    return new TrainingOutcome.Trained(result, model, Duration.ZERO);
  }

  private TrainingOutcome failure(int exitCode, TrainerOutput output) {
    Optional<String> reason = output.failureReason();
    // Only the official trainer's engines are anybody's to choose between.
    if (exitCode == 3 && job.image().isEmpty() && output.lacksEngine()) {
      return new TrainingOutcome.EngineMissing(reason.orElse("the training engine is missing"));
    }
    return failure(exitCode, reason);
  }

  private TrainingOutcome failure(int exitCode, Optional<String> reason) {
    return switch (exitCode) {
      case 2, 4 ->
          failed(
              FailureKind.TRAINING_FAILED,
              reason.orElseGet(() -> "the trainer ended with exit code " + exitCode + lastWords()));
      case 3 ->
          failed(
              FailureKind.CLIENT_FAULT,
              reason.orElseGet(() -> "the trainer misses something on this machine" + lastWords()));
      // HUP, INT and TERM often go to a whole group of processes, and may reach the trainer first.
      case 129, 130, 143 -> new TrainingOutcome.Stopped("the trainer was interrupted");
      // Nobody has last words before a KILL.
      case 137 ->
          failed(
              FailureKind.TRAINER_CRASHED,
              "the trainer was killed from outside (signal 9): by somebody, or by the system for"
                  + " want of memory");
      default -> failed(FailureKind.TRAINER_CRASHED, deathOf(exitCode) + lastWords());
    };
  }

  private static String deathOf(int exitCode) {
    // The shell's convention, which Java follows: 128 and the number of the signal.
    if (exitCode > 128 && exitCode <= 128 + 64) {
      return String.format(Locale.ROOT, "the trainer was killed by signal %d", exitCode - 128);
    }
    return String.format(Locale.ROOT, "the trainer died with exit code %d", exitCode);
  }

  /** The last line of the log, which more often than not has the reason. */
  private String lastWords() {
    String[] lines = log.tail().strip().split("\n", -1);
    String last = Texts.oneLine(lines[lines.length - 1], 200);
    return last.isEmpty() ? "" : ": " + last;
  }

  private boolean isDiskFull() {
    try {
      return Files.getFileStore(job.box()).getUsableSpace() < FULL_BYTES;
    } catch (IOException e) {
      logger.debug("the room on the disk is not known: {}", e.toString());
      return false;
    }
  }
}
