package dev.gridcast.trainer.network;

/** The numbers that shape a network; which template has which, {@link Template} says. */
public enum TemplateParameter {
  /** Size of each recurrent or hidden layer. */
  UNITS("units", true, 1, 4_096, 50),
  /** Layers behind one another. */
  LAYERS("layers", true, 1, 5, 1),
  /** Share of the numbers between layers that is set to 0 while fitting. */
  DROPOUT("dropout", false, 0, 0.9, 0),
  /** Filters of each convolution. */
  FILTERS("filters", true, 1, 1_024, 32),
  /** Steps that the first convolution sees at once; further ones see 3. */
  KERNEL("kernel", true, 1, 64, 5),
  /** Steps that a pool makes one; 1: no pool. */
  POOL("pool", true, 1, 16, 1),
  /** Numbers per step inside a transformer, a multiple of heads. */
  WIDTH("width", true, 1, 512, 32),
  /** Heads of attention. */
  HEADS("heads", true, 1, 16, 4),
  /** Size of the dense layer inside a transformer's block. */
  FEED_FORWARD("feed-forward", true, 1, 4_096, 64),
  /** How strongly a linear model's weights are held to 0. */
  RIDGE("ridge", false, 0, 1e9, 1),
  /** Rows of one season; where not given, those of a day, or 7 where a row is a day or more. */
  SEASON("season", true, 1, 10_000, 7);

  private final String key;
  private final boolean whole;
  private final double least;
  private final double most;
  private final double standard;

  TemplateParameter(String key, boolean whole, double least, double most, double standard) {
    this.key = key;
    this.whole = whole;
    this.least = least;
    this.most = most;
    this.standard = standard;
  }

  /** The name in {@code parameters.csv} and in experiments. */
  public String key() {
    return key;
  }

  /** Whether it must be a whole number. */
  public boolean whole() {
    return whole;
  }

  /** Its smallest value. */
  public double least() {
    return least;
  }

  /** Its largest value. */
  public double most() {
    return most;
  }

  /** What it is where nothing is said. */
  public double standard() {
    return standard;
  }

  /**
   * @throws IllegalArgumentException when it cannot have that value
   */
  void check(double value) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          key + " must be between " + plain(least) + " and " + plain(most) + ": " + plain(value));
    }
    if (whole && value != Math.rint(value)) {
      throw new IllegalArgumentException(key + " must be a whole number: " + value);
    }
  }

  /** Without the ".0" of a whole number. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
