package dev.gridcast.trainer.work;

import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.network.Weights;
import java.util.List;
import java.util.Optional;

/**
 * What a training found.
 *
 * @param weights of the best epoch
 * @param validation their errors over the validation range
 * @param forecast what they say comes after the last row
 * @param trainingSamples windows that were learned from
 * @param bestEpoch the epoch that was kept, from 1
 * @param history every epoch in order
 * @param seconds that the epochs took
 */
public record TrainedCase(
    Weights weights,
    Evaluation validation,
    Optional<CandleForecast> forecast,
    int trainingSamples,
    int bestEpoch,
    List<ResultFile.EpochRecord> history,
    double seconds) {
  public TrainedCase {
    history = List.copyOf(history);
  }
}
