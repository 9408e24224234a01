package dev.gridcast.client.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "2h, PT2H",
    "45m, PT45M",
    "1h30m, PT1H30M",
    "1 day, PT24H",
    "2 Hours 5 min, PT2H5M",
    "' 90s ', PT90S",
    "30d, PT720H"
  })
  void peopleWriteTimesLikeThis(String text, Duration time) throws Exception {
    assertThat(Durations.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 min", "2 h", "1 h 30 min", "1 d", "45 s"})
  void theyAreWrittenAsTheyAreRead(String text) throws Exception {
    assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "2", "h", "2x", "2h!", "-2h", "1.5h", "2hm", "2h 3", "PT2H"})
  void anythingElseIsRefusedAndShown(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(PreferenceException.class)
        .hasMessage(
            "\"" + text + "\" is not a length of time; write it like 90 s, 5 min, 2h or 1 day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "31d", "9999999s", "720h 1s"})
  void whatIsOutOfRangeIsToldTheRange(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .hasMessage("\"" + text + "\" is out of range; it goes from 1 s to 30 days");
  }
}
