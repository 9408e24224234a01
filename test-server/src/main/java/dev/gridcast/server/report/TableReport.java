package dev.gridcast.server.report;

import java.io.IOException;
import java.io.OutputStream;

/** Some rows, as a table for people and as JSON for programs. */
public interface TableReport {

  /**
   * A table, each line ending in a line feed.
   *
   * @param colours whether the terminal understands ANSI colours
   */
  String table(boolean colours);

  /**
   * An array with an object for each row, as UTF-8; the stream stays open.
   *
   * @throws IOException when the stream cannot be written
   */
  void json(OutputStream out) throws IOException;
}
