package dev.gridcast.trainer.work;

import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.network.Weights;
import java.util.List;

/**
 * What a training found.
 *
 * @param weights of the best epoch
 * @param validation their errors over the validation range, beside those of the baselines
 * @param forecast what they say comes after the last row, one for each row of the horizon; empty
 *     when a gap leaves no whole window there
 * @param trainingSamples windows that were learned from; 0 for a naive model
 * @param bestEpoch the epoch that was kept, from 1; 0 where nothing is fitted epoch by epoch
 * @param epochsPlanned epochs that the case asked for; 0 where nothing is fitted epoch by epoch
 * @param history every epoch in order; fewer than planned when the training ended early
 * @param seconds that the epochs took
 * @param engine what fitted it: an engine's name, {@code closed-form} or {@code none}
 * @param engineVersion the version of that
 * @param notes what a person should know of it, one line each
 */
record TrainedCase(
    Weights weights,
    Evaluation validation,
    List<CandleForecast> forecast,
    int trainingSamples,
    int bestEpoch,
    int epochsPlanned,
    List<ResultFile.EpochRecord> history,
    double seconds,
    String engine,
    String engineVersion,
    List<String> notes) {
  TrainedCase {
    forecast = List.copyOf(forecast);
    history = List.copyOf(history);
    notes = List.copyOf(notes);
  }
}
