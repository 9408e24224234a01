package dev.gridcast.trainer.series;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
public final class Names {
  private Names() {}

  /**
   * The candidate nearest to {@code name} by the number of letters to insert, delete, replace or
   * swap (case ignored), the first one where several are as near. Empty if none is near enough to
   * be worth suggesting: more than a third of the longer name would have to change, and neither
   * begins with the other.
   */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    String wanted = name.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      String other = candidate.toLowerCase(Locale.ROOT);
      int distance = distance(wanted, other);
      boolean near = 3 * distance <= Math.max(wanted.length(), other.length());
      boolean begins =
          Math.min(wanted.length(), other.length()) >= 2
              && (other.startsWith(wanted) || wanted.startsWith(other));
      if ((near || begins) && distance < bestDistance) {
        best = Optional.of(candidate);
        bestDistance = distance;
      }
    }
    return best;
  }

  /**
   * The end of an error message: {@code "; did you mean \"close\"?"}, or nothing where no name is
   * near.
   */
  public static String didYouMean(String name, Collection<String> candidates) {
    return nearest(name, candidates).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** Edit distance with swaps of neighbours (optimal string alignment), in three rolling rows. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + replace);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
