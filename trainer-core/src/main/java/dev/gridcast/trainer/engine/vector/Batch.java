package dev.gridcast.trainer.engine.vector;

/** What all stages need to know of the batch that is being computed; one object, used again. */
final class Batch {

  /** Windows in it; the last batch of an epoch may have fewer than the others. */
  int windows;

  /** Whether it is learned from, so that dropout drops. */
  boolean fitting;

  /** How many steps the optimiser has taken before it. */
  long step;
}
