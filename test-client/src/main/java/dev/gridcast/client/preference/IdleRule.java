package dev.gridcast.client.preference;

import dev.gridcast.client.machine.Reading;
import dev.gridcast.client.machine.Sensors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Only when nobody uses the machine: no input for as long as the person said, and little load by
 * other programs. Whoever asked for this is not overruled by a machine that cannot tell: then no
 * training runs, and the reason says what to change.
 */
final class IdleRule implements Rule {

  /** More than this of all processors is somebody's work. */
  static final double BUSY = 0.25;

  /** Less than this is nobody's. */
  static final double QUIET = 0.15;

  private final Sensors sensors;
  private boolean busy;

  IdleRule(Sensors sensors) {
    this.sensors = sensors;
  }

  @Override
  public Optional<String> refusal(Preferences preferences, Instant now) {
    Optional<Duration> wanted = preferences.onlyWhenIdle();
    if (wanted.isEmpty()) {
      busy = false;
      return Optional.empty();
    }
    Reading<Double> load = sensors.othersLoad();
    Reading<Duration> sinceInput = sensors.sinceInput();
    Optional<String> unsupported = load.whyUnsupported().or(sinceInput::whyUnsupported);
    if (unsupported.isPresent()) {
      return Optional.of(
          "only-when-idle cannot be kept here ("
              + unsupported.get()
              + "); `gridcast client config set only-when-idle off` lets trainings run");
    }
    if (load.known().isEmpty() || sinceInput.known().isEmpty()) {
      return Optional.of("looking whether the machine is idle");
    }
    if (sinceInput.known().get().compareTo(wanted.get()) < 0) {
      return Optional.of(
          "the machine is in use, again after "
              + Durations.text(wanted.get())
              + " without keyboard and mouse");
    }
    busy = load.known().get() > (busy ? QUIET : BUSY);
    return busy
        ? Optional.of("other programs keep the machine busy, again when they use little of it")
        : Optional.empty();
  }
}
