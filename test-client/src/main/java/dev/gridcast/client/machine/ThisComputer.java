package dev.gridcast.client.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** The hardware and the sensors of the computer that this program runs on. */
public final class ThisComputer implements Hardware {

  private final Oshi oshi;

  private ThisComputer(Oshi oshi) {
    this.oshi = oshi;
  }

  /**
   * The hardware.
   *
   * @param nativeFolder where the library that asks the operating system may unpack its native
   *     part; it is made when it is needed
   */
  public static Hardware hardware(Path nativeFolder) {
    return new ThisComputer(new Oshi(nativeFolder));
  }

  /**
   * The sensors.
   *
   * @param nativeFolder as for {@link #hardware}
   */
  public static Sensors sensors(Path nativeFolder) {
    Oshi oshi = new Oshi(nativeFolder);
    return isLinux()
        ? new LinuxSensors(
            Path.of("/"), System.getenv(), new HelperProgram(), Clock.systemUTC(), oshi)
        : new PortableSensors(System.getProperty("os.name", "this operating system"), oshi);
  }

  /** The names of NVIDIA's graphics cards whose driver is loaded, one per card; may be empty. */
  public static List<String> graphicsCards() {
    return new NvidiaCards(Path.of("/"), new HelperProgram()).names();
  }

  @Override
  public Reading<Integer> physicalCores() {
    Reading<Integer> cores = oshi.physicalCores();
    // A container may have been given fewer processors than the machine has cores.
    return cores.known().isPresent()
        ? Reading.of(Math.min(cores.known().get(), logicalProcessors()))
        : cores;
  }

  @Override
  public int logicalProcessors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Reading<Long> memoryBytes() {
    // The JVM's own answer knows the limit of a container around it.
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        && system.getTotalMemorySize() > 0) {
      return Reading.of(system.getTotalMemorySize());
    }
    return Reading.unsupported("this Java runtime does not tell how much memory there is");
  }

  static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }
}
