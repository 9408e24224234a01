package dev.gridcast.trainer.network;

/**
 * One layer of a network: the whole family. What each computes is written in {@link ForwardPass};
 * what its tensors are called, in {@link PlacedLayer}.
 *
 * <p>Layers take a sequence [steps][channels] or a flat row [channels], as each says.
 */
public sealed interface Layer {

  /** Long short-term memory, PyTorch's equations and gate order; sequence to sequence. */
  record Lstm(int units) implements Layer {
    public Lstm {
      requireSize("units", units);
    }
  }

  /**
   * Gated recurrent unit, PyTorch's equations (the reset gate after the recurrent product) and gate
   * order r, z, n; sequence to sequence.
   */
  record Gru(int units) implements Layer {
    public Gru {
      requireSize("units", units);
    }
  }

  /** The newest row of a sequence, flat. */
  record LastStep() implements Layer {}

  /** All rows of a sequence after one another, the oldest first, flat. */
  record Flatten() implements Layer {}

  /** A dense layer; of a sequence each row by itself, with the same weights. */
  record Dense(int units, Activation activation) implements Layer {
    public Dense {
      requireSize("units", units);
    }
  }

  /**
   * A convolution over time without padding, so that {@code kernel - 1} steps are lost; sequence to
   * sequence.
   */
  record Conv(int filters, int kernel, Activation activation) implements Layer {
    public Conv {
      requireSize("filters", filters);
      requireSize("kernel", kernel);
    }
  }

  /** The largest of every {@code size} steps, channel by channel; a rest of steps is dropped. */
  record MaxPool(int size) implements Layer {
    public MaxPool {
      requireSize("pool", size);
    }
  }

  /**
   * While fitting, sets each number to 0 with probability {@code rate} and divides the others by
   * {@code 1 - rate}; nothing otherwise. Which ones, {@link DropoutMask} says.
   */
  record Dropout(double rate) implements Layer {
    public Dropout {
      if (!(rate > 0 && rate < 1)) {
        throw new IllegalArgumentException("dropout must be above 0 and below 1: " + rate);
      }
    }
  }

  /** A dense layer on each row, plus the sinusoidal code of its place; sequence to sequence. */
  record Project(int width) implements Layer {
    public Project {
      requireSize("width", width);
    }
  }

  /**
   * A block of a transformer's encoder, PyTorch's {@code nn.TransformerEncoderLayer} with its
   * defaults (normalisation after each half, ReLU) and without dropout; sequence to sequence.
   */
  record Encoder(int heads, int feedForward) implements Layer {
    public Encoder {
      requireSize("heads", heads);
      requireSize("feed-forward", feedForward);
    }
  }

  private static void requireSize(String name, int value) {
    if (value < 1 || value > Architecture.MAX_SIZE) {
      throw new IllegalArgumentException(
          name + " must be between 1 and " + Architecture.MAX_SIZE + ": " + value);
    }
  }
}
