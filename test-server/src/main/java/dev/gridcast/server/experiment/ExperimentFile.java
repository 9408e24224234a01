package dev.gridcast.server.experiment;

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
    throw new UnsupportedOperationException("soon: " + file);
  }

  /**
   * Like {@link #load}, from text that is already there.
   *
   * @param source the file the text came from or would have: names it in messages, and relative
   *     data files are looked up beside it
   */
  public static Experiment parse(String specification, Path source) throws ExperimentException {
    throw new UnsupportedOperationException("soon: " + source);
  }
}
