package dev.gridcast.client.machine;

import java.time.Duration;

/**
 * How the machine fares. A call takes milliseconds, at the very most the two seconds that a helper
 * program is given; none of them throws. Not thread-safe: one thread asks.
 */
public interface Sensors {

  /**
   * How much of all processors together other people's and the user's own programs use, from 0 to
   * 1, over about the last 10 seconds when it is asked every 2. Work at low priority is not
   * counted: that is how trainers run, in a container too.
   */
  Reading<Double> othersLoad();

  /** How long ago somebody last touched keyboard or mouse. */
  Reading<Duration> sinceInput();

  /** Mains or battery. */
  Reading<Power> power();

  /** How full the battery is, from 0 to 1. */
  Reading<Double> charge();

  /** The temperature of the processor in °C. */
  Reading<Double> celsius();

  /** Memory that programs could still have, in bytes. */
  Reading<Long> freeMemory();

  /** Everything at once. */
  default Readings read() {
    return new Readings(othersLoad(), sinceInput(), power(), charge(), celsius(), freeMemory());
  }
}
