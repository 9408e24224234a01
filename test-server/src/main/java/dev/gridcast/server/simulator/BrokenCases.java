package dev.gridcast.server.simulator;

/**
 * Which cases crash for everybody: that share of them, chosen by the seed.
 *
 * @param seed of the simulation
 * @param share of all cases
 */
record BrokenCases(long seed, double share) {

  private static final long STREAM = 1L << 40;

  boolean contains(long caseIndex) {
    return share > 0 && new Chance(seed, STREAM + caseIndex).happens(share);
  }
}
