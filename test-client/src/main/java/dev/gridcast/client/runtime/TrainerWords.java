package dev.gridcast.client.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a trainer says on standard error, but for one line: Java's notice that the Vector API is
 * still an incubator module, which nobody who reads a trainer's log can do anything about. For a
 * single use.
 */
public final class TrainerWords {

  /** The whole line; it is left out only as it stands here, from a line's start to its end. */
  static final String NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector";

  private static final byte[] LINE = NOTICE.getBytes(StandardCharsets.US_ASCII);
  private static final int OTHER_LINE = -1;

  private final Sink sink;
  private final ByteArrayOutputStream passed = new ByteArrayOutputStream(8 << 10);

  /** How many bytes of this line are those of the notice so far; they are held back. */
  private int held;

  private boolean heldReturn;

  private TrainerWords(Sink sink) {
    this.sink = sink;
  }

  /** Takes the first {@code length} of these bytes; they are not kept. */
  @FunctionalInterface
  public interface Sink {
    void take(byte[] bytes, int length);
  }

  /** Passes everything on as it comes, to the end of the stream. */
  public static void readAll(InputStream in, Sink sink) throws IOException {
    TrainerWords words = new TrainerWords(sink);
    byte[] buffer = new byte[8 << 10];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        words.pass(buffer, n);
      }
    } finally {
      words.end();
    }
  }

  private void pass(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      pass(bytes[i]);
    }
    flush();
  }

  private void pass(byte next) {
    if (held != OTHER_LINE) {
      if (held < LINE.length && next == LINE[held]) {
        held++;
        return;
      }
      if (held == LINE.length && next == '\r' && !heldReturn) {
        heldReturn = true;
        return;
      }
      if (held == LINE.length && next == '\n') {
        startLine();
        return;
      }
      release();
    }
    passed.write(next);
    if (next == '\n') {
      startLine();
    }
  }

  private void startLine() {
    held = 0;
    heldReturn = false;
  }

  /** It has become another line after all. */
  private void release() {
    passed.write(LINE, 0, held);
    if (heldReturn) {
      passed.write('\r');
    }
    held = OTHER_LINE;
  }

  private void flush() {
    if (passed.size() > 0) {
      sink.take(passed.toByteArray(), passed.size());
      passed.reset();
    }
  }

  /** The notice may be the last line, without an end; a part of it is no notice. */
  private void end() {
    if (held != OTHER_LINE && held < LINE.length) {
      release();
    }
    flush();
  }
}
