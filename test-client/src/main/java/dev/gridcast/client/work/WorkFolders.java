package dev.gridcast.client.work;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.LogOffer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The boxes where this client trains, {@code work/1}, {@code work/2}, …: each with a folder {@code
 * in} and a folder {@code out}, and in both one folder per case in training. Beside them lie the
 * logs of the latest cases that failed.
 */
public final class WorkFolders {

  private static final Logger log = LoggerFactory.getLogger(WorkFolders.class);

  private final Path directory;
  private final FailureLogs failureLogs;

  private WorkFolders(Path directory) {
    this.directory = directory;
    this.failureLogs = new FailureLogs(directory.resolve("failure-logs"));
  }

  /** Opens the place, removing the folders that a client which was killed left behind. */
  public static WorkFolders open(Path directory) throws IOException {
    Files.createDirectories(directory);
    empty(directory);
    return new WorkFolders(directory);
  }

  /** The box of a slot, made when there is none. */
  Path box(int slot) throws IOException {
    Path box = directory.resolve(Integer.toString(slot));
    Files.createDirectories(box.resolve("in"));
    Files.createDirectories(box.resolve("out"));
    return box;
  }

  /**
   * Makes the folders of a case, the one that the trainer reads and the empty one that it writes
   * to; the data set stays in the cache and gets a second name here. The case's name in the box is
   * its lease. What is left of an earlier case goes: nobody but this case's trainer must be blamed
   * for what lies beside its folder.
   *
   * @return the box
   */
  Path create(int slot, Assignment assignment, Path dataset) throws IOException {
    remove(slot, assignment.lease());
    Path box = box(slot);
    // The two folders themselves stay: a warm trainer's container has them mounted.
    empty(box.resolve("in"));
    empty(box.resolve("out"));
    Path input = box.resolve("in").resolve(assignment.lease());
    Files.createDirectories(input);
    Files.createDirectories(box.resolve("out").resolve(assignment.lease()));
    Files.write(input.resolve("parameters.csv"), ParametersCsv.bytesOf(assignment.parameters()));
    Path series = input.resolve("time-series.csv");
    try {
      // The cache verifies a data set before each use, so a trainer that writes into it gains
      // nothing.
      Files.createLink(series, dataset);
    } catch (UnsupportedOperationException | IOException e) {
      log.debug("no hard link to {} ({}): copying it", dataset, e.toString());
      Files.copy(dataset, series);
    }
    return box;
  }

  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
      for (Path leftover : leftovers) {
        DurableFiles.deleteTree(leftover);
      }
    }
  }

  /**
   * Keeps the whole log of a case that has failed and offers it to the server.
   *
   * @return what to tell the server; empty when there is no more than the log's end
   */
  Optional<LogOffer> keepLog(int slot, String lease, Line line) {
    Path box = directory.resolve(Integer.toString(slot));
    return failureLogs.keep(box.resolve(lease + ".log"), line);
  }

  /** Removes everything of a case that has ended. */
  void remove(int slot, String lease) {
    Path box = directory.resolve(Integer.toString(slot));
    for (Path leftover :
        List.of(
            box.resolve("in").resolve(lease),
            box.resolve("out").resolve(lease),
            box.resolve(lease + ".log"))) {
      try {
        DurableFiles.deleteTree(leftover);
      } catch (IOException e) {
        log.warn("{} is left behind: {}", leftover, e.toString());
      }
    }
  }
}
