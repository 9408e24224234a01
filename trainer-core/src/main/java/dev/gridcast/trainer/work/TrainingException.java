package dev.gridcast.trainer.work;

import org.jspecify.annotations.Nullable;

/**
 * A training that ended without a model; its failure says why. The message is the failure's reason
 * on one line of bounded length, whatever a file or a library put into it.
 */
public final class TrainingException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient TrainingFailure failure;

  public TrainingException(TrainingFailure failure) {
    this(failure, null);
  }

  public TrainingException(TrainingFailure failure, @Nullable Throwable cause) {
    super(oneLine(failure.reason()), cause);
    this.failure = failure;
  }

  public TrainingFailure failure() {
    return failure;
  }

  /** Files from strangers are quoted in reasons: no control character may reach a terminal. */
  private static String oneLine(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    if (line.isEmpty()) {
      return "no reason was given";
    }
    return line.length() > StrictObject.MAX_TEXT
        ? line.substring(0, StrictObject.MAX_TEXT - 1) + "…"
        : line;
  }
}
