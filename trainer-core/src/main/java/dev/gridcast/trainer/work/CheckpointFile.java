package dev.gridcast.trainer.work;

import dev.gridcast.trainer.network.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a training leaves checkpoints, how often, and who is told about them. A checkpoint that
 * cannot be read or written never ends a training: it only costs time.
 */
final class CheckpointFile {

  private final Path file;
  private final Optional<Duration> every;
  private final InstantSource clock;
  private final Consumer<String> remarks;
  private @Nullable Instant written;

  /**
   * @param every the least time between two; zero: after each epoch; empty: none is written or read
   * @param remarks gets lines for people
   */
  CheckpointFile(
      Path file, Optional<Duration> every, InstantSource clock, Consumer<String> remarks) {
    this.file = file;
    this.every = every;
    this.clock = clock;
    this.remarks = remarks;
  }

  /** Where an earlier run of the same training was, if it left a word. */
  Optional<Checkpoint> read(Checkpoint.Binding binding, Architecture architecture, int epochs) {
    written = clock.instant();
    if (every.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > Checkpoint.maxBytes(architecture)) {
        throw new Checkpoint.UnusableException("it is too large for one of this case");
      }
      Checkpoint found = Checkpoint.parse(Files.readAllBytes(file), binding, architecture, epochs);
      remarks.accept(
          "resuming after epoch " + found.history().size() + " of " + epochs + " from " + file);
      return Optional.of(found);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (Checkpoint.UnusableException e) {
      ignored(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      ignored("it cannot be read: " + e);
    }
    return Optional.empty();
  }

  /** Says that a checkpoint is not used. */
  void ignored(String why) {
    remarks.accept("starting anew, " + file + " is ignored: " + why);
  }

  /** Whether it is time for another. */
  boolean due() {
    return every.isPresent()
        && (written == null
            || Duration.between(written, clock.instant()).compareTo(every.get()) >= 0);
  }

  /** Keeps it. */
  void write(Checkpoint checkpoint, Checkpoint.Binding binding) {
    try {
      WorkFolder.replace(file, checkpoint.toBytes(binding));
    } catch (IOException | IllegalArgumentException e) {
      remarks.accept("no checkpoint after epoch " + checkpoint.history().size() + ": " + e);
    }
    written = clock.instant();
  }
}
