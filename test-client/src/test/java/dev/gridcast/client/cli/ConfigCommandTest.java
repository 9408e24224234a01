package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.machine.FakeHardware;
import dev.gridcast.client.machine.FakeSensors;
import dev.gridcast.client.machine.Reading;
import dev.gridcast.client.preference.Allotment;
import dev.gridcast.client.preference.Key;
import dev.gridcast.client.preference.Preferences;
import dev.gridcast.client.preference.PreferencesFile;
import dev.gridcast.client.preference.Settings;
import dev.gridcast.client.runtime.Resources;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and changes with {@code config}. */
final class ConfigCommandTest {

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ConfigCommandTest(@TempDir Path temp) {
    this.folder = temp.resolve("client");
  }

  @Test
  void everyKeyIsShownWithItsValueItsOriginAndItsMeaning() {
    config("set", "gpu", "on");

    assertThat(config()).isZero();

    for (Key key : Key.values()) {
      assertThat(out).asString().contains(key.word());
    }
    assertThat(out)
        .asString()
        .contains("preferences.yaml:3", "default", "On this machine that is")
        .contains("Trainings at the same time.");
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(161));
  }

  @Test
  void showingThePreferencesLeavesNothingBehind() {
    assertThat(config()).isZero();

    assertThat(out).asString().contains("not there yet");
    assertThat(folder).doesNotExist();
  }

  @Test
  void aValueIsSetReadAndTakenBack() throws Exception {
    assertThat(config("set", "hours", "22:00-07:00")).isZero();
    assertThat(config("get", "hours")).isZero();
    assertThat(out.toString().lines()).last().isEqualTo("22:00-07:00");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");

    assertThat(config("unset", "hours")).isZero();
    assertThat(config("get", "hours")).isZero();
    assertThat(out.toString().lines()).last().isEqualTo("always");
    assertThat(config("unset", "hours")).isZero();
    assertThat(out.toString().lines()).last().asString().contains("is not in the file");
  }

  @Test
  void whatCannotBeKeptIsNotWritten() {
    assertThat(config("set", "hours", "late")).isEqualTo(2);
    assertThat(err).asString().contains("hours: \"late\"").hasLineCount(1);
    assertThat(folder.resolve("preferences.yaml")).doesNotExist();
  }

  @Test
  void aMistypedKeyIsRecognised() {
    assertThat(config("set", "hour", "always")).isEqualTo(2);
    assertThat(err).asString().contains("did you mean \"hours\"?").hasLineCount(1);
  }

  @Test
  void aClientThatRunsIsMentioned() throws Exception {
    try (ClientFolder running = ClientFolder.open(folder)) {
      assertThat(running.root()).isDirectory();
      config("set", "hours", "always");
      assertThat(out.toString().lines()).last().asString().contains("within seconds");
      config("set", "download", "50 KiB/s");
      assertThat(out.toString().lines()).last().asString().contains("within seconds", "--download");
      config("set", "cache", "1 GiB");
      assertThat(out.toString().lines()).last().asString().contains("at its next start");
    }
    out.getBuffer().setLength(0);
    config("set", "cache", "2 GiB");
    assertThat(out).asString().doesNotContain("client that runs");
  }

  @Test
  void thePathIsPrintedAlone() {
    assertThat(config("path")).isZero();
    assertThat(out).hasToString(folder.resolve("preferences.yaml") + System.lineSeparator());
  }

  @Test
  void whatTheMachineCannotDoStandsUnderTheKey() throws Exception {
    FakeSensors sensors = new FakeSensors();
    sensors.celsius = Reading.unsupported("there is no sensor");
    sensors.sinceInput = Reading.unsupported("nobody knows");
    Preferences preferences =
        Preferences.of(Settings.of(Map.of(), Map.of(Key.ONLY_WHEN_IDLE, "5 min")));

    List<String> lines =
        new ConfigText(preferences, FakeHardware.of(4, 16), sensors, "ada@home")
            .lines(PreferencesFile.in(folder));

    assertThat(String.join(" ", lines).replaceAll(" +", " "))
        .contains("Not on this machine: there is no sensor, so trainings run regardless.")
        .contains("Not on this machine: nobody knows, so no training would run.")
        .contains("3 trainings at a time, 1 CPU and 2 GiB of memory each")
        .contains("only-when-idle 5 min --only-when-idle")
        .contains("name ada@home default");
  }

  @Test
  void theLeastMemoryIsWhatTrainersSayTheyNeed() {
    assertThat(Allotment.LEAST_MEMORY).isEqualTo(Resources.LEAST_MEMORY);
  }

  private int config(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "config";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--data-dir";
    all[all.length - 1] = folder.toString();
    return ClientMain.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }
}
