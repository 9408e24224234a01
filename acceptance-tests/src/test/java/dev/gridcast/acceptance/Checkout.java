package dev.gridcast.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A checkout as the launcher leaves it after a build, with the programs of this one. */
final class Checkout {

  private final Path folder;

  private Checkout(Path folder) {
    this.folder = folder;
  }

  /** Makes one in an empty folder. */
  static Checkout in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.copy(Program.root().resolve("gridcast"), folder.resolve("gridcast"));
    for (Path jar : List.of(Program.SERVER_JAR, Program.CLIENT_JAR, Program.TRAINER_JAR)) {
      Path link = folder.resolve(Program.root().relativize(jar));
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, jar);
    }
    Path built = folder.resolve(".gridcast/built");
    Files.createDirectories(built.getParent());
    Files.writeString(built, "");
    return new Checkout(folder);
  }

  /** The command that runs the launcher, where a Ctrl-C is heard. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(folder.resolve("gridcast").toString());
    command.addAll(arguments);
    return command;
  }

  /** The server's program, as the launcher calls it. */
  Path serverJar() {
    return folder.resolve(Program.root().relativize(Program.SERVER_JAR));
  }
}
