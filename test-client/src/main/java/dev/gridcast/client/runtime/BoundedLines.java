package dev.gridcast.client.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream into lines without ever holding more than one of bounded length. */
final class BoundedLines {

  private final int maxBytes;
  private final Consumer<String> lines;
  private final Consumer<String> tooLong;

  /**
   * Tells each line that is not blank to the one, and the beginning of each that is longer than
   * this to the other.
   */
  BoundedLines(int maxBytes, Consumer<String> lines, Consumer<String> tooLong) {
    this.maxBytes = maxBytes;
    this.lines = lines;
    this.tooLong = tooLong;
  }

  /** Reads to the end of the stream. */
  void readAll(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean cut = false;
    byte[] buffer = new byte[8 << 10];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] == '\n') {
          end(line, cut);
          cut = false;
        } else if (line.size() < maxBytes) {
          line.write(buffer[i]);
        } else {
          cut = true;
        }
      }
    }
    if (line.size() > 0) {
      end(line, cut);
    }
  }

  private void end(ByteArrayOutputStream line, boolean cut) {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (cut) {
      tooLong.accept(text);
    } else if (!text.isEmpty()) {
      lines.accept(text);
    }
  }
}
