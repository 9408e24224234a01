package dev.gridcast.client.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trainer says, kept in bounded space: the beginning in a file, the end in memory.
 * Thread-safe.
 */
public final class BoundedLog implements AutoCloseable {

  /** What the file keeps: 1 MiB. */
  public static final int MAX_FILE_BYTES = 1 << 20;

  /** What the memory keeps: 16 KiB. */
  public static final int TAIL_BYTES = 16 << 10;

  private static final Logger log = LoggerFactory.getLogger(BoundedLog.class);

  private final OutputStream file;
  private final byte[] tail = new byte[TAIL_BYTES];
  private long written;
  private boolean fileUsable = true;

  private BoundedLog(OutputStream file) {
    this.file = file;
  }

  /** Starts a new file; there must be none. */
  public static BoundedLog create(Path file) throws IOException {
    return new BoundedLog(
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Keeps the end alone, in memory. */
  static BoundedLog inMemory() {
    return new BoundedLog(OutputStream.nullOutputStream());
  }

  /** Takes the first {@code length} of these bytes. */
  public synchronized void append(byte[] bytes, int length) {
    for (int from = Math.max(0, length - TAIL_BYTES); from < length; ) {
      int at = (int) ((written + from) % TAIL_BYTES);
      int n = Math.min(length - from, TAIL_BYTES - at);
      System.arraycopy(bytes, from, tail, at, n);
      from += n;
    }
    long room = MAX_FILE_BYTES - written;
    written += length;
    if (!fileUsable || room <= 0) {
      return;
    }
    try {
      file.write(bytes, 0, (int) Math.min(room, length));
      if (length > room) {
        file.write("\n[the rest is left out]\n".getBytes(StandardCharsets.UTF_8));
      }
      file.flush();
    } catch (IOException e) {
      fileUsable = false;
      log.warn("the trainer's log cannot be written any more: {}", e.toString());
    }
  }

  /** Takes a line of this client's own. */
  public void appendLine(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    append(bytes, bytes.length);
  }

  /** The end of what was said, at most {@link #TAIL_BYTES} bytes of UTF-8. */
  public synchronized String tail() {
    int length = (int) Math.min(written, TAIL_BYTES);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = tail[(int) ((written - length + i) % TAIL_BYTES)];
    }
    return withinLimit(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Bytes that are no UTF-8 grow when they become characters, so the text is cut once more. */
  private static String withinLimit(String text) {
    String clean = text.replace("\u0000", "");
    while (clean.getBytes(StandardCharsets.UTF_8).length > TAIL_BYTES) {
      clean = clean.substring(clean.offsetByCodePoints(clean.length() / 8, 1));
    }
    return clean;
  }

  @Override
  public synchronized void close() {
    fileUsable = false;
    try {
      file.close();
    } catch (IOException e) {
      log.warn("the trainer's log could not be closed: {}", e.toString());
    }
  }
}
