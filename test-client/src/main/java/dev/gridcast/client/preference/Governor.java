package dev.gridcast.client.preference;

import dev.gridcast.client.machine.Sensors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether trainings may run: not against an order by hand, and not against a rule that the
 * preferences set. It has no thread: somebody calls {@link #tick} every {@link #INTERVAL}; orders
 * take effect at once, on the caller's thread.
 */
public final class Governor {

  /** How often {@link #tick} is to be called: every 2 seconds. */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  private final PreferenceSource preferences;
  private final ManualOrderFile orderFile;
  private final Clock clock;
  private final GovernorListener listener;
  private final List<Rule> rules;

  /** Held while sensors are read, which may take a while; an order by hand does not wait for it. */
  private final Object looking = new Object();

  private final Object lock = new Object();
  private ManualOrder order;
  private Optional<String> ruled = Optional.of("looking at the machine");
  private @Nullable Permission told;

  /**
   * Wires it; nothing is decided before the first {@link #tick}.
   *
   * @param preferences what the person wants
   * @param sensors how the machine fares; asked by {@link #tick} alone
   * @param orderFile where the last order by hand is kept over a restart
   * @param clock the time, and the zone in which hours and days are meant
   * @param listener hears each change
   */
  public Governor(
      PreferenceSource preferences,
      Sensors sensors,
      Path orderFile,
      Clock clock,
      GovernorListener listener) {
    this.preferences = preferences;
    this.orderFile = new ManualOrderFile(orderFile);
    this.clock = clock;
    this.listener = listener;
    this.order = this.orderFile.read();
    this.rules =
        List.of(
            new ScheduleRule(clock.getZone()),
            new PowerRule(sensors),
            new HeatRule(sensors),
            new IdleRule(sensors));
  }

  /** Looks at everything again: preferences, sensors, orders. */
  public void tick() {
    synchronized (looking) {
      refresh();
      look();
    }
  }

  /**
   * Reads the preferences anew and applies them, now.
   *
   * @throws PreferenceException when they hold an error; those from before stay in force
   */
  public void reload() throws PreferenceException {
    synchronized (looking) {
      Preferences before = preferences.current();
      listener.onPreferences(before, preferences.reload());
      look();
    }
  }

  private void look() {
    Preferences now = preferences.current();
    Instant instant = clock.instant();
    // Every rule looks, even when one has refused: they remember.
    Optional<String> first = Optional.empty();
    for (Rule rule : rules) {
      Optional<String> refusal = rule.refusal(now, instant);
      first = first.or(() -> refusal);
    }
    synchronized (lock) {
      ruled = first;
      tell();
    }
  }

  /** What was decided last. */
  public Permission permission() {
    synchronized (lock) {
      return decide();
    }
  }

  /** The order by hand that is in force. */
  public ManualOrder order() {
    synchronized (lock) {
      return current();
    }
  }

  /**
   * No training until {@link #resume}.
   *
   * @throws IOException when the order is in force but cannot be stored, so that it ends with the
   *     client
   */
  public void pause() throws IOException {
    order(new ManualOrder.Paused());
  }

  /**
   * No training for a while.
   *
   * @throws IOException as {@link #pause}
   */
  public void snooze(Duration time) throws IOException {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a snooze must take some time: " + time);
    }
    Instant until = clock.instant().plus(time);
    order(new ManualOrder.Snoozed(until));
  }

  /**
   * Takes the order by hand back; hours, heat and so on may still speak against training.
   *
   * @throws IOException when it is taken back but a restart would bring it back
   */
  public void resume() throws IOException {
    order(new ManualOrder.None());
  }

  private void order(ManualOrder change) throws IOException {
    synchronized (lock) {
      order = change;
      tell();
      orderFile.write(order);
    }
  }

  private void refresh() {
    Preferences before = preferences.current();
    try {
      preferences.refresh().ifPresent(now -> listener.onPreferences(before, now));
    } catch (PreferenceException e) {
      listener.onNotice("The preferences stay as they were: " + e.line());
    }
  }

  private void tell() {
    Permission now = decide();
    if (!now.equals(told)) {
      told = now;
      listener.onPermission(now);
    }
  }

  private Permission decide() {
    ManualOrder current = current();
    if (current instanceof ManualOrder.Paused) {
      return new Permission.Refused("by hand, until `gridcast client resume`");
    }
    if (current instanceof ManualOrder.Snoozed snoozed) {
      ZonedDateTime now = clock.instant().atZone(clock.getZone());
      ZonedDateTime until = snoozed.until().atZone(clock.getZone());
      return new Permission.Refused("snoozed" + ScheduleRule.again(now, until));
    }
    return ruled.<Permission>map(Permission.Refused::new).orElseGet(Permission.Granted::new);
  }

  private ManualOrder current() {
    boolean over =
        order instanceof ManualOrder.Snoozed snoozed && !clock.instant().isBefore(snoozed.until());
    return over ? new ManualOrder.None() : order;
  }
}
