package dev.gridcast.client.work;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.protocol.message.Assignment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One folder per case in training, with the two files that a trainer reads. */
public final class WorkFolders {

  private static final Logger log = LoggerFactory.getLogger(WorkFolders.class);

  private final Path directory;

  private WorkFolders(Path directory) {
    this.directory = directory;
  }

  /** Opens the place, removing the folders that a client which was killed left behind. */
  public static WorkFolders open(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory)) {
      for (Path leftover : leftovers) {
        DurableFiles.deleteTree(leftover);
      }
    }
    return new WorkFolders(directory);
  }

  /** Makes the folder of a case; the data set stays in the cache and gets a second name here. */
  Path create(Assignment assignment, Path dataset) throws IOException {
    Path folder = directory.resolve(assignment.lease());
    DurableFiles.deleteTree(folder);
    Files.createDirectories(folder);
    Files.write(folder.resolve("parameters.csv"), ParametersCsv.bytesOf(assignment.parameters()));
    Path series = folder.resolve("time-series.csv");
    try {
      // The cache verifies a data set before each use, so a trainer that writes into it gains
      // nothing.
      Files.createLink(series, dataset);
    } catch (UnsupportedOperationException | IOException e) {
      log.debug("no hard link to {} ({}): copying it", dataset, e.toString());
      Files.copy(dataset, series);
    }
    return folder;
  }

  /** Removes the folder of a case that has ended. */
  void remove(String lease) {
    try {
      DurableFiles.deleteTree(directory.resolve(lease));
    } catch (IOException e) {
      log.warn("the work folder {} is left behind: {}", directory.resolve(lease), e.toString());
    }
  }
}
