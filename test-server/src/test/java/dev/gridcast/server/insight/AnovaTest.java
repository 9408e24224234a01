package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Functions whose variance fractions can be worked out by hand. */
class AnovaTest {

  private static final int SIDE = 6;

  /** A function on a full grid of four parameters with six levels each, every point once. */
  private static Anova.Found found(ToDoubleFunction<int[]> function, int... order) {
    int rows = SIDE * SIDE * SIDE * SIDE;
    int[][] levels = new int[4][rows];
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      int[] point = new int[4];
      int rest = row;
      for (int d = 0; d < 4; d++) {
        point[d] = rest % SIDE;
        rest /= SIDE;
        levels[d][row] = point[d];
      }
      values[row] = function.applyAsDouble(point);
    }
    List<String> names = List.of("a", "b", "c", "d");
    List<String> ordered = new ArrayList<>();
    int[][] columns = new int[4][];
    for (int i = 0; i < 4; i++) {
      int from = order.length == 0 ? i : order[i];
      ordered.add(names.get(from));
      columns[i] = levels[from];
    }
    return new Anova(ordered, columns, values).analyse(10);
  }

  private static Map<String, Double> mains(Anova.Found found) {
    return found.parameters().stream()
        .collect(Collectors.toMap(Anova.Effect::name, Anova.Effect::importance));
  }

  private static Map<String, Double> pairs(Anova.Found found) {
    Map<String, Double> pairs = new TreeMap<>();
    found.pairs().forEach(pair -> pairs.put(pair.a() + pair.b(), pair.importance()));
    return pairs;
  }

  @Test
  void anAdditiveFunctionHasTheFractionsOfItsTerms() {
    // The variance of 0..5 is 35/12: the terms have 9, 4 and 1 times that.
    Anova.Found found = found(p -> 3 * p[0] + 2 * p[1] + p[2]);
    assertThat(mains(found).get("a")).isCloseTo(9 / 14.0, within(0.02));
    assertThat(mains(found).get("b")).isCloseTo(4 / 14.0, within(0.02));
    assertThat(mains(found).get("c")).isCloseTo(1 / 14.0, within(0.02));
    assertThat(mains(found).get("d")).isLessThan(0.002);
    assertThat(found.parameters())
        .extracting(Anova.Effect::name)
        .containsExactly("a", "b", "c", "d");
    assertThat(found.pairs()).allSatisfy(pair -> assertThat(pair.importance()).isLessThan(0.01));
    assertThat(found.explained()).isBetween(0.97, 1.0);
  }

  @Test
  void aPureInteractionBelongsToThePairAlone() {
    // (x - mean)(y - mean): both marginals are 0 everywhere.
    Anova.Found found = found(p -> (p[0] - 2.5) * (p[2] - 2.5));
    assertThat(mains(found)).allSatisfy((name, share) -> assertThat(share).isLessThan(0.03));
    assertThat(found.pairs().get(0)).returns("a", Anova.Pair::a).returns("c", Anova.Pair::b);
    assertThat(found.pairs().get(0).importance()).isGreaterThan(0.93);
    assertThat(found.pairs().get(1).importance()).isLessThan(0.02);
  }

  @Test
  void mainEffectsAndPairsAreToldApart() {
    // Variances: the sum 2 * 35/12 = 5.83; the product (35/12)^2 = 8.51.
    Anova.Found found = found(p -> p[0] + p[1] + (p[0] - 2.5) * (p[1] - 2.5));
    double all = 2 * 35 / 12.0 + 35 / 12.0 * 35 / 12.0;
    assertThat(mains(found).get("a")).isCloseTo(35 / 12.0 / all, within(0.03));
    assertThat(mains(found).get("b")).isCloseTo(35 / 12.0 / all, within(0.03));
    assertThat(pairs(found).get("ab")).isCloseTo(35 / 12.0 * 35 / 12.0 / all, within(0.05));
  }

  @Test
  void noiseIsNotImportant() {
    SplittableRandom random = new SplittableRandom(1);
    Anova.Found found = found(p -> p[1] + random.nextDouble() - 0.5);
    assertThat(mains(found).get("b")).isGreaterThan(0.9);
    assertThat(mains(found).get("a")).isLessThan(0.01);
    // Var(noise) = 1/12 cannot be told: 35/12 of 36/12 can.
    assertThat(found.explained()).isCloseTo(35 / 36.0, within(0.02));
    Anova.Found nothing = found(p -> random.nextDouble());
    assertThat(nothing.explained()).isLessThan(0.05);
  }

  @Test
  void theOrderOfTheColumnsChangesNothing() {
    ToDoubleFunction<int[]> function = p -> p[0] * p[0] + p[1] * p[2] + 0.3 * p[3];
    assertThat(found(function, 3, 1, 0, 2)).isEqualTo(found(function));
  }

  @Test
  void neverMoreThanAllOfIt() {
    Anova.Found found = found(p -> Math.exp(p[0]) * p[1] - p[2] * p[3] * p[3]);
    double sum =
        found.parameters().stream().mapToDouble(Anova.Effect::importance).sum()
            + found.pairs().stream().mapToDouble(Anova.Pair::importance).sum();
    assertThat(sum).isBetween(0.8, 1.0 + 1e-9);
    assertThat(found.parameters()).allSatisfy(e -> assertThat(e.error()).isBetween(0.0, 0.5));
  }

  @Test
  void aConstantHasNoVarianceToExplain() {
    Anova.Found found = found(p -> 7);
    assertThat(mains(found)).allSatisfy((name, share) -> assertThat(share).isZero());
    assertThat(found.explained()).isZero();
  }
}
