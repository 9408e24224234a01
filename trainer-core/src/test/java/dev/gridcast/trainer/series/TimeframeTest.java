package dev.gridcast.trainer.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeframeTest {
  @ParameterizedTest
  @CsvSource({"30s,PT30S", "15m,PT15M", "4h,PT4H", "1d,PT24H", "1w,PT168H"})
  void readsWhatTradersWrite(String text, Duration step) throws Exception {
    assertThat(Timeframe.parse(text)).isEqualTo(new Timeframe(text, step));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "h", "0h", "04h", "-4h", "4H", "1M", "4 h", "1.5h", "99999999d"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Timeframe.parse(text))
        .isInstanceOf(SeriesException.class)
        .hasMessageContainingAll("\"" + text + "\"", "like 30s, 15m, 4h, 1d or 1w");
  }

  @Test
  void nearestNamesAreThoseOneWouldMean() {
    List<String> names = List.of("open", "high", "low", "close", "volume", "learning-rate");

    assertThat(Names.nearest("cloes", names)).contains("close");
    assertThat(Names.nearest("VOLUMES", names)).contains("volume");
    assertThat(Names.nearest("learning_rate", names)).contains("learning-rate");
    assertThat(Names.nearest("learning", names)).contains("learning-rate");
    assertThat(Names.nearest("xyzzy", names)).isEmpty();
    assertThat(Names.nearest("close", List.of())).isEmpty();
  }

  @Test
  void editDistanceCountsLettersAndSwapsOfNeighbours() {
    assertThat(Names.distance("", "abc")).isEqualTo(3);
    assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Names.distance("ab", "ba")).isEqualTo(1);
    assertThat(Names.distance("same", "same")).isZero();
  }
}
