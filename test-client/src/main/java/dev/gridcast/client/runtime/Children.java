package dev.gridcast.client.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts trainers as child processes of this one, in a sandbox or not, and bounds what they use.
 * Thread-safe.
 */
public final class Children implements AutoCloseable {

  private final Signals signals = new Signals();

  /**
   * Linux ends a child that asks for it ("die with parent") when the <em>thread</em> that started
   * it ends; so this one starts them all, and stays.
   */
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "trainer-starter");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What to start.
   *
   * @param folders how the trainer sees its box
   * @param resources as much as it may use, with all that it starts
   */
  public record Order(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Folders folders,
      Resources resources) {}

  /** The folders {@code in} and {@code out} of the box as the trainer sees them. */
  public record Folders(String in, String out) {

    /** A trainer that sees the machine as this client does. */
    public static Folders asTheyAre(Path box) {
      Path absolute = box.toAbsolutePath();
      return new Folders(absolute.resolve("in").toString(), absolute.resolve("out").toString());
    }
  }

  /** Starts a child that serves. */
  public RunningTrainer start(Order order) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(order.command());
    builder.directory(order.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(order.environment());
    try {
      Process process = starter.submit(builder::start).get();
      return new ChildTrainer(process, order.folders(), order.resources(), signals);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io
          ? io
          : new IOException("the trainer cannot be started: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a trainer was started", e);
    }
  }

  /** To be called when no child runs any more. */
  @Override
  public void close() {
    starter.shutdown();
    signals.close();
  }
}
