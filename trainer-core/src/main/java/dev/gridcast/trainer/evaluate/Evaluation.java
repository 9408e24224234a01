package dev.gridcast.trainer.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A model's errors over one range, beside those of the baselines over the same rows.
 *
 * @param samples how many target rows were forecast
 * @param model the model's errors
 * @param baselines the errors of the baselines; those of {@link Baseline#PERSISTENCE} are always
 *     there
 * @param skillError the standard error of {@link #skill()}: how far it may be off by accident, with
 *     other rows of the same kind. Known for the confirmation range only, since a model that was
 *     chosen by a range is no accident there; and not where rows are too few, or the model or
 *     persistence makes no error
 */
public record Evaluation(
    int samples, Metrics model, Map<Baseline, Metrics> baselines, OptionalDouble skillError) {
  /**
   * @throws IllegalArgumentException if persistence is missing, or the error of the skill is
   *     negative or no number
   */
  public Evaluation {
    Map<Baseline, Metrics> copy = new EnumMap<>(Baseline.class);
    copy.putAll(baselines);
    baselines = Collections.unmodifiableMap(copy);
    if (!baselines.containsKey(Baseline.PERSISTENCE)) {
      throw new IllegalArgumentException("persistence is missing among " + baselines.keySet());
    }
    double error = skillError.orElse(0);
    if (!(error >= 0 && Double.isFinite(error))) {
      throw new IllegalArgumentException("the error of a skill cannot be " + error);
    }
  }

  /** An evaluation whose skill may be off by nobody knows how much. */
  public Evaluation(int samples, Metrics model, Map<Baseline, Metrics> baselines) {
    this(samples, model, baselines, OptionalDouble.empty());
  }

  /** An evaluation beside persistence alone. */
  public Evaluation(int samples, Metrics model, Metrics persistence) {
    this(samples, model, Map.of(Baseline.PERSISTENCE, persistence));
  }

  /** The errors of "next = last". */
  public Metrics persistence() {
    Metrics persistence = baselines.get(Baseline.PERSISTENCE);
    if (persistence == null) {
      throw new IllegalStateException("checked when it was made");
    }
    return persistence;
  }

  /** Skill against persistence. */
  public OptionalDouble skill() {
    return skill(Baseline.PERSISTENCE);
  }

  /**
   * {@code 1 - model.rmse / baseline.rmse}: 1 is perfect, 0 is no better than the baseline,
   * negative is worse. Empty if there is no such baseline here, or it made no error at all.
   */
  public OptionalDouble skill(Baseline baseline) {
    Metrics other = baselines.get(baseline);
    if (other == null) {
      return OptionalDouble.empty();
    }
    double skill = 1 - model.rmse() / other.rmse();
    return Double.isFinite(skill) ? OptionalDouble.of(skill) : OptionalDouble.empty();
  }
}
