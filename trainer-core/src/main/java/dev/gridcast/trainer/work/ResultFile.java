package dev.gridcast.trainer.work;

import dev.gridcast.trainer.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;

/**
 * What {@code result.json} says: a model was trained, or why not.
 *
 * <p>On the server everything in it is a claim. {@link #parse} is strict and bounded: it accepts
 * only what {@link #toJson} writes, and never a number that is not finite.
 */
public sealed interface ResultFile {

  /** The number in the field {@code format}. */
  int FORMAT = 1;

  /** Largest file that is read, in bytes. */
  int MAX_BYTES = 2 * 1024 * 1024;

  /**
   * A model was trained.
   *
   * @param labels what is forecast, in order
   * @param validation errors of the kept model over the validation range, with persistence's
   * @param trainingSamples windows that were learned from
   * @param forecast what comes after the last row; empty when a gap leaves no whole window there
   * @param bestEpoch the epoch that was kept, from 1
   * @param epochs epochs in all
   * @param seconds from the first epoch's start to the last one's end
   * @param windowsDroppedAtGaps windows that were not used because a row is missing in them
   * @param history every epoch in order
   * @param provenance where the model comes from
   */
  record Trained(
      List<String> labels,
      Evaluation validation,
      int trainingSamples,
      Optional<CandleForecast> forecast,
      int bestEpoch,
      int epochs,
      double seconds,
      int windowsDroppedAtGaps,
      List<EpochRecord> history,
      Provenance provenance)
      implements ResultFile {
    public Trained {
      labels = List.copyOf(labels);
      history = List.copyOf(history);
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
   */
  record EpochRecord(int epoch, double trainingLoss, double validationRmse) {}

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
