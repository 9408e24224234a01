package dev.gridcast.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.server.store.Confirmation;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AuditsTest {

  /** A chance that says no as long as there is any. */
  private static final RandomGenerator LUCKY = chance(Math.nextDown(1.0));

  @Property(tries = 50)
  void everythingOfAVolunteerWithoutARecordIsTrainedTwice(@ForAll @IntRange(max = 9) int streak) {
    assertThat(audits(LUCKY).wanted(arrival(streak, AuditsTest::notAsked, AuditsTest::notAsked)))
        .isTrue();
  }

  @Test
  void aRecordIsTrusted() {
    assertThat(audits(LUCKY).countsAt(arrival(10, () -> false, () -> false)))
        .contains(Confirmation.TRUST);
  }

  @Test
  void leadersAndCopiesAreNeverLeftToTrust() {
    assertThat(audits(LUCKY).wanted(arrival(1000, () -> true, () -> false))).isTrue();
    assertThat(audits(LUCKY).wanted(arrival(1000, () -> false, () -> true))).isTrue();
  }

  @Property(tries = 50)
  void auditsNeverStop(@ForAll @IntRange(min = 1) int streak) {
    assertThat(audits(chance(0)).wanted(arrival(streak, () -> false, () -> false))).isTrue();
  }

  @Property(tries = 20)
  void theShareOfAuditsIsOneInTheLengthOfTheRecord(
      @ForAll @IntRange(min = 10, max = 200) int streak) {
    Audits audits = audits(new Random(streak));
    int draws = 20_000;
    long wanted = 0;
    for (int i = 0; i < draws; i++) {
      wanted += audits.wanted(arrival(streak, () -> false, () -> false)) ? 1 : 0;
    }
    double share = 1.0 / streak;
    double fiveSigma = 5 * Math.sqrt(share * (1 - share) / draws);
    assertThat((double) wanted / draws).isCloseTo(share, within(fiveSigma));
  }

  @Test
  void whatTrainsNothingIsKnownWithoutAnAudit() {
    Arrival naive = new Arrival("none", false, 0, AuditsTest::notAsked, AuditsTest::notAsked);
    assertThat(audits(chance(0)).countsAt(naive)).contains(Confirmation.NOTHING_TRAINED);
    assertThat(new Audits(TrustRules.STANDARD.withoutAudits(), LUCKY).countsAt(naive))
        .contains(Confirmation.NOTHING_TRAINED);
  }

  @Test
  void theOperatorsWordIsEnough() {
    Arrival vouched = new Arrival("vector", true, 0, AuditsTest::notAsked, AuditsTest::notAsked);
    assertThat(audits(chance(0)).countsAt(vouched)).contains(Confirmation.VOUCHED);
    assertThat(
            new Audits(TrustRules.STANDARD.withoutAudits(), chance(0))
                .countsAt(arrival(0, AuditsTest::notAsked, AuditsTest::notAsked)))
        .contains(Confirmation.VOUCHED);
  }

  private static boolean notAsked() {
    throw new AssertionError("a look into the store for nothing");
  }

  private static Audits audits(RandomGenerator random) {
    return new Audits(TrustRules.STANDARD, random);
  }

  private static Arrival arrival(int streak, BooleanSupplier leading, BooleanSupplier copied) {
    return new Arrival("vector", false, streak, leading, copied);
  }

  /** Draws the same number always. */
  private static RandomGenerator chance(double draw) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("not what is drawn");
      }

      @Override
      public double nextDouble() {
        return draw;
      }
    };
  }
}
