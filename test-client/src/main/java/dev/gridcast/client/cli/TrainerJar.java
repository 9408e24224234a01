package dev.gridcast.client.cli;

import dev.gridcast.client.runtime.docker.TrainerKind;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds {@code trainer.jar}. */
final class TrainerJar {

  static final String PROPERTY = "gridcast.trainer.jar";

  private TrainerJar() {}

  /**
   * The jar named on the command line, else by the system property {@value #PROPERTY}, else beside
   * this program's own jar, else where a checkout builds it. A jar that is named must be there: no
   * other takes its place.
   */
  static Path find(@Nullable Path named) throws ClientException {
    if (named != null) {
      return existing(named, "--trainer-jar");
    }
    String property = System.getProperty(PROPERTY, "");
    if (!property.isEmpty()) {
      return existing(Path.of(property), "the property " + PROPERTY);
    }
    return findBeside(ownFolder());
  }

  /**
   * The trainer for NVIDIA's graphics cards: the jar that is named, else beside the other one. Few
   * have it, so that one that is not named need not be there.
   */
  static Path cuda(@Nullable Path named, Path trainerJar) throws ClientException {
    return named == null
        ? trainerJar.resolveSibling(TrainerKind.CUDA.jarName())
        : existing(named, "--trainer-cuda-jar");
  }

  static Path findBeside(@Nullable Path ownFolder) throws ClientException {
    List<Path> places = new ArrayList<>();
    if (ownFolder != null) {
      places.add(ownFolder.resolve("trainer.jar"));
      places.add(ownFolder.resolve(Path.of("..", "..", "trainer-core", "target", "trainer.jar")));
    }
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return place.toAbsolutePath().normalize();
      }
    }
    throw ClientException.missing(
        "trainer.jar is missing (looked for "
            + places.stream()
                .map(place -> place.toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(", "))
            + "): put it beside test-client.jar, or say where it is by --trainer-jar PATH.");
  }

  private static Path existing(Path jar, String from) throws ClientException {
    if (!Files.isRegularFile(jar)) {
      throw ClientException.missing(
          "There is no trainer.jar at " + jar + " (given by " + from + "): correct the path.");
    }
    return jar.toAbsolutePath().normalize();
  }

  /** The jar of this program; null when its classes do not come from one. */
  static @Nullable Path ownJar() {
    Path place = ownPlace();
    return place != null && Files.isRegularFile(place) ? place : null;
  }

  private static @Nullable Path ownFolder() {
    Path place = ownPlace();
    return place == null ? null : place.getParent();
  }

  private static @Nullable Path ownPlace() {
    CodeSource source = TrainerJar.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
