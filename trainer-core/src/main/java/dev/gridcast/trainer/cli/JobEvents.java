package dev.gridcast.trainer.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.gridcast.trainer.work.EpochProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code trainer serve} says: one line of JSON per event, each in one write. Thread-safe. */
final class JobEvents {

  private final OutputStream out;
  private final Runnable unheard;

  /**
   * @param unheard is run when nobody can hear any more
   */
  JobEvents(OutputStream out, Runnable unheard) {
    this.out = out;
    this.unheard = unheard;
  }

  /**
   * Orders are carried out from now on.
   *
   * @param engines name and version of each
   */
  void ready(String gridcastVersion, List<String> engines) {
    say(
        "{\"event\":\"ready\",\"gridcastVersion\":"
            + quoted(gridcastVersion)
            + ",\"engines\":["
            + engines.stream().map(JobEvents::quoted).collect(Collectors.joining(","))
            + "]}");
  }

  /** An epoch of a job has ended. */
  void epoch(String job, EpochProgress progress) {
    say("{\"event\":\"epoch\",\"job\":" + quoted(job) + "," + progress.jsonFields() + "}");
  }

  /**
   * A job has ended, and its results are written.
   *
   * @param seconds from the order to now, as far as it was this program's turn
   */
  void ended(String job, int exitCode, double seconds) {
    say(
        "{\"event\":\"ended\",\"job\":"
            + quoted(job)
            + ",\"exitCode\":"
            + exitCode
            + String.format(Locale.ROOT, ",\"seconds\":%.6f}", seconds));
  }

  private synchronized void say(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      unheard.run();
    }
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
