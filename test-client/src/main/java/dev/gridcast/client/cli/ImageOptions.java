package dev.gridcast.client.cli;

import dev.gridcast.client.preference.PreferenceException;
import dev.gridcast.client.preference.Preferences;
import dev.gridcast.client.preference.PreferencesFile;
import dev.gridcast.client.preference.Settings;
import dev.gridcast.client.runtime.docker.Engine;
import dev.gridcast.client.runtime.docker.TrainerImages;
import dev.gridcast.client.runtime.docker.TrainerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the trainer's image is made from; the options of all commands that are about it. */
final class ImageOptions {

  @Option(
      names = "--trainer-jar",
      paramLabel = "PATH",
      description =
          "The trainer. Default: trainer.jar beside this program, else where a checkout builds it")
  private @Nullable Path trainerJar;

  @Option(
      names = "--trainer-cuda-jar",
      paramLabel = "PATH",
      description =
          "The trainer for NVIDIA's graphics cards. Default: trainer-cuda.jar beside the trainer")
  private @Nullable Path cudaJar;

  @Option(
      names = "--base-image",
      paramLabel = "IMAGE",
      description =
          "What the image is built on: a Java runtime 17 or later. Default: the environment"
              + " variable GRIDCAST_BASE_IMAGE, else the preference base-image, else the"
              + " Dockerfile's")
  private @Nullable String baseImage;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The client whose preferences are meant. Default: ~/.gridcast/client")
  private @Nullable Path dataDir;

  /** The images of one of the trainers. */
  TrainerImages images(Engine engine, TrainerKind kind) throws ClientException, IOException {
    Path jar = TrainerJar.find(trainerJar);
    Optional<String> named = Optional.ofNullable(baseImage);
    if (kind == TrainerKind.CUDA) {
      return Runtimes.images(
          engine, kind, TrainerJar.cuda(cudaJar, jar), named.or(Runtimes::cudaBaseImage));
    }
    return Runtimes.images(
        engine, kind, jar, named.isPresent() ? named : Runtimes.baseImage(preferred()));
  }

  private Optional<String> preferred() throws ClientException {
    Path folder =
        dataDir == null ? Path.of(System.getProperty("user.home"), ".gridcast", "client") : dataDir;
    try {
      return Preferences.of(Settings.of(PreferencesFile.in(folder).read(), Map.of())).baseImage();
    } catch (PreferenceException e) {
      throw ClientException.usage(String.valueOf(e.getMessage()));
    }
  }
}
