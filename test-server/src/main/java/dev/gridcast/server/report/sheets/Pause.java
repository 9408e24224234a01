package dev.gridcast.server.report.sheets;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {

  /**
   * Returns after so long.
   *
   * @throws InterruptedException when it is not worth waiting any more
   */
  void pause(Duration time) throws InterruptedException;
}
