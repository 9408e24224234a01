package dev.gridcast.client.cli;

import dev.gridcast.client.preference.RuntimeKind;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.bubblewrap.BubblewrapRuntime;
import dev.gridcast.client.runtime.docker.DockerRuntime;
import dev.gridcast.client.runtime.docker.Engine;
import dev.gridcast.client.runtime.docker.TrainerImages;
import dev.gridcast.client.runtime.docker.TrainerRelease;
import dev.gridcast.client.runtime.process.ProcessRuntime;
import dev.gridcast.client.runtime.process.TrainerCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the place where trainers run: the one that was chosen, or none; never another. */
final class Runtimes {

  private Runtimes() {}

  /**
   * What a runtime needs.
   *
   * @param trainerJar the built-in trainer
   * @param dataFolder the client's own
   * @param resources what one trainer may use
   * @param baseImage the preference; the environment wins over it
   */
  record Wish(
      RuntimeKind kind,
      Path trainerJar,
      Path dataFolder,
      Supplier<Resources> resources,
      Optional<String> baseImage) {}

  /**
   * Makes it ready to train; with Docker that builds the trainer's image the first time.
   *
   * @param notices hears of what takes long, in one line each
   * @throws ClientException when it cannot be had; says what to do, and what to choose instead
   */
  static TrainerRuntime open(Wish wish, Consumer<String> notices)
      throws ClientException, IOException {
    return switch (wish.kind()) {
      case DOCKER -> docker(wish, notices);
      case BUBBLEWRAP -> bubblewrap(wish, notices);
      case PROCESS -> new ProcessRuntime(TrainerCommand.ofJar(wish.trainerJar()), wish.resources());
    };
  }

  private static TrainerRuntime docker(Wish wish, Consumer<String> notices)
      throws ClientException, IOException {
    Engine engine = null;
    boolean opened = false;
    try {
      engine = Engine.find();
      TrainerImages images =
          new TrainerImages(
              engine,
              TrainerRelease.cpu(
                  wish.trainerJar(),
                  baseImage(wish.baseImage()).orElse(null),
                  ClientMain.Version.text()),
              imageLock());
      DockerRuntime runtime =
          DockerRuntime.open(
              new DockerRuntime.Settings(
                  engine, images, Optional.empty(), wish.resources(), wish.dataFolder(), notices));
      runtime.makeImage();
      opened = true;
      return runtime;
    } catch (RuntimeUnavailableException e) {
      throw ClientException.missing(String.valueOf(e.getMessage()));
    } finally {
      if (!opened && engine != null) {
        engine.close();
      }
    }
  }

  private static TrainerRuntime bubblewrap(Wish wish, Consumer<String> notices)
      throws ClientException {
    BubblewrapRuntime runtime =
        new BubblewrapRuntime(
            wish.trainerJar(), wish.dataFolder().resolve("natives"), wish.resources());
    Optional<String> reason = runtime.whyUnavailable();
    if (reason.isPresent()) {
      throw ClientException.missing(reason.get());
    }
    try {
      if (!runtime.hasNatives()) {
        notices.accept("Unpacking the trainer's native libraries, once (350 MB).");
      }
      runtime.unpackNatives();
    } catch (IOException e) {
      throw ClientException.missing(String.valueOf(e.getMessage()));
    }
    return runtime;
  }

  /** What a person is told about the runtime before trainers run in it. */
  static List<String> introduction(RuntimeKind kind) {
    return switch (kind) {
      case DOCKER ->
          List.of(
              "Trainers run in sealed containers: no network, none of your files, no more of this",
              "machine than you give.");
      case BUBBLEWRAP ->
          List.of(
              "Trainers run in a sandbox: no network, and they cannot write outside their folder.",
              "It filters no system calls; --runtime docker protects more.");
      case PROCESS ->
          List.of(
              "Trainers run as your user, with bounded memory and time, but they could read",
              "your files and use the network: join only servers of people you trust.");
    };
  }

  /** The base image that is named by the environment, else by the preference. */
  static Optional<String> baseImage(Optional<String> preferred) {
    String named = System.getenv(TrainerRelease.BASE_IMAGE);
    return named == null || named.isBlank() ? preferred : Optional.of(named.strip());
  }

  /** One for all clients of this user, whatever their data folders are. */
  static Path imageLock() {
    return Path.of(System.getProperty("user.home"), ".gridcast", "image.lock");
  }
}
