package dev.gridcast.client.runtime.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** For which platforms a trainer.jar carries the training engine's native libraries. */
final class JarNatives {

  /** A folder of the engine's, named after the platform: {@code …/bindings/linux-x86_64/x.so}. */
  private static final Pattern LIBRARY =
      Pattern.compile("org/nd4j/.*/([a-z]+-[a-z0-9_]+)(?:-[a-z0-9-]+)?/[^/]*\\.(?:so|dll|dylib)");

  private JarNatives() {}

  /**
   * @throws ImageException when the jar has nothing for the platform, or is no jar
   */
  static void require(Path trainerJar, String platform) throws IOException {
    Set<String> found = in(trainerJar);
    if (!found.contains(platform)) {
      throw new ImageException(
          trainerJar
              + " holds the native libraries of "
              + (found.isEmpty() ? "no platform" : String.join(", ", found))
              + ", but the Docker engine needs those of "
              + platform
              + ": take the trainer.jar for it, or pull a ready image by `gridcast client image"
              + " pull`.");
    }
  }

  static Set<String> in(Path trainerJar) throws IOException {
    Set<String> platforms = new TreeSet<>();
    try (ZipFile jar = new ZipFile(trainerJar.toFile())) {
      jar.stream()
          .forEach(
              entry -> {
                Matcher library = LIBRARY.matcher(entry.getName());
                if (library.matches()) {
                  platforms.add(library.group(1));
                }
              });
    } catch (ZipException e) {
      throw new ImageException(
          trainerJar + " is no jar (" + e.getMessage() + "): build or download it again.", e);
    }
    return platforms;
  }
}
