package dev.gridcast.server.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the YAML file that describes an experiment. */
public final class ExperimentFile {

  private ExperimentFile() {}

  /**
   * Reads the file, its data, and everything that follows from them.
   *
   * @throws ExperimentException one line that says what is wrong, where, and what to do
   */
  public static Experiment load(Path file) throws ExperimentException {
    try {
      return parse(Files.readString(file), file);
    } catch (IOException e) {
      throw new ExperimentException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Like {@link #load}, from text that is already there.
   *
   * @param source the file the text came from or would have: names it in messages, and relative
   *     data files are looked up beside it
   */
  public static Experiment parse(String specification, Path source) throws ExperimentException {
    if (specification.isBlank()) {
      throw new ExperimentException(source + ":1: the file is empty");
    }
    throw new UnsupportedOperationException("soon: " + source);
  }
}
