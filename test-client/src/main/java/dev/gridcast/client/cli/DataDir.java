package dev.gridcast.client.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data-dir} of commands that are about a client, running or not. */
final class DataDir {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data folder of the client that is meant. Default: ~/.gridcast/client")
  private @Nullable Path named;

  static Path defaultFolder() {
    return Path.of(System.getProperty("user.home"), ".gridcast", "client");
  }

  Path folder() {
    return (named == null ? defaultFolder() : named).toAbsolutePath().normalize();
  }

  /** What to add to a command so that it means the same client; empty for the default folder. */
  String suffix() {
    if (named == null) {
      return "";
    }
    String path = folder().toString();
    return " --data-dir " + (path.matches("[\\w./:\\\\@+-]+") ? path : "\"" + path + "\"");
  }
}
