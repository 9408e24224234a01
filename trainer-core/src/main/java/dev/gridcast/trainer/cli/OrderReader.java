package dev.gridcast.trainer.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads orders from a stream, one a line, on a thread of its own: the end of the stream is heard at
 * once, also in the middle of a job.
 */
final class OrderReader {

  private OrderReader() {}

  /**
   * Starts reading.
   *
   * @param orders gets every line that is not blank, on the reading thread
   * @param ended is run when the stream has ended or broken
   */
  static void start(InputStream in, Consumer<JobOrder> orders, Runnable ended) {
    Thread reader =
        new Thread(
            () -> {
              try {
                readAll(in, orders);
              } catch (IOException e) {
                // A broken stdin is an ended one.
              } finally {
                ended.run();
              }
            },
            "orders");
    reader.setDaemon(true);
    reader.start();
  }

  /** Reads to the end in bounded memory; a last line without its end is none. */
  private static void readAll(InputStream in, Consumer<JobOrder> orders) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    long length = 0;
    byte[] buffer = new byte[8 << 10];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] != '\n') {
          if (length++ < JobOrder.MAX_BYTES) {
            line.write(buffer[i]);
          }
          continue;
        }
        if (length > JobOrder.MAX_BYTES) {
          orders.accept(
              new JobOrder.Refused("", "it has more than " + JobOrder.MAX_BYTES + " bytes"));
        } else if (!isBlank(line)) {
          orders.accept(JobOrder.parse(line.toByteArray()));
        }
        line.reset();
        length = 0;
      }
    }
  }

  private static boolean isBlank(ByteArrayOutputStream line) {
    for (byte character : line.toByteArray()) {
      if (character != ' ' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }
}
