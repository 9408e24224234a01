package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.fail;

import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The real engine and the base image of the integration tests; a test without them fails. */
final class TestEngine {

  static final String DOCKERFILE =
      """
      ARG BASE_IMAGE=none
      FROM ${BASE_IMAGE}
      COPY trainer.jar /opt/trainer.jar
      ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", \\
        "-XX:MaxDirectMemorySize=4g", "-jar", "/opt/trainer.jar"]
      """;

  private TestEngine() {}

  static Engine open() throws RuntimeUnavailableException {
    return Engine.at(address());
  }

  static String address() {
    String own = System.getenv("GRIDCAST_TEST_DOCKER_HOST");
    return own == null || own.isEmpty() ? required("DOCKER_HOST") : own;
  }

  static String baseImage() {
    return required("GRIDCAST_TEST_BASE_IMAGE");
  }

  private static String required(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      return fail(
          "%s is not set: this test needs a real Docker engine (GRIDCAST_TEST_DOCKER_HOST or"
              + " DOCKER_HOST) and a base image with Java in it (GRIDCAST_TEST_BASE_IMAGE);"
              + " `./gridcast test` starts the one and makes the other",
          name);
    }
    return value;
  }

  /** A jar that behaves as badly as its jobs say, and claims to have everybody's natives. */
  static Path standInJar(Path folder, String... more) throws IOException {
    Path file = folder.resolve("trainer.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInTrainer.class.getName());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Class<?> part : List.of(StandInTrainer.class, Attacks.class)) {
        String name = part.getName().replace('.', '/') + ".class";
        try (InputStream in = part.getClassLoader().getResourceAsStream(name)) {
          put(jar, name, in == null ? new byte[0] : in.readAllBytes());
        }
      }
      put(jar, "org/nd4j/bindings/linux-x86_64/libnd4jcpu.so", new byte[1]);
      put(jar, "org/nd4j/bindings/linux-arm64/libnd4jcpu.so", new byte[1]);
      for (String text : more) {
        put(jar, "more/" + text, new byte[0]);
      }
    }
    return file;
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  /** The stand-in, as a release. */
  static TrainerRelease standIn(Path folder, String version) throws IOException {
    return new TrainerRelease(
        TrainerKind.CPU, standInJar(folder), DOCKERFILE, baseImage(), version);
  }
}
