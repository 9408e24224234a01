package dev.gridcast.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine that a test needs, run to its end. */
final class Command {

  private Command() {}

  /** What it printed, both streams; fails when it fails or takes too long. */
  static String run(Map<String, String> environment, long deadlineSeconds, List<String> line) {
    try {
      Path output = Files.createTempFile("command", ".out");
      try {
        ProcessBuilder program =
            new ProcessBuilder(line)
                .directory(Program.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        program.environment().putAll(environment);
        Process process = program.start();
        boolean ended = process.waitFor(deadlineSeconds, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
          throw new AssertionError(
              line + (ended ? " failed: " : " took too long: ") + System.lineSeparator() + printed);
        }
        return printed;
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + line, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + line + " ran", e);
    }
  }
}
