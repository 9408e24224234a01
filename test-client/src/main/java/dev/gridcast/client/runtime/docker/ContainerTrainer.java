package dev.gridcast.client.runtime.docker;

import dev.gridcast.client.runtime.RunningTrainer;
import dev.gridcast.client.runtime.TrainerExit;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A trainer that serves in a container. */
final class ContainerTrainer implements RunningTrainer {

  private final Container container;
  private final long memoryBytes;
  private final OutputStream input;

  ContainerTrainer(Container container, long memoryBytes) {
    this.container = container;
    this.memoryBytes = memoryBytes;
    this.input = new Input(container);
  }

  /**
   * The line to a container cannot be closed in one direction only, so the end of its input is said
   * by a signal.
   */
  private static final class Input extends FilterOutputStream {

    private final Container container;

    Input(Container container) {
      super(container.input());
      this.container = container;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (!container.exit().isDone()) {
        container.terminate();
      }
    }
  }

  @Override
  public OutputStream stdin() {
    return input;
  }

  @Override
  public InputStream stdout() {
    return container.output();
  }

  @Override
  public InputStream stderr() {
    return container.errors();
  }

  @Override
  public String inputFolder(String job) {
    return ContainerSpec.IN + "/" + job;
  }

  @Override
  public String outputFolder(String job) {
    return ContainerSpec.OUT + "/" + job;
  }

  @Override
  public Optional<TrainerExit> awaitExit(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(
          exitOf(container.exit().get(atMost.toNanos(), TimeUnit.NANOSECONDS), memoryBytes));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody says how the container ended", e.getCause());
    }
  }

  static TrainerExit exitOf(Container.Exit exit, long memoryBytes) {
    if (exit.engineGone()) {
      return TrainerExit.withItsPlace();
    }
    // Something in it may have been killed without harm to the rest.
    if (exit.outOfMemory() && exit.code() != 0) {
      return TrainerExit.killed(
          exit.code(),
          String.format(
              Locale.ROOT, "used more than %.1f GiB of memory", memoryBytes / (double) (1L << 30)));
    }
    return TrainerExit.of(exit.code());
  }

  @Override
  public void kill() {
    container.kill();
  }

  @Override
  public boolean freeze() {
    return container.pause();
  }

  @Override
  public void thaw() {
    container.resume();
  }
}
