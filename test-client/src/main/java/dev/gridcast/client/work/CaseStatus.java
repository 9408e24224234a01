package dev.gridcast.client.work;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How one case in hand stands.
 *
 * @param slot the place where it is trained, from 1
 * @param caseIndex position of the case in the parameter space, from 0
 * @param totalCases how many cases the experiment has
 * @param phase what is being done for it
 * @param epoch epochs finished; 0 before the first has
 * @param epochs epochs in all; 0 before the first has finished
 * @param validationRmse the error on the validation range in price units, as the trainer says
 * @param persistenceRmse the error of persistence on the same rows
 * @param since when the case came
 * @param trainingSeconds how long it has been in training, pauses not counted
 */
public record CaseStatus(
    int slot,
    long caseIndex,
    long totalCases,
    Phase phase,
    int epoch,
    int epochs,
    OptionalDouble validationRmse,
    OptionalDouble persistenceRmse,
    Instant since,
    double trainingSeconds) {

  /** What is being done for a case. */
  public enum Phase {
    /** It waits for its data set, or for the volunteer's leave to begin. */
    WAITING,
    /** Its trainer is being started. */
    STARTING,
    /** It is being trained. */
    TRAINING,
    /** Its training is frozen until the volunteer lets it go on. */
    PAUSED,
    /** Its training is being stopped. */
    STOPPING
  }

  /** Whether its training is frozen. */
  public boolean isPaused() {
    return phase == Phase.PAUSED;
  }
}
