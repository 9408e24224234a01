package dev.gridcast.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where the volunteers of a demo run their trainers. The default is a child process, although
 * volunteers elsewhere use containers: in a demo it is one's own code on one's own machine, and
 * nothing beyond Java has to be there.
 */
enum DemoRuntime {
  PROCESS(
      "trainers run as processes of this user (your own code on your own machine);"
          + " --runtime docker seals them in containers"),
  BUBBLEWRAP("trainers run in bubblewrap sandboxes: no network, a read-only system"),
  DOCKER("trainers run in Docker containers: no network, a read-only system, bounded resources");

  private final String description;

  DemoRuntime(String description) {
    this.description = description;
  }

  /** As the Test Client names it. */
  String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line for the person who watches. */
  String description() {
    return description;
  }

  /**
   * Has the Test Client make the trainer's image, where there is to be one, so that the volunteers
   * do not make it side by side. What it prints on its way goes to this process's own terminal.
   *
   * @throws UserError when it cannot be made; the client has said why
   */
  void prepare(Path clientJar, Path trainerJar) throws UserError {
    if (this != DOCKER) {
      return;
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            clientJar.toString(),
            "image",
            "build",
            "--trainer-jar",
            trainerJar.toString());
    int exitCode;
    try {
      exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw UserError.missing("the client cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.missing("stopped while the trainer's image was made");
    }
    if (exitCode != 0) {
      throw UserError.missing(
          "the trainer's image could not be made (see above; exit code "
              + exitCode
              + "); without Docker: --runtime bubblewrap, or process");
    }
  }
}
