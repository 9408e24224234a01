package dev.gridcast.client.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gridcast.client.work.CaseStatus;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A case in hand, as part of a {@link StatusReport}.
 *
 * @param slot the place where it is trained, from 1
 * @param index which of the experiment's cases, from 0
 * @param total how many the experiment has
 * @param phase what is being done for it
 * @param since when it was taken
 * @param epoch epochs done
 * @param epochs epochs in all; 0 before the first one has ended
 * @param validationRmse the error after the last epoch; null before the first one has ended
 * @param persistenceRmse the error of "next = last" on the same rows; null likewise
 * @param trainingSeconds how long it has been in training, pauses not counted
 * @param secondsLeft what is left to train, by the pace so far; null before the first epoch's end
 */
public record CaseReport(
    int slot,
    long index,
    long total,
    Phase phase,
    String since,
    int epoch,
    int epochs,
    @Nullable Double validationRmse,
    @Nullable Double persistenceRmse,
    double trainingSeconds,
    @Nullable Double secondsLeft) {

  /** What is being done for a case. */
  public enum Phase {
    /** It waits for its data set, or for the volunteer's leave to begin. */
    @JsonProperty("waiting")
    WAITING,
    /** Its trainer is being started. */
    @JsonProperty("starting")
    STARTING,
    /** It is being trained. */
    @JsonProperty("training")
    TRAINING,
    /** Its training is frozen; it uses no processor. */
    @JsonProperty("frozen")
    FROZEN,
    /** Its training is being stopped. */
    @JsonProperty("stopping")
    STOPPING;

    private static Phase of(CaseStatus.Phase phase) {
      return switch (phase) {
        case WAITING -> WAITING;
        case STARTING -> STARTING;
        case TRAINING -> TRAINING;
        case PAUSED -> FROZEN;
        case STOPPING -> STOPPING;
      };
    }
  }

  static CaseReport of(CaseStatus status) {
    double perEpoch = status.epoch() == 0 ? 0 : status.trainingSeconds() / status.epoch();
    return new CaseReport(
        status.slot(),
        status.caseIndex(),
        status.totalCases(),
        Phase.of(status.phase()),
        status.since().toString(),
        status.epoch(),
        status.epochs(),
        boxed(status.validationRmse()),
        boxed(status.persistenceRmse()),
        status.trainingSeconds(),
        status.epoch() == 0 ? null : perEpoch * (status.epochs() - status.epoch()));
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
