package dev.gridcast.acceptance;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.tools.ToolProvider;

/**
 * Trainers that are ours but for one line: those of volunteers who lie, or whose machine is ill.
 */
final class FakeTrainers {

  private static final String CLASS = "dev/gridcast/trainer/engine/LearningRate";
  private static final String HONEST = "return step -> rate;";

  private FakeTrainers() {}

  /**
   * One that fits every network at the same learning rate, whatever the case says: its results are
   * those of another case, true in every figure, and their papers are in order.
   *
   * @param rate what it uses, as an expression of Java
   */
  static Path atRate(String rate, Path folder) throws IOException {
    Path source = Program.root().resolve("trainer-core/src/main/java/" + CLASS + ".java");
    String honest = Files.readString(source);
    if (!honest.contains(HONEST)) {
      throw new IllegalStateException("the line to be changed is no longer in " + source);
    }
    Path fake = folder.resolve("fake");
    Path changed = fake.resolve(CLASS + ".java");
    Files.createDirectories(changed.getParent());
    Files.writeString(changed, honest.replace(HONEST, "return step -> " + rate + ";"));
    int rc =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", fake.toString(), changed.toString());
    if (rc != 0) {
      throw new IllegalStateException("the fake does not compile: " + changed);
    }
    Path jar = folder.resolve("fake-trainer.jar");
    Files.copy(Program.TRAINER_JAR, jar);
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      String name = CLASS + ".class";
      Files.copy(fake.resolve(name), inside.getPath(name), StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }
}
