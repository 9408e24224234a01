package dev.gridcast.client.preference;

import dev.gridcast.client.machine.Sensors;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Not when the processor is hot. A processor cools down within a second or two once it is idle, so
 * a pause ends only 5 °C below the limit and not before half a minute: fans get time, and trainings
 * do not stutter. Where there is no sensor it does not stand in the way.
 */
final class HeatRule implements Rule {

  static final double MARGIN_CELSIUS = 5;
  static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

  private final Sensors sensors;
  private @Nullable Instant hotSince;
  private String reason = "";

  HeatRule(Sensors sensors) {
    this.sensors = sensors;
  }

  @Override
  public Optional<String> refusal(Preferences preferences, Instant now) {
    OptionalDouble limit = preferences.maxCelsius();
    Optional<Double> celsius = limit.isEmpty() ? Optional.empty() : sensors.celsius().known();
    if (limit.isEmpty() || celsius.isEmpty()) {
      hotSince = null;
      return Optional.empty();
    }
    double most = limit.getAsDouble();
    Instant since = hotSince;
    if (since == null) {
      if (celsius.get() < most) {
        return Optional.empty();
      }
      hotSince = now;
      reason =
          String.format(
              Locale.ROOT,
              "the processor is at %.0f °C, again when it has cooled to %.0f °C",
              celsius.get(),
              most - MARGIN_CELSIUS);
      return Optional.of(reason);
    }
    // A clock that was set back must not keep it paused.
    boolean rested = now.isBefore(since) || !now.isBefore(since.plus(LEAST_PAUSE));
    if (rested && celsius.get() <= most - MARGIN_CELSIUS) {
      hotSince = null;
      return Optional.empty();
    }
    return Optional.of(reason);
  }
}
