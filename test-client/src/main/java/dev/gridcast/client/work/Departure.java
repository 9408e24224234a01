package dev.gridcast.client.work;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a client is from its end: not at all, after its last cases, at once; or over. */
final class Departure {

  private boolean lastCases;

  /** Set once the client is to end; what is left to say is said first. */
  private @Nullable Ending stopping;

  private @Nullable Ending ending;

  /** No more cases are to be taken. */
  void afterTheseCases() {
    lastCases = true;
  }

  /** Whether it ends after the cases in hand. */
  boolean isAfterTheseCases() {
    return lastCases;
  }

  /** It is to end; the first reason counts, and whether this was it is returned. */
  boolean stop(Ending why) {
    if (stopping != null || ending != null) {
      return false;
    }
    stopping = why;
    return true;
  }

  /** It has ended; the first reason counts, and whether this was it is returned. */
  boolean end(Ending why) {
    if (ending != null) {
      return false;
    }
    ending = why;
    return true;
  }

  boolean isOver() {
    return ending != null;
  }

  /** Why it is to end; empty when it is not. */
  Optional<Ending> stopping() {
    return Optional.ofNullable(stopping);
  }

  /** Why it has ended; empty when it has not. */
  Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /** Why it is to end, or has; empty when neither. */
  Optional<Ending> why() {
    return ending().or(this::stopping);
  }
}
