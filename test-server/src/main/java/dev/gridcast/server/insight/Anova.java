package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much of a metric's variance each parameter explains, alone and in pairs: functional analysis
 * of variance over a random forest (Hutter, Hoos and Leyton-Brown, <i>An Efficient Approach for
 * Assessing Hyperparameter Importance</i>, ICML 2014; Optuna's {@code FanovaImportanceEvaluator}
 * does the same).
 *
 * <p>A tree is a function {@code f} of the parameters that is constant on boxes. With {@code E}
 * over all parameters, each level weighing its share of the rows:
 *
 * <pre>
 * f0       = E[f]                              V     = E[f^2] - f0^2
 * f_a(v)   = E[f | a = v]                      V_a   = E[f_a^2] - f0^2
 * f_ab(v,u)= E[f | a = v, b = u]               V_ab  = E[f_ab^2] - f0^2 - V_a - V_b
 * </pre>
 *
 * <p>The importance of a parameter is the mean of {@code V_a / V} over the trees, that of a pair
 * the mean of {@code V_ab / V}: what the two do together that neither does alone. All main effects
 * and all interactions of every order are 1 in sum; what is missing to 1 are interactions of three
 * and more, and pairs that are not named. Trees of {@value #TREES}, drawn with replacement and
 * grown to the end as Optuna's are; the same rows give the same figures.
 */
final class Anova {

  /** How many trees. */
  static final int TREES = 64;

  /** With more parameters than that, only pairs of the most important ones are looked at. */
  private static final int MOST_PAIRED = 24;

  private static final long SEED = 2014;

  private final List<String> names;
  private final int[][] levels;
  private final int[] sizes;
  private final double[] values;

  /** The share of each level among the rows, summed up: [parameter][level]. */
  private final double[][] shares;

  /** Per parameter and tree; per pair and tree. */
  private final double[][] alone;

  /**
   * @param names of the parameters; their order changes nothing
   * @param levels of each parameter and row, from 0; every level has rows
   * @param values of the rows
   */
  Anova(List<String> names, int[][] levels, double[] values) {
    Integer[] order =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparing(names::get))
            .toArray(Integer[]::new);
    this.names = IntStream.range(0, order.length).mapToObj(i -> names.get(order[i])).toList();
    this.levels = new int[order.length][];
    this.sizes = new int[order.length];
    this.values = values;
    this.shares = new double[order.length][];
    this.alone = new double[order.length][TREES];
    for (int d = 0; d < order.length; d++) {
      this.levels[d] = levels[order[d]];
      sizes[d] = IntStream.of(this.levels[d]).max().orElse(0) + 1;
      shares[d] = shares(this.levels[d], sizes[d]);
    }
  }

  private static double[] shares(int[] levels, int size) {
    double[] sums = new double[size + 1];
    for (int level : levels) {
      sums[level + 1]++;
    }
    for (int i = 1; i <= size; i++) {
      sums[i] = sums[i - 1] + sums[i] / levels.length;
    }
    return sums;
  }

  /**
   * One parameter.
   *
   * @param importance its share of the variance, 0 to 1
   * @param error the standard deviation of that over the trees
   */
  record Effect(String name, double importance, double error) {}

  /** Two parameters, and the share of the variance that they explain only together. */
  record Pair(String a, String b, double importance) {}

  /**
   * What was found.
   *
   * @param explained share of the values' variance that the forest tells of rows which its trees
   *     have not seen, at most 1; below 0 it tells nothing
   * @param parameters the most important first
   * @param pairs the strongest first
   */
  record Found(double explained, List<Effect> parameters, List<Pair> pairs) {}

  Found analyse(int mostPairs) {
    SplittableRandom random = new SplittableRandom(SEED);
    RegressionTree[] trees = new RegressionTree[TREES];
    double[] means = new double[TREES];
    double[] variances = new double[TREES];
    double[] told = new double[values.length];
    int[] tellers = new int[values.length];
    for (int t = 0; t < TREES; t++) {
      int[] drawn = RegressionTree.draw(values.length, random);
      trees[t] = RegressionTree.grow(levels, sizes, values, drawn);
      outOfBag(trees[t], drawn, told, tellers);
      double[] moments = moments(trees[t]);
      means[t] = moments[0];
      variances[t] = moments[1] - moments[0] * moments[0];
      for (int d = 0; d < sizes.length; d++) {
        alone[d][t] = Math.max(0, main(trees[t], d) - means[t] * means[t]);
      }
    }
    List<Effect> effects = new ArrayList<>();
    for (int d = 0; d < sizes.length; d++) {
      effects.add(effect(d, variances));
    }
    List<Pair> pairs = pairs(trees, means, variances, effects);
    effects.sort(
        Comparator.comparingDouble((Effect e) -> -e.importance()).thenComparing(Effect::name));
    pairs.sort(Comparator.comparingDouble((Pair p) -> -p.importance()).thenComparing(Pair::a));
    return new Found(
        explained(told, tellers), effects, pairs.subList(0, Math.min(mostPairs, pairs.size())));
  }

  private static void outOfBag(RegressionTree tree, int[] drawn, double[] told, int[] tellers) {
    boolean[] seen = new boolean[told.length];
    for (int row : drawn) {
      seen[row] = true;
    }
    for (int row = 0; row < told.length; row++) {
      if (!seen[row]) {
        told[row] += tree.predict(row);
        tellers[row]++;
      }
    }
  }

  private double explained(double[] told, int[] tellers) {
    double mean = 0;
    int count = 0;
    for (int row = 0; row < values.length; row++) {
      if (tellers[row] > 0) {
        mean += values[row];
        count++;
      }
    }
    mean /= count;
    double errors = 0;
    double spread = 0;
    for (int row = 0; row < values.length; row++) {
      if (tellers[row] > 0) {
        double error = told[row] / tellers[row] - values[row];
        errors += error * error;
        spread += (values[row] - mean) * (values[row] - mean);
      }
    }
    return spread > 0 ? 1 - errors / spread : 0;
  }

  private double share(RegressionTree tree, int leaf, int d) {
    return shares[d][tree.until(leaf, d)] - shares[d][tree.from(leaf, d)];
  }

  private double volume(RegressionTree tree, int leaf) {
    double volume = 1;
    for (int d = 0; d < sizes.length; d++) {
      volume *= share(tree, leaf, d);
    }
    return volume;
  }

  /** The mean of a tree and of its square. */
  private double[] moments(RegressionTree tree) {
    double mean = 0;
    double square = 0;
    for (int leaf = 0; leaf < tree.leaves(); leaf++) {
      double volume = volume(tree, leaf);
      mean += volume * tree.mean(leaf);
      square += volume * tree.mean(leaf) * tree.mean(leaf);
    }
    return new double[] {mean, square};
  }

  /** The mean square of a tree's marginal of one parameter. */
  private double main(RegressionTree tree, int d) {
    double[] steps = new double[sizes[d] + 1];
    for (int leaf = 0; leaf < tree.leaves(); leaf++) {
      double part = tree.mean(leaf) * volume(tree, leaf) / share(tree, leaf, d);
      steps[tree.from(leaf, d)] += part;
      steps[tree.until(leaf, d)] -= part;
    }
    double square = 0;
    double marginal = 0;
    for (int level = 0; level < sizes[d]; level++) {
      marginal += steps[level];
      square += (shares[d][level + 1] - shares[d][level]) * marginal * marginal;
    }
    return square;
  }

  /** The mean square of a tree's marginal of two parameters. */
  private double joint(RegressionTree tree, int a, int b) {
    double[][] steps = new double[sizes[a] + 1][sizes[b] + 1];
    for (int leaf = 0; leaf < tree.leaves(); leaf++) {
      double part =
          tree.mean(leaf) * volume(tree, leaf) / (share(tree, leaf, a) * share(tree, leaf, b));
      steps[tree.from(leaf, a)][tree.from(leaf, b)] += part;
      steps[tree.from(leaf, a)][tree.until(leaf, b)] -= part;
      steps[tree.until(leaf, a)][tree.from(leaf, b)] -= part;
      steps[tree.until(leaf, a)][tree.until(leaf, b)] += part;
    }
    double square = 0;
    double[] column = new double[sizes[b] + 1];
    for (int i = 0; i < sizes[a]; i++) {
      double marginal = 0;
      double weight = shares[a][i + 1] - shares[a][i];
      for (int j = 0; j < sizes[b]; j++) {
        column[j] += steps[i][j];
        marginal += column[j];
        square += weight * (shares[b][j + 1] - shares[b][j]) * marginal * marginal;
      }
    }
    return square;
  }

  private Effect effect(int d, double[] variances) {
    double sum = 0;
    double squares = 0;
    for (int t = 0; t < TREES; t++) {
      double share = variances[t] > 0 ? Math.min(1, alone[d][t] / variances[t]) : 0;
      sum += share;
      squares += share * share;
    }
    double mean = sum / TREES;
    return new Effect(names.get(d), mean, Math.sqrt(Math.max(0, squares / TREES - mean * mean)));
  }

  private List<Pair> pairs(
      RegressionTree[] trees, double[] means, double[] variances, List<Effect> effects) {
    List<Integer> paired =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingDouble(d -> -effects.get(d).importance()))
            .limit(MOST_PAIRED)
            .sorted()
            .toList();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < paired.size(); i++) {
      for (int j = i + 1; j < paired.size(); j++) {
        int a = paired.get(i);
        int b = paired.get(j);
        double sum = 0;
        for (int t = 0; t < TREES; t++) {
          double both = joint(trees[t], a, b) - means[t] * means[t] - alone[a][t] - alone[b][t];
          sum += variances[t] > 0 ? Math.max(0, both / variances[t]) : 0;
        }
        pairs.add(new Pair(names.get(a), names.get(b), Math.min(1, sum / TREES)));
      }
    }
    return pairs;
  }
}
