package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.closed.RidgeRegression;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import java.util.Map;

/** Which networks there can be, in the words of parameters. */
public final class Networks {

  private Networks() {}

  /**
   * The network of these parameters.
   *
   * <p>Whoever reads an experiment can ask for every combination of {@code lags}, {@code layers},
   * {@code kernel}, {@code pool}, {@code width} and {@code heads}; of {@code units}, {@code
   * filters}, {@code feed-forward}, inputs, labels and horizon, what can be with the largest can be
   * with all.
   *
   * @param shape the model's own parameters; those that are missing take their defaults
   * @param inputs columns that the network sees; anything for a naive model
   * @throws ParametersException when there is no such network: lags too few for a stack of pools, a
   *     width that is no multiple of heads, too many numbers; the message names the parameters
   */
  public static Architecture architecture(
      Template model,
      Map<TemplateParameter, Double> shape,
      int inputs,
      int lags,
      int labels,
      int horizon)
      throws ParametersException {
    int outputs = Math.multiplyExact(labels, horizon);
    if (outputs > Architecture.MAX_OUTPUTS) {
      throw new ParametersException(
          "parameters \"labels\" and \"horizon\": "
              + labels
              + " labels times "
              + horizon
              + " rows are "
              + outputs
              + " forecasts, more than "
              + Architecture.MAX_OUTPUTS);
    }
    try {
      if (model == Template.LINEAR) {
        RidgeRegression.requireSize(lags, inputs);
      }
      return model.architecture(shape, inputs, lags, outputs);
    } catch (IllegalArgumentException e) {
      StringBuilder words = new StringBuilder("parameters \"model\" ").append(model.key());
      words.append(", \"lags\" ").append(lags);
      for (TemplateParameter own : model.parameters()) {
        words
            .append(", \"")
            .append(own.key())
            .append("\" ")
            .append(ParameterText.plain(shape.getOrDefault(own, own.standard())));
      }
      throw new ParametersException(
          words + " with " + inputs + " inputs make no network: " + e.getMessage());
    }
  }
}
