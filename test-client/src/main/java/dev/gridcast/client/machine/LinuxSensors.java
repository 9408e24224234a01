package dev.gridcast.client.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Linux tells everything in files. */
final class LinuxSensors implements Sensors {

  private final LoadMeter load;
  private final LastInput input;
  private final PowerSupplies supplies;
  private final Oshi oshi;

  /**
   * @param root where the file system begins; a test has its own
   * @param environment of this process, which tells of a graphical session
   * @param programs runs the program that asks logind
   * @param clock for the age of an input
   * @param oshi for the temperature
   */
  LinuxSensors(
      Path root,
      Map<String, String> environment,
      HelperProgram programs,
      InstantSource clock,
      Oshi oshi) {
    this.load = new LoadMeter(root.resolve("proc/stat"));
    this.input = new LastInput(root, environment, programs, clock);
    this.supplies = new PowerSupplies(root.resolve("sys/class/power_supply"));
    this.oshi = oshi;
  }

  @Override
  public Reading<Double> othersLoad() {
    return load.read();
  }

  @Override
  public Reading<Duration> sinceInput() {
    return input.read();
  }

  @Override
  public Reading<Power> power() {
    return supplies.read();
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
