package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpokenTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2h, PT2H",
    "45m, PT45M",
    "1h30m, PT1H30M",
    "1 day, PT24H",
    "2 Hours 5 min, PT2H5M",
    "90s, PT90S"
  })
  void peopleWriteTimesLikeThis(String text, Duration time) {
    assertThat(SpokenTime.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "h", "2x", "2h!", "-2h", "1.5h", "2hm", "2h 3", "PT2H", "9999999s"})
  void anythingElseIsRefusedAndShown(String text) {
    assertThatThrownBy(() -> SpokenTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("45m, 2h, 1h30m or 1d: '" + text + "'");
  }
}
