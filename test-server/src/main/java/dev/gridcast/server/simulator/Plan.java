package dev.gridcast.server.simulator;

/**
 * How large a simulated world is, and from where its chances come.
 *
 * @param volunteers how many volunteers there are
 * @param days after how many days it ends at the latest
 * @param cases how many test cases there are
 * @param seed the same seed gives the same world, event for event
 * @param profile what the world is like otherwise
 */
record Plan(int volunteers, int days, int cases, long seed, Profile profile) {}
