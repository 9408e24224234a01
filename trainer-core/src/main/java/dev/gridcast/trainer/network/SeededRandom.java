package dev.gridcast.trainer.network;

/**
 * Random numbers that are the same on every JVM and in every release: SplitMix64 (G. L. Steele, D.
 * Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), as in Vigna's
 * reference code {@code splitmix64.c}. The JDK promises no such thing for its own generators.
 */
public final class SeededRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SeededRandom(long seed) {
    this.state = seed;
  }

  /** A generator for one of many purposes under one seed. */
  public static SeededRandom of(long seed, long purpose) {
    return new SeededRandom(mix(seed) ^ mix(purpose + GOLDEN_GAMMA));
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** The next number from 0 (inclusive) to 1 (exclusive), a multiple of 2^-24. */
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1.0p-24f;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
