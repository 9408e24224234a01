package dev.gridcast.client.preference;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
final class Names {

  private Names() {}

  /** The end of an error message: a suggestion, or nothing where no word is near. */
  static String didYouMean(String word, List<String> known) {
    return nearest(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /**
   * The nearest known word by letters to insert, delete or replace; empty when more than a third
   * would have to change and neither begins with the other.
   */
  static Optional<String> nearest(String word, List<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
    Optional<String> best = Optional.empty();
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(wanted, candidate);
      boolean near = 3 * distance <= Math.max(wanted.length(), candidate.length());
      boolean begins =
          Math.min(wanted.length(), candidate.length()) >= 2
              && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
      if ((near || begins) && distance < bestDistance) {
        best = Optional.of(candidate);
        bestDistance = distance;
      }
    }
    return best;
  }

  private static int distance(String a, String b) {
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + replace);
      }
      last = row;
    }
    return last[b.length()];
  }
}
