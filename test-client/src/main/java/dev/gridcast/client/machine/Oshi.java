package dev.gridcast.client.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.PowerSource;

/**
 * The only class that knows the library OSHI. It needs a native part, which may not load (a home
 * folder without execute permission, an unknown processor): then its answers are "unsupported".
 */
final class Oshi {

  private static final Logger log = LoggerFactory.getLogger(Oshi.class);

  /** Colder than any processor that works, so a sensor that is not there. */
  private static final double LEAST_CELSIUS = 1;

  private static final double MOST_CELSIUS = 150;

  private final Path nativeFolder;
  private @Nullable HardwareAbstractionLayer hardware;

  Oshi(Path nativeFolder) {
    this.nativeFolder = nativeFolder;
  }

  Reading<Integer> physicalCores() {
    return ask(
        "the number of processor cores",
        () -> {
          int cores = hardware().getProcessor().getPhysicalProcessorCount();
          return cores > 0
              ? Reading.of(cores)
              : Reading.unsupported("the operating system does not tell how many cores there are");
        });
  }

  Reading<Double> celsius() {
    return ask(
        "the temperature",
        () -> {
          double celsius = hardware().getSensors().getCpuTemperature();
          return celsius >= LEAST_CELSIUS && celsius <= MOST_CELSIUS
              ? Reading.of(celsius)
              : Reading.unsupported("no temperature sensor of the processor can be read here");
        });
  }

  Reading<Power> power() {
    return ask(
        "the battery",
        () -> {
          List<PowerSource> sources = hardware().getPowerSources();
          boolean draining =
              sources.stream().anyMatch(s -> s.isDischarging() && !s.isPowerOnLine());
          return Reading.of(draining ? Power.BATTERY : Power.MAINS);
        });
  }

  Reading<Double> charge() {
    return ask(
        "the battery",
        () ->
            hardware().getPowerSources().stream()
                .map(PowerSource::getRemainingCapacityPercent)
                .filter(charge -> charge >= 0 && charge <= 1)
                .findFirst()
                .map(Reading::of)
                .orElseGet(() -> Reading.unsupported("there is no battery")));
  }

  Reading<Long> freeMemory() {
    return ask("the memory", () -> Reading.of(hardware().getMemory().getAvailable()));
  }

  private HardwareAbstractionLayer hardware() {
    HardwareAbstractionLayer known = hardware;
    if (known == null) {
      if (System.getProperty("jna.tmpdir") == null) {
        // Its own choice would be a folder in the user's home that nobody finds again.
        nativeFolder.toFile().mkdirs();
        System.setProperty("jna.tmpdir", nativeFolder.toString());
      }
      known = new SystemInfo().getHardware();
      hardware = known;
    }
    return known;
  }

  private static <T> Reading<T> ask(String what, Supplier<Reading<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException | LinkageError e) {
      log.debug("{} cannot be read", what, e);
      return Reading.unsupported(what + " cannot be read (" + e + ")");
    }
  }
}
