package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a network is to be fitted; what only means something to networks.
 *
 * @param optimizer what a gradient does to the weights
 * @param learningRate the first step size, 1e-8 to 10
 * @param schedule how it changes
 * @param batch windows per step of the optimiser, 1 to 100,000
 * @param epochs passes over the training range at most, 1 to 10,000
 * @param patience epochs without a new best one after which the training ends; 0: it never does
 * @param clip the largest norm of the gradient; 0: no limit
 * @param loss what is minimised
 * @param huberDelta where {@link Loss#HUBER} turns from squares to lines; its default elsewhere
 */
public record TrainingPlan(
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    int batch,
    int epochs,
    int patience,
    double clip,
    Loss loss,
    double huberDelta) {

  /** The canonical text of each parameter that means anything, in canonical order. */
  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("optimizer", SearchParameter.word(optimizer));
    map.put("learning-rate", ParameterText.plain(learningRate));
    map.put("schedule", schedule.kind().key());
    if (schedule instanceof Schedule.InverseTime inverse) {
      map.put("decay-steps", String.valueOf(inverse.decaySteps()));
      map.put("decay-rate", ParameterText.plain(inverse.decayRate()));
    } else if (schedule instanceof Schedule.Plateau plateau) {
      map.put("plateau-factor", ParameterText.plain(plateau.factor()));
      map.put("plateau-patience", String.valueOf(plateau.patience()));
    }
    map.put("batch", String.valueOf(batch));
    map.put("epochs", String.valueOf(epochs));
    map.put("patience", String.valueOf(patience));
    map.put("clip", ParameterText.plain(clip));
    map.put("loss", SearchParameter.word(loss));
    if (loss == Loss.HUBER) {
      map.put("huber-delta", ParameterText.plain(huberDelta));
    }
    return map;
  }

  /**
   * What a training engine needs to know.
   *
   * @param windows how many there are to learn from: no batch holds more, and no engine should make
   *     room for more
   */
  public TrainingOptions options(long seed, int windows) {
    return new TrainingOptions(Math.min(batch, windows), optimizer, loss, huberDelta, clip, seed);
  }
}
