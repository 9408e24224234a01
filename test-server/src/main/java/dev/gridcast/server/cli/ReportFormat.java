package dev.gridcast.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.Supplier;

/** How a report can be printed. */
enum ReportFormat {
  /** For people. */
  TABLE,
  /** RFC 4180. */
  CSV,
  /** One object. */
  JSON;

  /**
   * Prints what belongs to this format, piece by piece: a report may be larger than the memory.
   *
   * @throws IOException when the output takes no more, as on a full disk or after {@code | head}
   */
  void print(PrintWriter out, Supplier<String> table, Writing csv, Writing json)
      throws IOException {
    try (Printed text = new Printed(out)) {
      switch (this) {
        case TABLE -> text.write(table.get());
        case CSV -> csv.to(text);
        case JSON -> json.to(text);
      }
    }
  }

  /** Something that can be written out. */
  @FunctionalInterface
  interface Writing {
    void to(Writer text) throws IOException;
  }

  /** A {@link PrintWriter} says nothing when it fails; this asks it. */
  private static final class Printed extends Writer {

    private static final int PIECE = 1 << 16;

    private final PrintWriter out;
    private int unasked;

    Printed(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      out.write(text, offset, length);
      unasked += length;
      if (unasked >= PIECE) {
        unasked = 0;
        ask();
      }
    }

    @Override
    public void flush() {
      // Whoever writes a line may flush it; asking once in a while is enough.
    }

    @Override
    public void close() throws IOException {
      ask();
    }

    private void ask() throws IOException {
      if (out.checkError()) {
        throw new IOException("the report could not be printed to its end");
      }
    }
  }
}
