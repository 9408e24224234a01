package dev.gridcast.trainer.work;

import org.jspecify.annotations.Nullable;

/** A training that ended without a model; its failure says why. */
public final class TrainingException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient TrainingFailure failure;

  public TrainingException(TrainingFailure failure) {
    this(failure, null);
  }

  public TrainingException(TrainingFailure failure, @Nullable Throwable cause) {
    super(failure.reason(), cause);
    this.failure = failure;
  }

  public TrainingFailure failure() {
    return failure;
  }
}
