package dev.gridcast.server.verify;

import dev.gridcast.server.store.Verification;

/** What the server thinks of a result. */
public sealed interface Judgement {

  /** It counts. */
  record Verified(Verification verification) implements Judgement {}

  /**
   * It does not count.
   *
   * @param reason one line for people: what was claimed or expected, and what was found
   */
  record Rejected(String reason) implements Judgement {}
}
