package dev.gridcast.server.web;

import dev.gridcast.server.insight.ResultBoard.BoardChange;
import java.util.List;

/**
 * The event that tells of new results.
 *
 * @param version of the table now
 * @param changed the cases that changed: all when they are few
 */
record ResultsChanged(long version, List<Long> changed) {

  static ResultsChanged of(BoardChange change) {
    return new ResultsChanged(change.version(), change.cases());
  }
}
