package dev.gridcast.client.machine;

import java.time.Duration;

/** Sensors of an operating system that we know only through OSHI. */
final class PortableSensors implements Sensors {

  private final String system;
  private final Oshi oshi;

  PortableSensors(String system, Oshi oshi) {
    this.system = system;
    this.oshi = oshi;
  }

  @Override
  public Reading<Double> othersLoad() {
    return Reading.unsupported(
        "on " + system + " the work of others cannot be told from that of the trainers");
  }

  @Override
  public Reading<Duration> sinceInput() {
    return Reading.unsupported("when somebody last used the machine is not known on " + system);
  }

  @Override
  public Reading<Power> power() {
    return oshi.power();
  }

  @Override
  public Reading<Double> celsius() {
    return oshi.celsius();
  }

  @Override
  public Reading<Double> charge() {
    return oshi.charge();
  }

  @Override
  public Reading<Long> freeMemory() {
    return oshi.freeMemory();
  }
}
