package dev.gridcast.server.report;

import java.io.IOException;
import java.io.Writer;

/** Where the text of a table goes. */
@FunctionalInterface
public interface TableOutput {

  /** Opens it; whoever asked closes it when the table is complete. */
  Writer open(String table) throws IOException;
}
