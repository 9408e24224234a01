package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.work.TrainingFailure;

/** How the program ends, the same numbers in every program of Gridcast. */
final class ExitCode {

  static final int OK = 0;

  /** A bug of ours. */
  static final int UNEXPECTED = 1;

  /** Bad input or usage. */
  static final int BAD_INPUT = 2;

  /** Something is missing on the machine. */
  static final int MISSING = 3;

  /** The training failed with a reason. */
  static final int TRAINING_FAILED = 4;

  private ExitCode() {}

  static int of(TrainingFailure failure) {
    if (failure instanceof TrainingFailure.BadParameters
        || failure instanceof TrainingFailure.BadSeries
        || failure instanceof TrainingFailure.NoSamples) {
      return BAD_INPUT;
    }
    if (failure instanceof TrainingFailure.EngineMissing) {
      return MISSING;
    }
    return TRAINING_FAILED;
  }
}
