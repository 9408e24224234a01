package dev.gridcast.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Brings what writes bytes to where characters are printed. */
final class Printing {

  private Printing() {}

  /** Something that writes UTF-8. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream stream) throws IOException;
  }

  static void utf8(PrintWriter out, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(bytes);
    out.print(bytes.toString(StandardCharsets.UTF_8));
  }
}
