package dev.gridcast.client.preference;

import static dev.gridcast.client.preference.ValueException.quoted;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which trainer images that an experiment names may run here.
 *
 * @param any every image, whatever is in it
 * @param digests those that are allowed by the hash of their content, {@code sha256:} and 64
 *     hexadecimal digits
 */
public record ImageRule(boolean any, Set<String> digests) {

  private static final Pattern DIGEST = Pattern.compile("(?:[^@\\s]+@)?(sha256:[0-9a-f]{64})");

  /** Copies the digests. */
  public ImageRule {
    digests = Set.copyOf(digests);
  }

  static ImageRule parse(String text) throws ValueException {
    if (text.equals("none") || text.equals("any")) {
      return new ImageRule(text.equals("any"), Set.of());
    }
    Set<String> digests = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      Matcher form = DIGEST.matcher(part.strip());
      if (!form.matches()) {
        throw new ValueException(
            quoted(part.strip())
                + " is not the digest of an image; write none, any, or sha256: and 64 hexadecimal"
                + " digits, several separated by commas");
      }
      digests.add(form.group(1));
    }
    return new ImageRule(false, digests);
  }

  /**
   * Whether an image may run.
   *
   * @param image as an experiment names it, {@code name@sha256:...} or {@code sha256:...}
   */
  public boolean allows(String image) {
    Matcher form = DIGEST.matcher(image);
    return any || (form.matches() && digests.contains(form.group(1)));
  }
}
