package dev.gridcast.client.preference;

import java.util.Locale;

/** The kinds of places where trainers run. */
public enum RuntimeKind {
  /** A sealed container. */
  DOCKER,
  /** Debian's bwrap: no network, read-only root, no capabilities. */
  BUBBLEWRAP,
  /** An ordinary process of the user, not shut in. */
  PROCESS;

  /** How it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
