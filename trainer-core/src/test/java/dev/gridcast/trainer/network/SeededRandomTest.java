package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  @Test
  void givesTheNumbersOfTheReferenceCode() {
    SeededRandom random = new SeededRandom(1_234_567);
    assertThat(LongStream.generate(random::nextLong).limit(5).mapToObj(Long::toUnsignedString))
        .containsExactly(
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821");
  }

  @Test
  void floatsAreEvenlySpreadFromZeroToBelowOne() {
    SeededRandom random = new SeededRandom(3);
    int[] tenths = new int[10];
    double sum = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      float value = random.nextFloat();
      assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
      assertThat(value * 0x1p24f % 1).isZero();
      tenths[(int) (value * 10)]++;
      sum += value;
    }
    assertThat(sum / count).isEqualTo(0.5, within(0.005));
    for (int tenth : tenths) {
      assertThat(tenth).isBetween(count / 10 - 500, count / 10 + 500);
    }
  }

  @Test
  void seedsAndPurposesHaveNumbersOfTheirOwn() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = -20; seed < 20; seed++) {
      for (long purpose = 0; purpose < 40; purpose++) {
        firsts.add(SeededRandom.of(seed, purpose).nextLong());
      }
    }
    assertThat(firsts).hasSize(40 * 40);
    assertThat(SeededRandom.of(7, 9).nextLong()).isEqualTo(SeededRandom.of(7, 9).nextLong());
  }

  @Test
  void streamsStayTheSameInAllVersions() {
    // Results of volunteers could no longer be repeated if these changed.
    assertThat(SeededRandom.of(1, 0).nextLong()).isEqualTo(3_777_882_419_325_163_568L);
    assertThat(SeededRandom.of(42, 257).nextLong()).isEqualTo(-5_547_084_269_758_181_197L);
  }
}
