package dev.gridcast.client.runtime.docker;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image, as people write it.
 *
 * @param repository without tag and digest
 * @param tag a tag, or a digest {@code sha256:…}
 */
record ImageName(String repository, String tag) {

  private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9][a-zA-Z0-9._:/-]{0,254}@sha256:[0-9a-f]{64}");

  /** Without a tag it means the tag {@code latest}, as everywhere. */
  static ImageName parse(String name) {
    int digest = name.indexOf('@');
    if (digest >= 0) {
      return new ImageName(name.substring(0, digest), name.substring(digest + 1));
    }
    int colon = name.lastIndexOf(':');
    // A colon in front of a slash is that of a port.
    return colon > name.lastIndexOf('/')
        ? new ImageName(name.substring(0, colon), name.substring(colon + 1))
        : new ImageName(name, "latest");
  }

  /** Whether it is the id of an image, which no registry knows. */
  static boolean isId(String name) {
    return ID.matcher(name).matches();
  }

  /** Why an experiment may not name a trainer so; empty when it may. */
  static Optional<String> whyNotPinned(String name) {
    return isId(name) || PINNED.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "a trainer image must be named with its digest (NAME@sha256:…), or by its id"
                + " (sha256:…)");
  }
}
