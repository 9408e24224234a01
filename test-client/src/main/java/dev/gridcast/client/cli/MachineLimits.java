package dev.gridcast.client.cli;

import dev.gridcast.client.machine.Sensors;
import dev.gridcast.client.preference.Key;
import dev.gridcast.client.preference.Preferences;
import java.util.Optional;

/** Which preferences this machine has no sensor for. */
final class MachineLimits {

  private final Sensors sensors;

  MachineLimits(Sensors sensors) {
    this.sensors = sensors;
  }

  /** Why a preference cannot be kept here; empty when it can, or asks for nothing. */
  Optional<String> against(Key key, Preferences preferences) {
    return switch (key) {
      case ONLY_WHEN_IDLE ->
          preferences.onlyWhenIdle().isEmpty()
              ? Optional.empty()
              : sensors
                  .othersLoad()
                  .whyUnsupported()
                  .or(() -> sensors.sinceInput().whyUnsupported())
                  .map(why -> why + ", so no training would run");
      case ON_BATTERY ->
          preferences.worksOnBattery()
              ? Optional.empty()
              : sensors.power().whyUnsupported().map(MachineLimits::ignored);
      case MAX_TEMPERATURE ->
          preferences.maxCelsius().isEmpty()
              ? Optional.empty()
              : sensors.celsius().whyUnsupported().map(MachineLimits::ignored);
      default -> Optional.empty();
    };
  }

  private static String ignored(String why) {
    return why + ", so trainings run regardless";
  }
}
