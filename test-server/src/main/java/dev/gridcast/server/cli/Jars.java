package dev.gridcast.server.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the other programs, which {@code demo} starts as processes of their own. */
final class Jars {

  private Jars() {}

  /** The Test Client: the option, else its property, else beside this jar or in this checkout. */
  static Path client(@Nullable Path option) throws UserError {
    return find(
        "test-client.jar", "--client-jar", option, "gridcast.client.jar", "test-client/target");
  }

  /** The trainer: the option, else its property, else beside this jar or in this checkout. */
  static Path trainer(@Nullable Path option) throws UserError {
    return find(
        "trainer.jar", "--trainer-jar", option, "gridcast.trainer.jar", "trainer-core/target");
  }

  private static Path find(
      String name, String optionName, @Nullable Path option, String property, String module)
      throws UserError {
    List<Path> candidates = new ArrayList<>();
    if (option != null) {
      candidates.add(option);
    } else if (System.getProperty(property) != null) {
      candidates.add(Path.of(System.getProperty(property)));
    } else {
      Path here = folderOfThisJar();
      if (here != null) {
        candidates.add(here.resolve(name));
        candidates.add(here.resolve("../..").resolve(module).resolve(name));
      }
    }
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        return candidate.toAbsolutePath().normalize();
      }
    }
    throw UserError.missing(
        name
            + " is not there (looked at "
            + candidates.stream().map(path -> path.toAbsolutePath().normalize()).toList()
            + "); build it with `mvn -DskipTests package`, or say where it is with "
            + optionName);
  }

  /** The folder of the running jar; null when the classes are loose, as in a test. */
  private static @Nullable Path folderOfThisJar() {
    CodeSource source = Jars.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return null;
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar) ? jar.getParent() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** How a user starts the server again: by the launcher when that started us. */
  static String serverCommand(Map<String, String> environment) {
    String launcher = launcher(environment);
    return launcher != null ? launcher + " server" : "java -jar " + jarName("test-server.jar");
  }

  /** How a user starts a client. */
  static String clientCommand(Map<String, String> environment) {
    String launcher = launcher(environment);
    return launcher != null ? launcher + " client" : "java -jar test-client.jar";
  }

  private static @Nullable String launcher(Map<String, String> environment) {
    String property = System.getProperty("gridcast.launcher");
    return property != null ? property : environment.get("GRIDCAST_LAUNCHER");
  }

  private static String jarName(String otherwise) {
    Path folder = folderOfThisJar();
    if (folder == null) {
      return otherwise;
    }
    Path jar = folder.resolve("test-server.jar");
    Path here = Path.of("").toAbsolutePath();
    return jar.startsWith(here) ? here.relativize(jar).toString() : jar.toString();
  }
}
