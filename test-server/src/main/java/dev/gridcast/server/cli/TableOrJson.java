package dev.gridcast.server.cli;

import dev.gridcast.server.report.TableReport;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a command that lists something prints it: for people, or for programs. */
final class TableOrJson {

  @Option(names = "--json", description = "Print JSON for programs instead of a table.")
  private boolean json;

  /** Whether a program reads it. */
  boolean isJson() {
    return json;
  }

  void print(PrintWriter out, TableReport report) throws IOException {
    if (json) {
      Printing.utf8(out, report::json);
    } else {
      out.print(report.table(Terminal.detect(System.getenv()).colours()));
    }
    out.flush();
  }
}
