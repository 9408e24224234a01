package dev.gridcast.client.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.machine.FakeSensors;
import dev.gridcast.client.machine.Power;
import dev.gridcast.client.machine.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether trainings may run, with sensors and a clock that the test moves. */
final class GovernorTest {

  private static final Permission GRANTED = new Permission.Granted();

  @TempDir private Path folder;

  private final FakeSensors sensors = new FakeSensors();
  private final List<Permission> heard = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<Preferences> changes = new ArrayList<>();

  /** A Saturday in Berlin, 13:00 there. */
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  private PreferencesFile file = PreferencesFile.in(Path.of("unset"));

  @BeforeEach
  void openFile() {
    file = PreferencesFile.in(folder);
  }

  @Test
  void nothingRunsBeforeTheMachineHasBeenLookedAt() throws Exception {
    assertThat(governor(Map.of()).permission()).isInstanceOf(Permission.Refused.class);
  }

  @Test
  void aQuietMachineIsGrantedOnce() throws Exception {
    Governor governor = governor(Map.of());

    tick(governor, 3);

    assertThat(heard).containsExactly(GRANTED);
  }

  @Test
  void outsideOfTheHoursTheReasonSaysWhenItGoesOn() throws Exception {
    Governor governor = governor(Map.of(Key.HOURS, "22:00-07:00"));

    tick(governor, 3);
    assertThat(heard).containsExactly(refused("outside of the hours 22:00-07:00, again at 22:00"));

    now = Instant.parse("2026-11-21T21:00:00Z");
    tick(governor, 1);
    assertThat(governor.permission()).isEqualTo(GRANTED);
  }

  @Test
  void aDayFarOffIsNamed() throws Exception {
    Governor governor = governor(Map.of(Key.DAYS, "tue"));

    tick(governor, 1);

    assertThat(heard).containsExactly(refused("outside of the days tue, again on Tuesday 00:00"));
  }

  @Test
  void onBatteryItPausesUnlessTold() throws Exception {
    sensors.power = Reading.of(Power.BATTERY);
    Governor governor = governor(Map.of());
    tick(governor, 1);
    assertThat(heard).containsExactly(refused("on battery, again on mains"));

    sensors.power = Reading.of(Power.MAINS);
    tick(governor, 1);
    assertThat(governor.permission()).isEqualTo(GRANTED);

    sensors.power = Reading.of(Power.BATTERY);
    Governor stubborn = governor(Map.of(Key.ON_BATTERY, "work"));
    tick(stubborn, 1);
    assertThat(stubborn.permission()).isEqualTo(GRANTED);
  }

  @Test
  void heatPausesUntilItIsFiveDegreesCoolerAndHalfAMinuteLater() throws Exception {
    Governor governor = governor(Map.of(Key.MAX_TEMPERATURE, "80"));
    sensors.celsius = Reading.of(79.9);
    tick(governor, 1);
    assertThat(governor.permission()).isEqualTo(GRANTED);

    sensors.celsius = Reading.of(80.0);
    tick(governor, 1);
    Permission hot = refused("the processor is at 80 °C, again when it has cooled to 75 °C");
    assertThat(governor.permission()).isEqualTo(hot);

    sensors.celsius = Reading.of(60.0); // an idle processor is cool within a second
    tick(governor, 14);
    assertThat(governor.permission()).as("28 s later").isEqualTo(hot);
    sensors.celsius = Reading.of(76.0);
    tick(governor, 5);
    assertThat(governor.permission()).as("not cool enough").isEqualTo(hot);

    sensors.celsius = Reading.of(75.0);
    tick(governor, 1);
    assertThat(heard).containsExactly(GRANTED, hot, GRANTED);
  }

  @Test
  void withoutASensorHeatDoesNotStandInTheWay() throws Exception {
    sensors.celsius = Reading.unsupported("no sensor");
    Governor governor = governor(Map.of(Key.MAX_TEMPERATURE, "80"));

    tick(governor, 1);

    assertThat(heard).containsExactly(GRANTED);
  }

  @Test
  void onlyWhenIdleHeedsInputAndTheLoadOfOthers() throws Exception {
    Governor governor = governor(Map.of(Key.ONLY_WHEN_IDLE, "5 min"));
    sensors.othersLoad = Reading.notYet("measuring");
    tick(governor, 1);
    sensors.othersLoad = Reading.of(0.0);
    sensors.sinceInput = Reading.of(Duration.ofSeconds(299));
    tick(governor, 1);
    sensors.sinceInput = Reading.of(Duration.ofMinutes(5));
    tick(governor, 1);
    sensors.othersLoad = Reading.of(0.26);
    tick(governor, 1);
    sensors.othersLoad = Reading.of(0.20); // between the two limits nothing changes
    tick(governor, 3);
    sensors.othersLoad = Reading.of(0.10);
    tick(governor, 1);
    sensors.othersLoad = Reading.of(0.20);
    tick(governor, 3);

    assertThat(heard)
        .containsExactly(
            refused("looking whether the machine is idle"),
            refused("the machine is in use, again after 5 min without keyboard and mouse"),
            GRANTED,
            refused("other programs keep the machine busy, again when they use little of it"),
            GRANTED);
  }

