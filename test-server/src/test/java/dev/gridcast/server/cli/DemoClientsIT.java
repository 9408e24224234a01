package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's clients as processes; what runs in them is a stand-in. */
class DemoClientsIT {

  private static final long DEADLINE_NANOS = 30_000_000_000L;

  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void clientsRunUntilTheyAreClosedAndOneThatDiesIsStartedAgain(@TempDir Path folder)
      throws Exception {
    Path jar = jarOf(folder, StandInClient.class);
    DemoClients clients =
        new DemoClients("gridcast1x", jar, jar, DemoRuntime.PROCESS, folder, events::add);
    try (clients) {
      clients.start(2);
      awaitOutput(folder.resolve("ada/output.log"), "started");
      awaitOutput(folder.resolve("grace/output.log"), "started");
      assertThat(Files.readString(folder.resolve("ada/output.log")))
          .contains("join gridcast1x --name ada --data-dir " + folder.resolve("ada"))
          .contains("--runtime process --parallel 1 --trainer-jar " + jar + " --exit-with-parent");
      assertThat(clients.tend()).isTrue();
      assertThat(events).isEmpty();

      Files.createFile(folder.resolve("ada/die"));
      await(
          "ada is started again",
          () -> {
            clients.tend();
            return !events.isEmpty();
          });
      assertThat(events.get(0))
          .startsWith("client ada ended with exit code 7; started again (1 of 3)");
    }
    assertThat(clients.tend()).as("nobody is left").isFalse();
  }

  @Test
  void clientsAreToldWhereToRunTheirTrainers(@TempDir Path folder) throws Exception {
    Path jar = jarOf(folder, StandInClient.class);
    try (DemoClients clients =
        new DemoClients("gridcast1x", jar, jar, DemoRuntime.DOCKER, folder, events::add)) {
      clients.start(1);
      awaitOutput(folder.resolve("ada/output.log"), "--runtime docker --parallel 1");
    }
  }

  @Test
  void anImageThatCannotBeMadeEndsTheDemoBeforeItBegins(@TempDir Path folder) throws Exception {
    Path noClient = Files.writeString(folder.resolve("client.jar"), "no jar");

    assertThatThrownBy(() -> DemoRuntime.DOCKER.prepare(noClient, noClient))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("image could not be made", "exit code 1", "--runtime bubblewrap");
    DemoRuntime.PROCESS.prepare(noClient, noClient); // nothing to make
  }

  @Test
  void namesNeverRunOut() {
    assertThat(DemoClients.nameOf(0)).isEqualTo("ada");
    assertThat(DemoClients.nameOf(8)).isEqualTo("ada-2");
  }

  private static void awaitOutput(Path file, String text) throws Exception {
    await(text, () -> Files.exists(file) && Files.readString(file).contains(text));
  }

  private static void await(String what, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("not in time: " + what);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static Path jarOf(Path folder, Class<?> main) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    Path jar = folder.resolve("client.jar");
    String entry = main.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream code = main.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      if (code == null) {
        throw new IOException(entry + " is not there");
      }
      code.transferTo(out);
    }
    return jar;
  }

  /** Something to wait for. */
  private interface Condition {
    boolean holds() throws Exception;
  }
}
