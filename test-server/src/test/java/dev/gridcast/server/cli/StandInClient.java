package dev.gridcast.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for a Test Client: lives as long as its input, or until it is told to die. */
final class StandInClient {

  private StandInClient() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println(String.join(" ", arguments));
    System.out.println("started");
    Path folder = Path.of(arguments[5]);
    while (System.in.available() >= 0) {
      if (Files.deleteIfExists(folder.resolve("die"))) {
        System.exit(7);
      }
      Thread.sleep(20);
    }
  }
}