  @Test
  void whoAsksForAnIdleMachineIsNotOverruledByOneThatCannotTell() throws Exception {
    sensors.sinceInput = Reading.unsupported("not known on Windows");
    Governor governor = governor(Map.of(Key.ONLY_WHEN_IDLE, "5 min"));

    tick(governor, 1);

    assertThat(heard)
        .singleElement()
        .isInstanceOfSatisfying(
            Permission.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("not known on Windows", "config set only-when-idle off"));
  }

  @Test
  void anOrderByHandTakesEffectAtOnceAndSurvivesARestart() throws Exception {
    Governor governor = governor(Map.of());
    tick(governor, 1);

    governor.pause();
    assertThat(heard.get(heard.size() - 1))
        .isEqualTo(refused("by hand, until `gridcast client resume`"));

    Governor restarted = governor(Map.of());
    tick(restarted, 1);
    assertThat(restarted.permission()).isInstanceOf(Permission.Refused.class);
    assertThat(restarted.order()).isEqualTo(new ManualOrder.Paused());

    restarted.resume();
    assertThat(restarted.permission()).isEqualTo(GRANTED);
    assertThat(governor(Map.of()).order()).isEqualTo(new ManualOrder.None());
  }

  @Test
  void aSnoozeEndsByItself() throws Exception {
    Governor governor = governor(Map.of());
    governor.tick();
    governor.snooze(Duration.ofHours(2));

    Governor restarted = governor(Map.of());
    tick(restarted, 1);
    assertThat(restarted.permission()).isEqualTo(refused("snoozed, again at 15:00"));
    assertThat(restarted.order())
        .isEqualTo(new ManualOrder.Snoozed(Instant.parse("2026-11-21T14:00:00Z")));

    now = now.plus(Duration.ofHours(2));
    tick(restarted, 1);
    assertThat(restarted.permission()).isEqualTo(GRANTED);
  }

  @Test
  void resumingDoesNotOverruleTheHours() throws Exception {
    Governor governor = governor(Map.of(Key.HOURS, "22:00-07:00"));
    governor.pause();
    tick(governor, 1);

    governor.resume();

    assertThat(governor.permission())
        .isEqualTo(refused("outside of the hours 22:00-07:00, again at 22:00"));
  }

  @Test
  void aDamagedOrderCountsAsAPause() throws Exception {
    Files.writeString(folder.resolve("order"), "snoozed until tomorrow");

    assertThat(governor(Map.of()).order()).isEqualTo(new ManualOrder.Paused());
  }

  @Test
  void aChangedFileTakesEffectAtTheNextLook() throws Exception {
    Governor governor = governor(Map.of());
    tick(governor, 1);

    file.set(Key.HOURS, "22:00-07:00");
    tick(governor, 1);

    assertThat(governor.permission()).isInstanceOf(Permission.Refused.class);
    assertThat(changes).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadLeavesEverythingAsItWasAndIsToldOnce() throws Exception {
    file.set(Key.HOURS, "22:00-07:00");
    Governor governor = governor(Map.of());
    tick(governor, 1);

    Files.writeString(file.path(), "hours: whenever\n");
    tick(governor, 3);

    assertThat(governor.permission()).isInstanceOf(Permission.Refused.class);
    assertThat(notices).singleElement().asString().contains("stay as they were", ":1: hours:");
    assertThatThrownBy(governor::reload).hasMessageContaining("whenever");

    Files.writeString(file.path(), "hours: always\n");
    governor.reload();
    assertThat(governor.permission()).isEqualTo(GRANTED);
  }

  @Test
  void aFlagIsNotUndoneByTheFile() throws Exception {
    Governor governor = governor(Map.of(Key.HOURS, "always"));
    tick(governor, 1);

    file.set(Key.HOURS, "22:00-07:00");
    tick(governor, 1);

    assertThat(governor.permission()).isEqualTo(GRANTED);
  }

  private Governor governor(Map<Key, String> flags) throws PreferenceException {
    heard.clear();
    return new Governor(
        PreferenceSource.open(file, flags),
        sensors,
        folder.resolve("order"),
        new MovedClock(),
        new GovernorListener() {
          @Override
          public void onPermission(Permission permission) {
            heard.add(permission);
          }

          @Override
          public void onPreferences(Preferences before, Preferences after) {
            changes.add(after);
          }

          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        });
  }

  /** Looks several times, with the time between looks passing before each. */
  private void tick(Governor governor, int times) {
    for (int i = 0; i < times; i++) {
      now = now.plus(i == 0 ? Duration.ZERO : Governor.INTERVAL);
      governor.tick();
    }
    now = now.plus(Governor.INTERVAL);
  }

  private static Permission refused(String reason) {
    return new Permission.Refused(reason);
  }

  private final class MovedClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneId.of("Europe/Berlin");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("this clock stays where it is");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
