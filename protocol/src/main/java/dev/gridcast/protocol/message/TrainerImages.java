package dev.gridcast.protocol.message;

import java.util.regex.Pattern;

/**
 * How a container image is named where it must stay the same for everybody: by the hash of its
 * content, {@code NAME@sha256:…} for one that can be pulled, {@code sha256:…} for one that is there
 * already. A tag is no part of it: what a tag means may change between two cases.
 */
public final class TrainerImages {

  /** A name in characters, without the digest. */
  static final int MAX_NAME = 255;

  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+"
              + "|[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private TrainerImages() {}

  /** Whether this names an image by its content. */
  public static boolean isPinned(String image) {
    int at = image.indexOf('@');
    if (at < 0) {
      return DIGEST.matcher(image).matches();
    }
    return at <= MAX_NAME
        && NAME.matcher(image.substring(0, at)).matches()
        && DIGEST.matcher(image.substring(at + 1)).matches();
  }

  /** The {@code sha256:…} of an image that {@link #isPinned}. */
  public static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }
}
