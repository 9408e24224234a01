package dev.gridcast.client.runtime.bubblewrap;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.client.runtime.JavaTrainer;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries of the trainer, unpacked once per trainer.jar, where sandboxes can only read
 * them.
 */
final class Natives {

  private static final Logger log = LoggerFactory.getLogger(Natives.class);
  private static final long PATIENCE_MINUTES = 5;

  private final Path jar;
  private final Path folder;

  /**
   * @param folder for them alone
   */
  Natives(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /** Where they lie; unpacks them when they do not yet, which takes a while. */
  synchronized Path unpacked() throws IOException {
    Path own = ofThisJar();
    if (Files.isDirectory(own)) {
      return own;
    }
    Files.createDirectories(folder);
    // Those of an earlier trainer, and what was cut short.
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder)) {
      for (Path other : others) {
        DurableFiles.deleteTree(other);
      }
    }
    Path part = folder.resolve("part");
    log.info("unpacking the native libraries to {}", own);
    unpack(part);
    DurableFiles.moveInto(part, own);
    return own;
  }

  boolean areUnpacked() throws IOException {
    return Files.isDirectory(ofThisJar());
  }

  private Path ofThisJar() throws IOException {
    return folder.resolve(
        Long.toHexString(Files.size(jar))
            + "-"
            + Long.toHexString(Files.getLastModifiedTime(jar).toMillis()));
  }

  private void unpack(Path part) throws IOException {
    Files.createDirectory(part);
    Path said = Files.createTempFile("gridcast-unpack", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              JavaTrainer.javaIn(JavaTrainer.javaHome()).toString(),
              "-jar",
              jar.toString(),
              "unpack",
              "--to",
              part.toString());
      builder.environment().keySet().retainAll(JavaTrainer.environment(System.getenv()).keySet());
      builder.redirectErrorStream(true).redirectOutput(said.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
          throw new IOException(
              "the native libraries could not be unpacked in " + PATIENCE_MINUTES + " minutes");
        }
      } finally {
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "the native libraries could not be unpacked: "
                + Texts.oneLine(Files.readString(said, StandardCharsets.UTF_8), 400));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the native libraries were unpacked", e);
    } finally {
      Files.deleteIfExists(said);
    }
  }
}
