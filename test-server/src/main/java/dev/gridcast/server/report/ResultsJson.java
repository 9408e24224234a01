package dev.gridcast.server.report;

import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.io.OutputStream;

/** Every case that was ever leased, as JSON. */
public final class ResultsJson {

  private ResultsJson() {}

  /** Writes UTF-8; the stream stays open. */
  public static void write(Store store, OutputStream out) throws IOException {
    if (store != null) {
      throw notYet();
    }
  }

  private static UnsupportedOperationException notYet() {
    return new UnsupportedOperationException();
  }
}
