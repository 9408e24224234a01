package dev.gridcast.server.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes whole tables of a store, one after the other, row by row. */
public interface TableSink {

  /** A table begins; its rows follow. */
  void table(String name, List<String> columns);

  /**
   * A row of the table that began last, in the order of its columns: {@code String}, {@code Long},
   * {@code Double}, {@code Boolean}, {@code java.time.Instant}, {@code byte[]}, or null.
   */
  void row(List<@Nullable Object> values);
}
