package dev.gridcast.client.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Linux tells in its files, on a file system made up for the test. */
final class LinuxSensorsTest {

  private static final Instant BOOT = Instant.parse("2026-11-21T08:00:00Z");
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<String> SESSIONS = List.of("loginctl", "list-sessions", "--no-legend");

  @TempDir private Path root;

  private final Map<List<String>, String> answers = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Instant now = START;
  private int questions;

  @BeforeEach
  void makeRoot() throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.createDirectories(root.resolve("dev/pts"));
    Files.createDirectories(root.resolve("sys/class"));
    cpu(100, 0, 100, 1000);
  }

  @Test
  void theLoadOfOthersLeavesOutWhatRunsAtLowPriority() throws IOException {
    LoadMeter load = new LoadMeter(root.resolve("proc/stat"));
    assertThat(load.read()).isInstanceOf(Reading.NotYet.class);

    cpu(110, 60, 120, 1010); // of 100 ticks 10 user, 60 nice, 20 system, 10 idle

    assertThat(load.read().known().orElseThrow()).isEqualTo(0.30, within(1e-9));
  }

  @Test
  void theLoadIsThatOfTheLastFiveIntervals() throws IOException {
    LoadMeter load = new LoadMeter(root.resolve("proc/stat"));
    load.read();
    cpu(1100, 0, 100, 1000); // busy through and through
    assertThat(load.read()).isEqualTo(Reading.of(1.0));
    for (int i = 1; i <= 5; i++) {
      cpu(1100, 0, 100, 1000 + 200 * i);
      load.read();
    }
    cpu(1100, 0, 100, 2200);

    assertThat(load.read()).isEqualTo(Reading.of(0.0));
  }

  @Test
  void aSystemWithoutProcSaysSo() throws IOException {
    Files.delete(root.resolve("proc/stat"));

    assertThat(new LoadMeter(root.resolve("proc/stat")).read().whyUnsupported())
        .hasValueSatisfying(why -> assertThat(why).contains("proc/stat"));
  }

  @Test
  void aTerminalTellsWhenItWasLastTypedIn() throws IOException {
    terminal("dev/pts/3", START.minusSeconds(40));
    terminal("dev/tty1", START.minusSeconds(400));
    terminal("dev/pts/ptmx", START);

    assertThat(input().read()).isEqualTo(Reading.of(Duration.ofSeconds(40)));
  }

  @Test
  void withoutTerminalsNobodyHasTypedSinceTheStartOfTheMachine() {
    assertThat(input().read()).isEqualTo(Reading.of(Duration.between(BOOT, START)));
  }

  @Test
  void aDesktopInUseIsInput() {
    session("2", "Class=user\nType=wayland\nIdleHint=no\nIdleSinceHint=0\n");

    assertThat(input().read()).isEqualTo(Reading.of(Duration.ZERO));
  }

  @Test
  void anIdleDesktopTellsSinceWhen() {
    long micros = START.minusSeconds(600).getEpochSecond() * 1_000_000;
    session("2", "Class=user\nType=x11\nIdleHint=yes\nIdleSinceHint=" + micros + "\n");

    assertThat(input().read()).isEqualTo(Reading.of(Duration.ofMinutes(10)));
  }

  @Test
  void theLoginScreenIsNobody() {
    session("c1", "Class=greeter\nType=x11\nIdleHint=no\n");

    assertThat(input().read()).isEqualTo(Reading.of(Duration.between(BOOT, START)));
  }

  @Test
  void aDesktopWithoutLogindSaysThatItCannotTell() {
    environment.put("DISPLAY", ":0");

    assertThat(input().read().whyUnsupported())
        .hasValueSatisfying(why -> assertThat(why).contains("logind"));
  }

  @Test
  void logindIsNotAskedEachTime() {
    LastInput input = input();
    input.read();
    now = now.plusSeconds(2);
    input.read();
    assertThat(questions).isEqualTo(1);

    now = now.plusSeconds(4);
    input.read();
    assertThat(questions).isEqualTo(2);
  }

  @Test
  void aLaptopOnBatteryIsOnBattery() throws IOException {
    supply("BAT0", "Battery", "status", "Discharging");
    supply("AC", "Mains", "online", "0");

    assertThat(supplies().read()).isEqualTo(Reading.of(Power.BATTERY));
  }

  @Test
  void aWeakChargerIsTheMains() throws IOException {
    supply("BAT0", "Battery", "status", "Discharging");
    supply("AC", "Mains", "online", "1");

    assertThat(supplies().read()).isEqualTo(Reading.of(Power.MAINS));
  }

  @Test
  void theBatteryOfAMouseIsNotTheMachines() throws IOException {
    supply("hidpp_battery_0", "Battery", "status", "Discharging");
    Files.writeString(root.resolve("sys/class/power_supply/hidpp_battery_0/scope"), "Device\n");

    assertThat(supplies().read()).isEqualTo(Reading.of(Power.MAINS));
  }

  @Test
  void withoutBatteriesItIsTheMains() {
    assertThat(supplies().read()).isEqualTo(Reading.of(Power.MAINS));
  }

  @Test
  void thisMachineIsReadOrSaysWhyNot(@TempDir Path natives) {
    Hardware hardware = ThisComputer.hardware(natives);
    Readings readings = ThisComputer.sensors(natives).read();

    assertThat(hardware.physicalCores().known().orElseThrow())
        .isBetween(1, hardware.logicalProcessors());
    assertThat(hardware.memoryBytes().known().orElseThrow()).isGreaterThan(256L << 20);
    assertThat(readings.celsius().describe(String::valueOf)).isNotBlank();
    assertThat(readings.power()).isNotInstanceOf(Reading.NotYet.class);
  }

  private LastInput input() {
    HelperProgram programs =
        new HelperProgram() {
          @Override
          Optional<String> output(List<String> command) {
            questions += command.equals(SESSIONS) ? 1 : 0;
            return Optional.ofNullable(answers.get(command));
          }
        };
    return new LastInput(root, environment, programs, () -> now);
  }

  private void session(String id, String properties) {
    answers.put(SESSIONS, id + " 1000 ada seat0\n");
    answers.put(List.of("loginctl", "show-session", id), properties);
  }

  private PowerSupplies supplies() {
    return new PowerSupplies(root.resolve("sys/class/power_supply"));
  }

  private void supply(String name, String type, String file, String value) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/class/power_supply").resolve(name));
    Files.writeString(folder.resolve("type"), type + "\n");
    Files.writeString(folder.resolve(file), value + "\n");
  }

  private void terminal(String name, Instant typed) throws IOException {
    Path file = Files.writeString(root.resolve(name), "");
    Files.getFileAttributeView(file, BasicFileAttributeView.class)
        .setTimes(FileTime.from(START), FileTime.from(typed), null);
  }

  private void cpu(long user, long nice, long system, long idle) throws IOException {
    Files.writeString(
        root.resolve("proc/stat"),
        "cpu  "
            + String.join(
                " ", List.of(user, nice, system, idle).stream().map(String::valueOf).toList())
            + " 0 0 0 0 0 0\ncpu0 1 2 3 4 0 0 0 0 0 0\nbtime "
            + BOOT.getEpochSecond()
            + "\n");
  }
}
