package dev.gridcast.trainer.work;

import dev.gridcast.trainer.evaluate.Evaluation;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code result.json} says: a model was trained, or why not.
 *
 * <p>On the server everything in it is a claim. {@link #parse} is strict and bounded: it accepts
 * only what {@link #toJson} writes, and never a number that is not finite.
 */
public sealed interface ResultFile {

  /** The number in the field {@code format}. */
  int FORMAT = 2;

  /** Largest file that is read, in bytes. */
  int MAX_BYTES = 2 * 1024 * 1024;

  /** Most lines of notes. */
  int MAX_NOTES = 50;

  /** Most characters of a note. */
  int MAX_NOTE = 400;

  /**
   * A model was trained.
   *
   * @param labels what is forecast, in order
   * @param validation errors of the kept model over the validation range, beside the baselines'
   * @param trainingSamples windows that were learned from; 0 for a naive model
   * @param forecast what comes after the last row, one for each row of the horizon; empty when a
   *     gap leaves no whole window there
   * @param bestEpoch the epoch that was kept, from 1; 0 where there are no epochs
   * @param epochs epochs that were run; 0 where nothing is fitted epoch by epoch
   * @param epochsPlanned epochs that the case asked for; more than were run when it ended early
   * @param seconds from the first epoch's start to the last one's end
   * @param windowsDroppedAtGaps windows that were not used because a row is missing in them
   * @param history every epoch that was run, in order
   * @param notes what a person should know of how it came about, one line each
   * @param provenance where the model comes from
   */
  record Trained(
      List<String> labels,
      Evaluation validation,
      int trainingSamples,
      List<CandleForecast> forecast,
      int bestEpoch,
      int epochs,
      int epochsPlanned,
      double seconds,
      int windowsDroppedAtGaps,
      List<EpochRecord> history,
      List<String> notes,
      Provenance provenance)
      implements ResultFile {
    public Trained {
      labels = List.copyOf(labels);
      forecast = List.copyOf(forecast);
      history = List.copyOf(history);
      notes = List.copyOf(notes);
    }

    /** Whether the training ended before the planned epochs, since none was a new best one. */
    public boolean stoppedEarly() {
      return epochs < epochsPlanned;
    }
  }

  /**
   * There is no model.
   *
   * @param kind the kind of {@link TrainingFailure}, a word like {@code diverged}
   * @param reason one line for people
   */
  record Failed(String kind, String reason) implements ResultFile {}

  /**
   * One epoch.
   *
   * @param epoch its number, from 1
   * @param trainingLoss mean loss over the training windows, scaled
   * @param validationRmse pooled error over the validation range, in price units
   * @param learningRate at its first step; empty where a trainer does not tell
   */
  record EpochRecord(
      int epoch, double trainingLoss, double validationRmse, OptionalDouble learningRate) {

    static EpochRecord of(
        int epoch, double trainingLoss, double validationRmse, double learningRate) {
      return new EpochRecord(
          epoch,
          trainingLoss,
          validationRmse,
          Double.isFinite(learningRate) ? OptionalDouble.of(learningRate) : OptionalDouble.empty());
    }
  }

  /** The bytes of the file. */
  default byte[] toJson() {
    return ResultWriter.write(this);
  }

  /**
   * Reads a result that somebody else wrote.
   *
   * @throws ResultFileException when it is anything but a result; the message names the field
   */
  static ResultFile parse(byte[] json) throws ResultFileException {
    return ResultReader.read(json);
  }
}
