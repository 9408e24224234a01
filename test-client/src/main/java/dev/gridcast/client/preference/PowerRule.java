package dev.gridcast.client.preference;

import dev.gridcast.client.machine.Power;
import dev.gridcast.client.machine.Sensors;
import java.time.Instant;
import java.util.Optional;

/** Not on battery. Where that cannot be known it does not stand in the way. */
final class PowerRule implements Rule {

  private final Sensors sensors;

  PowerRule(Sensors sensors) {
    this.sensors = sensors;
  }

  @Override
  public Optional<String> refusal(Preferences preferences, Instant now) {
    if (preferences.worksOnBattery()) {
      return Optional.empty();
    }
    return sensors
        .power()
        .known()
        .filter(power -> power == Power.BATTERY)
        .map(battery -> "on battery, again on mains");
  }
}
