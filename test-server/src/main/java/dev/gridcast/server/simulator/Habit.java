package dev.gridcast.server.simulator;

/** What a simulated volunteer is like. */
enum Habit {
  /** Trains and tells the truth. */
  HONEST("honest", false),
  /** Honest on a machine that takes far longer than the others. */
  SLOW("slow", false),
  /** Honest until one day it is gone, in the middle of a case and without a word. */
  VANISHES("vanishes", false),
  /** Honest, and gone without a word now and then; comes back with its identity. */
  RETURNS("returns", false),
  /** Honest, and floods the server with messages now and then. */
  FLOODS("floods", false),
  /** Every training crashes on its machine. */
  CRASHES("crashes", false),
  /** Returns the right model and claims a lower error for it. */
  BETTER_NUMBERS("better-numbers", true),
  /** Returns the model of another case with what is true of that model here. */
  OTHER_WEIGHTS("other-weights", true),
  /** Returns the first result it ever had, again and again. */
  COPIED_RESULTS("copied-results", true),
  /** Returns a model that nobody trained, with what is true of it. */
  RANDOM_WEIGHTS("random-weights", true),
  /** Honest for a while; then it returns models that nobody trained. */
  SLEEPER("sleeper", true),
  /** Returns models that nobody trained, the same ones as its accomplices. */
  COLLUDES("colludes", true);

  private final String key;
  private final boolean lies;

  Habit(String key, boolean lies) {
    this.key = key;
    this.lies = lies;
  }

  /** The word in profiles and reports. */
  String key() {
    return key;
  }

  /** Whether false results come from it, sooner or later. */
  boolean lies() {
    return lies;
  }
}
