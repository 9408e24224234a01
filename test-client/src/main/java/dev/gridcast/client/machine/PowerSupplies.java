package dev.gridcast.client.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The power supplies in {@code /sys/class/power_supply}. OSHI would count the battery of a wireless
 * mouse, whose {@code scope} is {@code Device}: a desktop would be on battery for ever.
 */
final class PowerSupplies {

  private final Path folder;

  PowerSupplies(Path folder) {
    this.folder = folder;
  }

  Reading<Power> read() {
    boolean discharging = false;
    boolean online = false;
    try (DirectoryStream<Path> supplies = Files.newDirectoryStream(folder)) {
      for (Path supply : supplies) {
        if (text(supply, "scope").equalsIgnoreCase("Device")) {
          continue;
        }
        switch (text(supply, "type")) {
          case "Battery" -> discharging |= text(supply, "status").equalsIgnoreCase("Discharging");
          case "Mains", "USB" -> online |= text(supply, "online").equals("1");
          default -> {}
        }
      }
    } catch (NoSuchFileException e) {
      return Reading.of(Power.MAINS); // a kernel without batteries
    } catch (IOException e) {
      return Reading.unsupported(folder + " cannot be read (" + e.getMessage() + ")");
    }
    // A weak charger is online while the battery is still being emptied: that is the mains.
    return Reading.of(discharging && !online ? Power.BATTERY : Power.MAINS);
  }

  /** What a file of the supply says; empty when it has no such file. */
  private static String text(Path supply, String name) throws IOException {
    try {
      return Files.readString(supply.resolve(name)).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
