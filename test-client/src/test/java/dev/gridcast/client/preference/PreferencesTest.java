package dev.gridcast.client.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts become values, or one line that says what is wrong. */
final class PreferencesTest {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void whoDecidesNothingIsTreatedGently() {
    Preferences standard = Preferences.standard();

    assertThat(standard.runtime()).isEqualTo(RuntimeKind.DOCKER);
    assertThat(standard.worksOnBattery()).isFalse();
    assertThat(standard.maxCelsius()).hasValue(90);
    assertThat(standard.gpu()).isFalse();
    assertThat(standard.images().allows(DIGEST)).isFalse();
    assertThat(standard.schedule()).isEqualTo(Schedule.always());
    assertThat(standard.name()).isEmpty();
    assertThat(standard.baseImage()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyExampleIsAValue(Key key) throws PreferenceException {
    Preferences preferences = given(key, key.example());

    assertThat(preferences.settings().get(key).text()).isEqualTo(key.example());
  }

  @Test
  void valuesAreRead() throws PreferenceException {
    assertThat(given(Key.NAME, "ada").name()).contains("ada");
    assertThat(given(Key.RUNTIME, "process").runtime()).isEqualTo(RuntimeKind.PROCESS);
    assertThat(given(Key.CPUS, "1.5").cpus()).isEqualTo(new Cpus.Count(1.5));
    assertThat(given(Key.CPUS, "50 %").cpus()).isEqualTo(new Cpus.Share(0.5));
    assertThat(given(Key.MEMORY, "4 GiB").memoryBytes()).isEqualTo(OptionalLong.of(4L << 30));
    assertThat(given(Key.CACHE, "500MB").cacheBytes()).isEqualTo(500_000_000);
    assertThat(given(Key.PARALLEL, "3").parallel()).isEqualTo(OptionalInt.of(3));
    assertThat(given(Key.ONLY_WHEN_IDLE, "1h 30min").onlyWhenIdle())
        .contains(Duration.ofMinutes(90));
    assertThat(given(Key.ON_BATTERY, "work").worksOnBattery()).isTrue();
    assertThat(given(Key.MAX_TEMPERATURE, "75").maxCelsius()).isEqualTo(OptionalDouble.of(75));
    assertThat(given(Key.MAX_TEMPERATURE, "off").maxCelsius()).isEmpty();
    assertThat(given(Key.DOWNLOAD, "500 KiB/s").downloadBytesPerSecond()).hasValue(500 << 10);
    assertThat(given(Key.UPLOAD, "4 Mbit/s").uploadBytesPerSecond()).hasValue(500_000);
    assertThat(given(Key.GPU, "on").gpu()).isTrue();
    assertThat(given(Key.BASE_IMAGE, "debian:12").baseImage()).contains("debian:12");
  }

  @Test
  void anImageIsAllowedByItsContent() throws PreferenceException {
    ImageRule rule = given(Key.IMAGES, "somewhere/trainer@" + DIGEST).images();

    assertThat(rule.allows(DIGEST)).isTrue();
    assertThat(rule.allows("elsewhere/other@" + DIGEST)).isTrue();
    assertThat(rule.allows("somewhere/trainer:latest")).isFalse();
    assertThat(rule.allows(DIGEST.replace('0', '1'))).isFalse();
    assertThat(given(Key.IMAGES, "any").images().allows("x")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpus | 0 | too little",
        "cpus | 101% | from 1% to 100%",
        "cpus | two | nor a share",
        "memory | 4 | a number and a unit",
        "memory | 4 G | no known unit",
        "memory | 100 MB | the least is 512 MiB",
        "cache | 1 KB | too little",
        "parallel | 0 | from 1 to 256",
        "parallel | 257 | from 1 to 256",
        "parallel | 1.5 | whole number",
        "only-when-idle | 5 | like 90 s, 5 min",
        "only-when-idle | 5 fortnights | like 90 s, 5 min",
        "only-when-idle | 0 s | out of range",
        "only-when-idle | 31 days | out of range",
        "on-battery | yes | neither work nor pause",
        "max-temperature | 194 F | degrees Celsius",
        "max-temperature | 30 | from 40 to 110",
        "download | 500 KiB | like 500 KiB/s",
        "download | 1 KiB/s | the least is 8 KiB",
        "upload | 1 furlong/s | no known unit",
        "gpu | yes | neither on nor off",
        "images | latest | sha256:",
        "runtime | doker | did you mean \"docker\"",
        "base-image | two words | name of an image",
        "name | 12345678901234567890123456789012345678901 | 1 to 40",
        "hours | '' | has no value",
      })
  void whatIsNoValueIsSaidInOneLineWithItsPlace(String key, String text, String said) {
    Key known = Key.of(key).orElseThrow();
    Setting inFile = new Setting(text, new Setting.FileLine("/home/ada/preferences.yaml", 7));

    assertThatThrownBy(() -> Preferences.of(Settings.of(Map.of(known, inFile), Map.of())))
        .isInstanceOf(PreferenceException.class)
        .hasMessageStartingWith("/home/ada/preferences.yaml:7: " + key + ": ")
        .hasMessageContaining(said);
    assertThatThrownBy(() -> given(known, text)).hasMessageStartingWith("--" + key + ": ");
  }

  @Test
  void aFlagWinsOverTheFile() throws PreferenceException {
    Setting inFile = new Setting("2", new Setting.FileLine("f", 1));
    Settings settings = Settings.of(Map.of(Key.CPUS, inFile), Map.of(Key.CPUS, "1"));

    assertThat(Preferences.of(settings).cpus()).isEqualTo(new Cpus.Count(1));
    assertThat(settings.get(Key.CPUS).origin().text()).isEqualTo("--cpus");
    assertThat(settings.get(Key.GPU).origin().text()).isEqualTo("default");
  }

  @Test
  void aMistypedKeyIsRecognised() {
    assertThat(Names.nearest("only_when_idel", Key.words())).contains("only-when-idle");
    assertThat(Names.nearest("temp", Key.words())).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> Key.require("memmory"))
        .hasMessageContaining("did you mean \"memory\"?");
  }

  private static Preferences given(Key key, String text) throws PreferenceException {
    return Preferences.of(Settings.of(Map.of(), Map.of(key, text)));
  }
}
