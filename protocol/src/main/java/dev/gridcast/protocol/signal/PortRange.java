package dev.gridcast.protocol.signal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The UDP ports that connections may use on this machine, both ends included.
 *
 * @param first from 1024
 * @param last not below {@code first}, at most 65535
 */
public record PortRange(int first, int last) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");
  private static final int LOWEST = 1_024;
  private static final int HIGHEST = 65_535;

  public PortRange {
    if (first > last) {
      throw new IllegalArgumentException("the first port is above the last one");
    }
    if (first < LOWEST || last > HIGHEST) {
      throw new IllegalArgumentException(
          "a range of ports lies between 1024 and 65535: " + first + "-" + last);
    }
  }

  /**
   * Reads {@code 48000-48100}.
   *
   * @throws IllegalArgumentException when it is no range; the message is one line for people
   */
  public static PortRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("a range of ports looks like 48000-48100");
    }
    return new PortRange(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** How many ports it holds. */
  public int size() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
