package dev.gridcast.server.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the YAML file that describes an experiment, and everything that follows from it. {@code
 * docs/experiments.md} says what may be written there.
 */
public final class ExperimentFile {

  private ExperimentFile() {}

  /**
   * Reads the file and its data.
   *
   * @throws ExperimentException one line that says what is wrong, where, and what to do
   */
  public static Experiment load(Path file) throws ExperimentException {
    if (!Files.isRegularFile(file)) {
      throw new ExperimentException(
          file
              + ": there is no such file; give the path of an experiment, like examples/demo.yaml");
    }
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size > 4L * YamlText.MAX_CHARACTERS) {
        throw new ExperimentException(
            file + ":1: the file has " + size + " bytes, far too many; is it the data file?");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ExperimentException(file + ": cannot be read: " + e, e);
    }
    return parse(decode(bytes, file), file);
  }

  private static String decode(byte[] bytes, Path file) throws ExperimentException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      // The decoder leaves the buffer at what it could not read.
      for (int i = 0; i < in.position() && i < bytes.length; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new ExperimentException(
          file + ":" + line + ": the file is not UTF-8 text; save it as UTF-8", e);
    }
  }

  /**
   * Like {@link #load}, from text that is already there.
   *
   * @param source the file the text came from or would have: names it in messages, and relative
   *     data files are looked up beside it
   */
  public static Experiment parse(String specification, Path source) throws ExperimentException {
    String text = specification.startsWith("\uFEFF") ? specification.substring(1) : specification;
    Value root = new Value(source.toString(), 1, "", YamlText.parse(text, source.toString()));
    return ExperimentReader.read(specification, root, source);
  }
}
