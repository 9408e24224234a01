package dev.gridcast.client.preference;

import static dev.gridcast.client.preference.ValueException.quoted;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of the processors all trainings together may use. */
public sealed interface Cpus {

  /** One processor for each training. */
  record Auto() implements Cpus {}

  /**
   * So many processors.
   *
   * @param processors at least 0.1; a part of one is a share of its time
   */
  record Count(double processors) implements Cpus {}

  /**
   * A share of all processors.
   *
   * @param fraction more than 0, at most 1
   */
  record Share(double fraction) implements Cpus {}

  /** Reads {@code auto}, {@code 2}, {@code 1.5} or {@code 50%}. */
  static Cpus parse(String text) throws ValueException {
    if (text.equals("auto")) {
      return new Auto();
    }
    Matcher form = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]{1,3})?)( ?%)?").matcher(text);
    if (!form.matches()) {
      throw new ValueException(
          quoted(text)
              + " is neither a number of processors, like 2 or 1.5, nor a share, like 50%, nor"
              + " auto");
    }
    double number = Double.parseDouble(form.group(1));
    if (form.group(2) != null) {
      if (number < 1 || number > 100) {
        throw new ValueException(quoted(text) + " is out of range; it goes from 1% to 100%");
      }
      return new Share(number / 100);
    }
    if (number < 0.1) {
      throw new ValueException(quoted(text) + " is too little; a training needs 0.1 at least");
    }
    return new Count(number);
  }
}
