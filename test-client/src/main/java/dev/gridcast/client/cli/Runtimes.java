package dev.gridcast.client.cli;

import dev.gridcast.client.machine.ThisComputer;
import dev.gridcast.client.preference.RuntimeKind;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.bubblewrap.BubblewrapRuntime;
import dev.gridcast.client.runtime.docker.DockerRuntime;
import dev.gridcast.client.runtime.docker.Engine;
import dev.gridcast.client.runtime.docker.TrainerImages;
import dev.gridcast.client.runtime.docker.TrainerKind;
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
   * @param cudaJar the same for NVIDIA's graphics cards; need not be there
   * @param dataFolder the client's own
   * @param resources what one trainer may use
   * @param baseImage the preference; the environment wins over it
   */
  record Wish(
      RuntimeKind kind,
      Path trainerJar,
      Path cudaJar,
      Path dataFolder,
      Supplier<Resources> resources,
      Optional<String> baseImage) {}

  /**
   * A place where trainers run.
   *
   * @param gpus the names of the graphics cards that trainers may use there
   */
  record Opened(TrainerRuntime runtime, List<String> gpus) {}

  /**
   * Makes it ready to train; with Docker that builds the trainer's image the first time.
   *
   * @param notices hears of what takes long, in one line each
   * @throws ClientException when it cannot be had; says what to do, and what to choose instead
   */
  static Opened open(Wish wish, Consumer<String> notices) throws ClientException, IOException {
    if (wish.kind() == RuntimeKind.DOCKER) {
      return docker(wish, notices);
    }
    if (wish.resources().get().gpu()) {
      notices.accept(GraphicsOffer.onlyWithDocker(wish.kind().word()));
    }
    TrainerRuntime runtime =
        wish.kind() == RuntimeKind.BUBBLEWRAP
            ? bubblewrap(wish, notices)
            : new ProcessRuntime(TrainerCommand.ofJar(wish.trainerJar()), wish.resources());
    return new Opened(runtime, List.of());
  }

  private static Opened docker(Wish wish, Consumer<String> notices)
      throws ClientException, IOException {
    Engine engine = null;
    boolean opened = false;
    try {
      engine = Engine.find();
      TrainerImages images =
          images(engine, TrainerKind.CPU, wish.trainerJar(), baseImage(wish.baseImage()));
      GraphicsOffer offer = GraphicsOffer.none();
      if (wish.resources().get().gpu()) {
        offer = GraphicsOffer.of(ThisComputer.graphicsCards(), engine.offersNvidia());
        offer.notice().ifPresent(notices);
      }
      Optional<TrainerImages> cuda = Optional.empty();
      if (!offer.cards().isEmpty()) {
        cuda = Optional.of(images(engine, TrainerKind.CUDA, wish.cudaJar(), cudaBaseImage()));
      }
      DockerRuntime runtime =
          DockerRuntime.open(
              new DockerRuntime.Settings(
                  engine, images, cuda, wish.resources(), wish.dataFolder(), notices));
      runtime.makeImage();
      opened = true;
      return new Opened(runtime, runtime.usesGraphics() ? offer.cards() : List.of());
    } catch (RuntimeUnavailableException e) {
      throw ClientException.missing(String.valueOf(e.getMessage()));
    } finally {
      if (!opened && engine != null) {
        engine.close();
      }
    }
  }

  /** The images of one of the trainers of this release. */
  static TrainerImages images(
      Engine engine, TrainerKind kind, Path trainerJar, Optional<String> baseImage)
      throws IOException {
    return new TrainerImages(
        engine,
        TrainerRelease.of(kind, trainerJar, baseImage.orElse(null), ClientMain.Version.text()),
        imageLock());
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
    return named(TrainerKind.CPU).or(() -> preferred);
  }

  /** The same for the trainer on graphics cards, which only the environment names. */
  static Optional<String> cudaBaseImage() {
    return named(TrainerKind.CUDA);
  }

  private static Optional<String> named(TrainerKind kind) {
    return Optional.ofNullable(System.getenv(kind.baseVariable()))
        .map(String::strip)
        .filter(name -> !name.isEmpty());
  }

  /** One for all clients of this user, whatever their data folders are. */
  static Path imageLock() {
    return Path.of(System.getProperty("user.home"), ".gridcast", "image.lock");
  }
}
