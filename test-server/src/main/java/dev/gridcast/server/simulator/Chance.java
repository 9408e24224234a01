package dev.gridcast.server.simulator;

import java.time.Duration;
import java.util.Random;

/**
 * Draws of one volunteer, or of the world. Every source has numbers of its own, so that what one
 * does more or less often changes nothing for the others. Java specifies each bit of {@link Random}
 * and {@link StrictMath}, so a seed means the same on every machine.
 */
final class Chance {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Random random;

  /**
   * A source of draws.
   *
   * @param seed of the simulation
   * @param stream which source of it this is
   */
  Chance(long seed, long stream) {
    this.random = new Random((seed ^ (stream * GOLDEN)) + stream);
    random.nextLong(); // seeds that are near each other begin alike
  }

  Random random() {
    return random;
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A factor around 1 whose logarithm has that standard deviation. */
  double factor(double spread) {
    return StrictMath.exp(spread * random.nextGaussian());
  }

  /** How long until something happens that happens so often on average; never nothing. */
  Duration until(Duration average) {
    double times = -StrictMath.log(1 - random.nextDouble());
    return Duration.ofMillis(1 + (long) (average.toMillis() * times));
  }

  Duration upTo(Duration most) {
    return Duration.ofMillis((long) (most.toMillis() * random.nextDouble()));
  }
}
