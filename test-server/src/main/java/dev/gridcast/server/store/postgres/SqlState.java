package dev.gridcast.server.store.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What kind of failure it was, as far as somebody acts on it. */
enum SqlState {
  /** Two changes were in each other's way: the whole change can be made anew. */
  COLLISION(10),
  /** A row came to be there meanwhile: made anew, the change sees it. */
  DUPLICATE(2),
  /** The connection broke before anything was committed: another one may work. */
  GONE(3),
  /** The database has no room. */
  FULL(1),
  /** Everything else. */
  OTHER(1);

  private final int tries;

  SqlState(int tries) {
    this.tries = tries;
  }

  /** How often a change is tried, all in all. */
  int tries() {
    return tries;
  }

  /** The kind of a failure by its code; see PostgreSQL's manual, appendix A. */
  static SqlState of(SQLException failure) {
    String code = Optional.ofNullable(failure.getSQLState()).orElse("");
    if (code.equals("40001") || code.equals("40P01")) {
      return COLLISION;
    }
    if (code.equals("23505")) {
      return DUPLICATE;
    }
    if (code.startsWith("08") || code.startsWith("57P")) {
      return GONE;
    }
    return code.equals("53100") ? FULL : OTHER;
  }

  /** The kind of failure that is somewhere below; {@code OTHER} when it was none of a database. */
  static SqlState below(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException known) {
        return of(known);
      }
    }
    return OTHER;
  }

  /** What the database or its driver says, in one line. */
  static String text(SQLException failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
