package dev.gridcast.trainer.work;

import java.util.Locale;

/** How the learning rate changes while a network is fitted. */
public sealed interface Schedule {

  /** The words for them. */
  enum Kind {
    /** {@link Constant}. */
    CONSTANT,
    /** {@link InverseTime}. */
    INVERSE_TIME,
    /** {@link Plateau}. */
    PLATEAU;

    /** The word in {@code parameters.csv} and in experiments. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Which one it is. */
  Kind kind();

  /** The same for all steps. */
  record Constant() implements Schedule {
    @Override
    public Kind kind() {
      return Kind.CONSTANT;
    }
  }

  /**
   * {@code rate / (1 + decayRate * step / decaySteps)}, step by step of the optimiser.
   *
   * @param decaySteps at least 1
   * @param decayRate at least 0
   */
  record InverseTime(int decaySteps, double decayRate) implements Schedule {
    @Override
    public Kind kind() {
      return Kind.INVERSE_TIME;
    }
  }

  /**
   * Smaller by a factor whenever the validation RMSE has not become smaller by more than one part
   * in 10,000 for more than so many epochs: PyTorch's {@code ReduceLROnPlateau} with its defaults.
   *
   * @param factor between 0 and 1
   * @param patience epochs that are waited for, at least 0
   */
  record Plateau(double factor, int patience) implements Schedule {
    @Override
    public Kind kind() {
      return Kind.PLATEAU;
    }
  }
}
