package dev.gridcast.server.report;

import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Every case that was ever leased, as RFC 4180. */
public final class ResultsCsv {

  private ResultsCsv() {}

  /** Writes UTF-8; the stream stays open. */
  public static void write(Store store, OutputStream out) throws IOException {
    if (store != null) {
      throw notYet();
    }
  }

  /** Replaces the file as a whole: whoever reads it sees the old one or the new one. */
  public static void writeFile(Store store, Path file) throws IOException {
    if (store != null) {
      throw notYet();
    }
  }

  private static UnsupportedOperationException notYet() {
    return new UnsupportedOperationException();
  }
}
