package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Verification;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much of the best model's skill is owed to having compared many models: whoever takes the best
 * of thousands has something to show even if none of them is any good.
 *
 * <p>If none is, the skills that are measured lie around 0 by accident alone, each about one
 * standard error off, and the best of {@code N} of them is expected to be
 *
 * <pre>
 * E[max] = (1 - g) z(1 - 1/N) + g z(1 - 1/(N e))          standard errors above 0
 * </pre>
 *
 * <p>with {@code g} the constant of Euler and Mascheroni and {@code z} the quantile of the standard
 * normal distribution (Bailey and Lopez de Prado, <i>The Deflated Sharpe Ratio</i>, 2014, there for
 * Sharpe ratios). What is left of the best skill without that is the deflated skill:
 *
 * <pre>
 * deflated = skill - E[max] * standard error of the skill
 * </pre>
 *
 * <p>The formula takes the models for independent of each other. Models that were trained on the
 * same rows are alike, so chance has fewer tries than {@code N}: the deflation is too strong rather
 * than too weak. Since the best of many by chance is above its expectation nearly as often as
 * below, it takes {@link #CLEARLY} standard errors more to be called more than luck.
 *
 * @param compared how many verified results were compared, those of baselines not counted
 * @param caseIndex the best of them
 * @param skill 1 - its rmse / rmse of persistence, on the confirmation range
 * @param skillError the standard error of that; empty where it is not known
 */
public record Luck(long compared, long caseIndex, double skill, OptionalDouble skillError) {

  /**
   * So many standard errors above what luck alone would show are reached by luck alone in 5 % of
   * all experiments at most: {@code z(0.95)}.
   */
  static final double CLEARLY = NormalDistribution.upper(0.05);

  private static final double EULER_MASCHERONI = 0.5772156649015329;

  /** What the comparison with luck comes to. */
  public enum Finding {
    /** Luck alone would be expected to show as much. */
    NOT_MORE_THAN_LUCK,
    /** More than expected of luck, but not by enough to rule it out. */
    PERHAPS_MORE_THAN_LUCK,
    /** Luck alone hardly ever shows as much. */
    MORE_THAN_LUCK,
    /** The standard error is not known, so nothing can be said. */
    UNKNOWN;

    /** The name in JSON. */
    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Luck {
    if (compared < 1) {
      throw new IllegalArgumentException("the best of " + compared + " results is none");
    }
  }

  /** Of the best verified model that is not a baseline; empty without one, or without a skill. */
  static Optional<Luck> of(StoreReader reader) {
    return Networks.best(reader).flatMap(best -> of(best, Networks.verified(reader)));
  }

  private static Optional<Luck> of(CaseReport best, long compared) {
    Verification found = best.verification();
    return found == null || found.skill().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Luck(
                Math.max(1, compared),
                best.testCase().index(),
                found.skill().getAsDouble(),
                found.skillError()));
  }

  /**
   * How many standard errors above 0 the best of so many is expected to be by chance; 0 for one,
   * which was not chosen among others.
   */
  static double expectedBest(long compared) {
    return compared < 2
        ? 0
        : (1 - EULER_MASCHERONI) * NormalDistribution.upper(1.0 / compared)
            + EULER_MASCHERONI * NormalDistribution.upper(1 / (compared * Math.E));
  }

  /** The skill that luck alone would show; empty where the standard error is not known. */
  public OptionalDouble byChance() {
    return skillError.isPresent()
        ? OptionalDouble.of(expectedBest(compared) * skillError.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The skill less {@link #byChance}; empty where that is not known. */
  public OptionalDouble deflated() {
    OptionalDouble chance = byChance();
    return chance.isPresent()
        ? OptionalDouble.of(skill - chance.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What the comparison comes to. */
  public Finding finding() {
    OptionalDouble left = deflated();
    if (left.isEmpty()) {
      return Finding.UNKNOWN;
    }
    if (!(left.getAsDouble() > 0)) {
      return Finding.NOT_MORE_THAN_LUCK;
    }
    return left.getAsDouble() > CLEARLY * skillError.orElseThrow()
        ? Finding.MORE_THAN_LUCK
        : Finding.PERHAPS_MORE_THAN_LUCK;
  }

  /** One sentence for people, without a line feed. */
  public String sentence() {
    String best =
        compared == 1
            ? "the only model compared"
            : String.format(Locale.ROOT, "the best of %,d models", compared);
    if (skillError.isEmpty()) {
      return best
          + " (case "
          + caseIndex
          + "); its skill is "
          + percent(skill)
          + ", how much of that is luck is not known";
    }
    String luck =
        compared == 1 ? "" : "; luck alone would show about " + percent(byChance().orElseThrow());
    return best
        + " (case "
        + caseIndex
        + ")"
        + luck
        + "; its skill is "
        + percent(skill)
        + String.format(Locale.ROOT, " (standard error %.2f %%): ", skillError.orElseThrow() * 100)
        + switch (finding()) {
          case NOT_MORE_THAN_LUCK -> "not more than luck";
          case PERHAPS_MORE_THAN_LUCK -> "perhaps more than luck";
          case MORE_THAN_LUCK, UNKNOWN -> "more than luck";
        };
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.2f %%", share * 100);
  }
}
