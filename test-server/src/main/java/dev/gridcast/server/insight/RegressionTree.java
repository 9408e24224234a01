package dev.gridcast.server.insight;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A regression tree over parameters with a few ordered levels each, grown to the end on a sample of
 * the rows that is drawn with replacement: what is left of it are its leaves, which are boxes of
 * levels, and the mean in each.
 */
final class RegressionTree {

  private static final int MOST_DEPTH = 64;

  private final int[][] levels;
  private final double[] values;
  private final int dimensions;
  private int[] bounds;
  private double[] means;
  private int leaves;

  /** Of each cut: parameter, level, and where to go below it and from it on; see {@link #split}. */
  private int[] cuts = new int[64 * 4];

  private int cutCount;
  private int root;

  private RegressionTree(int[][] levels, double[] values) {
    this.levels = levels;
    this.values = values;
    this.dimensions = levels.length;
    this.bounds = new int[64 * 2 * dimensions];
    this.means = new double[64];
  }

  /**
   * Grows a tree.
   *
   * @param levels of each parameter and row, from 0
   * @param sizes how many levels each parameter has
   * @param values of the rows
   * @param rows which rows it may see, some of them more than once
   */
  static RegressionTree grow(int[][] levels, int[] sizes, double[] values, int[] rows) {
    RegressionTree tree = new RegressionTree(levels, values);
    int[] box = new int[2 * sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      box[2 * d + 1] = sizes[d];
    }
    tree.root = tree.split(rows.clone(), 0, rows.length, box, 0);
    return tree;
  }

  /** As many rows as there are, drawn with replacement. */
  static int[] draw(int rows, SplittableRandom random) {
    int[] drawn = new int[rows];
    for (int i = 0; i < rows; i++) {
      drawn[i] = random.nextInt(rows);
    }
    return drawn;
  }

  /** How many leaves there are. */
  int leaves() {
    return leaves;
  }

  /** The mean of a leaf. */
  double mean(int leaf) {
    return means[leaf];
  }

  /** The first level of a leaf's box. */
  int from(int leaf, int dimension) {
    return bounds[2 * (leaf * dimensions + dimension)];
  }

  /** The level behind the last one of a leaf's box. */
  int until(int leaf, int dimension) {
    return bounds[2 * (leaf * dimensions + dimension) + 1];
  }

  /** What the tree says of a row. */
  double predict(int row) {
    int at = root;
    while (at >= 0) {
      boolean below = levels[cuts[at]][row] < cuts[at + 1];
      at = below ? cuts[at + 2] : cuts[at + 3];
    }
    return means[-1 - at];
  }

  /** Where the part begins: at a cut, or, as -1 less its number, at a leaf. */
  private int split(int[] rows, int from, int until, int[] box, int depth) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = from; i < until; i++) {
      double value = values[rows[i]];
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    Cut cut = depth < MOST_DEPTH && most > least ? best(rows, from, until, box, sum) : null;
    if (cut == null) {
      return -1 - leaf(box, sum / (until - from));
    }
    int middle = part(rows, from, until, cut);
    int at = 4 * cutCount++;
    if (at == cuts.length) {
      cuts = Arrays.copyOf(cuts, 2 * at);
    }
    cuts[at] = cut.dimension;
    cuts[at + 1] = cut.level;
    int[] lower = box.clone();
    lower[2 * cut.dimension + 1] = cut.level;
    int below = split(rows, from, middle, lower, depth + 1);
    box[2 * cut.dimension] = cut.level;
    int above = split(rows, middle, until, box, depth + 1);
    cuts[at + 2] = below;
    cuts[at + 3] = above;
    return at;
  }

  /** Levels below {@code level} go one way, the others the other way. */
  private record Cut(int dimension, int level) {}

  /** The cut that leaves the least squares; of equals the first. */
  private @Nullable Cut best(int[] rows, int from, int until, int[] box, double sum) {
    int count = until - from;
    double bestScore = sum * sum / count;
    // What rounding alone gains is no gain.
    double needed = bestScore + Math.abs(bestScore) * 1e-12;
    Cut best = null;
    for (int d = 0; d < dimensions; d++) {
      int first = box[2 * d];
      int size = box[2 * d + 1] - first;
      if (size < 2) {
        continue;
      }
      int[] counts = new int[size];
      double[] sums = new double[size];
      for (int i = from; i < until; i++) {
        int level = levels[d][rows[i]] - first;
        counts[level]++;
        sums[level] += values[rows[i]];
      }
      int below = 0;
      double sumBelow = 0;
      for (int level = 0; level < size - 1; level++) {
        below += counts[level];
        sumBelow += sums[level];
        if (counts[level] > 0 && below < count) {
          double above = sum - sumBelow;
          double score = sumBelow * sumBelow / below + above * above / (count - below);
          if (score > needed) {
            needed = score + Math.abs(score) * 1e-12;
            best = new Cut(d, first + middle(counts, level));
          }
        }
      }
    }
    return best;
  }

  /** Halfway between this level and the next one that has rows. */
  private static int middle(int[] counts, int level) {
    int next = level + 1;
    while (counts[next] == 0) {
      next++;
    }
    return (level + next + 1) / 2;
  }

  private int part(int[] rows, int from, int until, Cut cut) {
    int middle = from;
    for (int i = from; i < until; i++) {
      if (levels[cut.dimension][rows[i]] < cut.level) {
        int row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    return middle;
  }

  private int leaf(int[] box, double mean) {
    if (leaves == means.length) {
      means = Arrays.copyOf(means, 2 * leaves);
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    System.arraycopy(box, 0, bounds, 2 * leaves * dimensions, box.length);
    means[leaves] = mean;
    return leaves++;
  }
}
