package dev.gridcast.client.runtime;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.FailureKind;
import java.time.Duration;
import java.util.Optional;

/** How a training ended. */
public sealed interface TrainingOutcome {

  /**
   * The trainer says that it has a model. Sizes and file kinds have been checked; whether the
   * numbers are true is the server's to judge.
   *
   * @param resultJson the text of {@code result.json}
   * @param model the bytes of {@code model.safetensors}; only a trainer image that an experiment
   *     names may leave it out
   * @param overhead wall time from the call of {@link TrainerRuntime#start} to the call of {@link
   *     TrainingListener#onEnded}, less what the trainer itself says it took, and less the pauses
   *     that are not part of that; zero where trainers do not say what they took. Below zero, the
   *     trainer claims more time than there was
   */
  record Trained(String resultJson, Optional<Blob> model, Duration overhead)
      implements TrainingOutcome {

    /** The same, with the overhead that was measured. */
    Trained withOverhead(Duration measured) {
      return new Trained(resultJson, model, measured);
    }
  }

  /**
   * There is no model.
   *
   * @param kind what sort of failure
   * @param reason one line for people
   * @param logTail the end of what the trainer said on its standard error, at most 16 KiB
   */
  record Failed(FailureKind kind, String reason, String logTail) implements TrainingOutcome {}

  /**
   * The trainer lacks the training engine that the case asks for: it may be good for other cases.
   *
   * @param reason one line for people
   */
  record EngineMissing(String reason) implements TrainingOutcome {}

  /**
   * It was stopped from outside before it ended, which is nobody's fault.
   *
   * @param reason one line for people
   */
  record Stopped(String reason) implements TrainingOutcome {}
}
