package dev.gridcast.trainer.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Properties;
import java.util.stream.Stream;

/** What this machine and this program are, for provenance. */
public final class Machine {

  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /** Gridcast's own version. */
  public static String gridcastVersion() {
    Properties properties = new Properties();
    try (InputStream in = Machine.class.getResourceAsStream("gridcast.properties")) {
      if (in == null) {
        throw new IllegalStateException("gridcast.properties is missing beside " + Machine.class);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", UNKNOWN);
  }

  static Provenance provenance(
      TrainedCase trained,
      CaseParameters parameters,
      String datasetSha256,
      Instant startedAt,
      Instant finishedAt) {
    return new Provenance(
        gridcastVersion(),
        trained.engine(),
        trained.engineVersion(),
        datasetSha256,
        sha256(parameters.toCsv()),
        trained.weights().sha256(),
        parameters.seed(),
        property("java.version") + " " + property("java.vendor"),
        property("os.name") + " " + property("os.version"),
        property("os.arch"),
        cpu(),
        startedAt,
        finishedAt);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    return value == null || value.isBlank() ? UNKNOWN : value.strip();
  }

  /** Linux says it in a file, Windows in the environment; nobody is asked by running a program. */
  private static String cpu() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
        return lines
            .filter(line -> line.startsWith("model name") && line.contains(":"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse(UNKNOWN);
      } catch (IOException | UncheckedIOException e) {
        // A name for people: its absence is no reason to lose a training.
        return UNKNOWN;
      }
    }
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows == null || windows.isBlank() ? UNKNOWN : windows.strip();
  }
}
