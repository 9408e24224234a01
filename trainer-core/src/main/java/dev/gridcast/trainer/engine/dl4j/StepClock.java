package dev.gridcast.trainer.engine.dl4j;

import java.io.Serializable;

/** How many steps the optimiser of a network has taken: what its dropout masks depend on. */
final class StepClock implements Serializable {

  private static final long serialVersionUID = 1L;

  private long step;

  long step() {
    return step;
  }

  void set(long step) {
    this.step = step;
  }

  void advance() {
    step++;
  }
}
