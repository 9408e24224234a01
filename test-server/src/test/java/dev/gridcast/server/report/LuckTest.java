package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.server.report.Luck.Finding;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuckTest {

  /** The right column as SciPy has it. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.4, 0.2533471031357997",
    "0.075, 1.4395314709384563",
    "0.0749, 1.4402382675279635",
    "0.05, 1.6448536269514729",
    "1e-3, 3.090232306167813",
    "1e-6, 4.753424308822899",
    "1e-10, 6.361340902404056",
    "1e-12, 7.034483825301131",
    "1e-15, 7.941345326170998"
  })
  void quantilesAreThoseOfTheNormalDistribution(double share, double quantile) {
    assertThat(NormalDistribution.upper(share)).isCloseTo(quantile, within(1e-13));
  }

  @Test
  void thereIsNoQuantileBeyondTheEnds() {
    for (double share : new double[] {0, -0.1, 0.6, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> NormalDistribution.upper(share));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "2, 0.5197553442805939",
    "3, 0.8528044961506945",
    "72, 2.4127815636149355",
    "10000, 3.8606648555102643",
    "1000000, 4.867860037837305",
    "1000000000000, 7.11421817236333"
  })
  void theExpectedBestIsTheFormula(long compared, double expected) {
    assertThat(Luck.expectedBest(compared)).isCloseTo(expected, within(1e-12));
  }

  @Property
  void moreTriesMakeMoreLuck(@ForAll @LongRange(min = 1, max = 1_000_000_000) long compared) {
    assertThat(Luck.expectedBest(compared + 1)).isGreaterThan(Luck.expectedBest(compared));
  }

  @Property
  void deflationOnlyTakesAwayAndTakesMoreTheMoreWereCompared(
      @ForAll @LongRange(min = 1, max = 1_000_000) long compared,
      @ForAll @DoubleRange(min = -1, max = 1) double skill,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double error) {
    double deflated = luck(compared, skill, error).deflated().getAsDouble();
    assertThat(deflated).isLessThanOrEqualTo(skill);
    assertThat(luck(compared + 1, skill, error).deflated().getAsDouble()).isLessThan(deflated);
    assertThat(luck(1, skill, error).deflated()).hasValue(skill);
    if (compared > 1) {
      assertThat(luck(compared, skill, error * 2).deflated().getAsDouble()).isLessThan(deflated);
    }
  }

  /**
   * 2,000 searches among 72 models without any skill. About half of the winners are better than the
   * expected best, which is why that alone is called "perhaps"; hardly any is called more than
   * luck.
   */
  @Test
  void luckAloneIsCalledLuck() {
    RandomGenerator random = new SplittableRandom(3);
    int searches = 2_000;
    int above = 0;
    int clearly = 0;
    for (int search = 0; search < searches; search++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int model = 0; model < 72; model++) {
        best = Math.max(best, 0.01 * random.nextGaussian());
      }
      Luck luck = luck(72, best, 0.01);
      above += luck.finding() == Finding.NOT_MORE_THAN_LUCK ? 0 : 1;
      clearly += luck.finding() == Finding.MORE_THAN_LUCK ? 1 : 0;
    }
    assertThat(above / (double) searches).isBetween(0.35, 0.5);
    assertThat(clearly / (double) searches).isLessThan(0.01);
  }

  @Test
  void theFindingsFollowTheDeflatedSkill() {
    double chance = Luck.expectedBest(72) * 0.01;
    assertThat(luck(72, chance - 1e-9, 0.01).finding()).isEqualTo(Finding.NOT_MORE_THAN_LUCK);
    assertThat(luck(72, chance + 1e-9, 0.01).finding()).isEqualTo(Finding.PERHAPS_MORE_THAN_LUCK);
    assertThat(luck(72, chance + 0.0164, 0.01).finding()).isEqualTo(Finding.PERHAPS_MORE_THAN_LUCK);
    assertThat(luck(72, chance + 0.0165, 0.01).finding()).isEqualTo(Finding.MORE_THAN_LUCK);
    assertThat(luck(1, -0.01, 0.01).finding()).isEqualTo(Finding.NOT_MORE_THAN_LUCK);
    assertThat(luck(1, 0, 0).finding()).isEqualTo(Finding.NOT_MORE_THAN_LUCK);
    assertThat(new Luck(72, 5, 0.5, OptionalDouble.empty()).finding()).isEqualTo(Finding.UNKNOWN);
  }

  @Test
  void oneSentenceSaysItToPeople() {
    assertThat(luck(72, 0.012, 0.0035).sentence())
        .isEqualTo(
            "the best of 72 models (case 5); luck alone would show about +0.84 %; its skill is"
                + " +1.20 % (standard error 0.35 %): perhaps more than luck");
    assertThat(luck(10_000, 0.012, 0.0035).sentence())
        .startsWith("the best of 10,000 models")
        .endsWith(": not more than luck");
    assertThat(luck(2, 0.1, 0.0035).sentence()).endsWith(": more than luck");
    assertThat(luck(1, 0.012, 0.0035).sentence())
        .isEqualTo(
            "the only model compared (case 5); its skill is +1.20 % (standard error 0.35 %):"
                + " more than luck");
    assertThat(new Luck(72, 5, 0.012, OptionalDouble.empty()).sentence())
        .isEqualTo(
            "the best of 72 models (case 5); its skill is +1.20 %, how much of that is luck is not"
                + " known");
  }

  private static Luck luck(long compared, double skill, double error) {
    return new Luck(compared, 5, skill, OptionalDouble.of(error));
  }
}
