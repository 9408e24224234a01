package dev.gridcast.server.insight;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The different texts of a column at one moment, by their code. Immutable.
 *
 * <p>Codes are given as texts come up; {@link #place} is what charts and sorts go by. Two codes may
 * stand for the same text, as when two volunteers chose one name: they share a place.
 */
final class Vocabulary {

  /** No number of a parameter needs more; hexadecimal and {@code NaN} are words here. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");

  /** Up to here a double is every whole number. */
  private static final double EXACT = 1L << 53;

  private final String[] texts;
  private final double[] numbers;
  private final int[] places;
  private final List<String> sorted;
  private final boolean numeric;
  private final boolean whole;

  /**
   * @param texts by code
   */
  Vocabulary(List<String> texts) {
    this.texts = texts.toArray(String[]::new);
    this.numbers = new double[this.texts.length];
    boolean allNumbers = this.texts.length > 0;
    boolean allWhole = true;
    for (int code = 0; code < numbers.length; code++) {
      String text = this.texts[code];
      numbers[code] = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
      allNumbers &= Double.isFinite(numbers[code]);
      allWhole &= numbers[code] == Math.rint(numbers[code]) && Math.abs(numbers[code]) < EXACT;
    }
    this.numeric = allNumbers;
    this.whole = allNumbers && allWhole;
    String[] order = new TreeSet<>(texts).toArray(String[]::new);
    this.sorted = List.of(order);
    this.places = new int[numbers.length];
    for (int code = 0; code < places.length; code++) {
      places[code] = Arrays.binarySearch(order, this.texts[code]);
    }
  }

  int size() {
    return texts.length;
  }

  String text(int code) {
    return texts[code];
  }

  /** The text as a number; not a number where it is none. */
  double number(int code) {
    return numbers[code];
  }

  /** Where the text stands in {@link #sorted}. */
  int place(int code) {
    return places[code];
  }

  /** The different texts, in the order of their characters' codes, the same everywhere. */
  List<String> sorted() {
    return sorted;
  }

  /** Whether all texts are numbers, and there are any. */
  boolean isNumeric() {
    return numeric;
  }

  /** Whether all texts are whole numbers, and there are any. */
  boolean isWhole() {
    return whole;
  }
}
