package dev.gridcast.client.runtime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Work for the {@link HostileTrainer}, which itself knows no class of ours. */
public final class HostileJobs {

  private HostileJobs() {}

  /** Packs the trainer as a {@code trainer.jar} into a folder. */
  public static Path jarIn(Path folder) throws IOException {
    Path jar = folder.resolve("trainer.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, HostileTrainer.class.getName());
    String name = HostileTrainer.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(name));
      Files.copy(
          Path.of(HostileTrainer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(name),
          out);
      out.closeEntry();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return jar;
  }

  /** A job in a box with an order in its input folder; {@code $OUT} in it is its output folder. */
  public static TrainingJob job(Path box, String name, String order, Duration limit)
      throws IOException {
    TrainingJob job = new TrainingJob(box, name, Optional.empty(), limit);
    Files.createDirectories(job.input());
    Files.createDirectories(job.output());
    Files.writeString(job.input().resolve("order.txt"), order);
    return job;
  }

  /** What the order {@code sh} and its like had to say. */
  public static String saidIn(String resultJson) {
    return resultJson
        .replaceFirst(".*\"said\":\"", "")
        .replaceFirst("\"}$", "")
        .replace("\\n", "\n")
        .replace("\\\"", "\"");
  }
}
