package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A server and a client in the laboratory. */
final class LabPair implements AutoCloseable {

  private static final long START_SECONDS = 60;
  private static final long CONNECT_SECONDS = 90;
  private static final Pattern CONNECTED = Pattern.compile("(?m)^CONNECTED (\\d+)$");
  private static final Pattern BLOB = Pattern.compile("(?m)^BLOB (\\d+) (\\d+)$");

  private final Program server;
  private final Program client;
  private final int blobBytes;

  private LabPair(Program server, Program client, int blobBytes) {
    this.server = server;
    this.client = client;
    this.blobBytes = blobBytes;
  }

  /**
   * Starts a server in home-a and a client in home-b, who find each other through the broker.
   *
   * @param settings what finds paths, as {@link LabSettings} reads it
   */
  static LabPair atHome(Lab lab, Path folder, int blobBytes, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("way=" + lab.fact("MQTT"));
    return start(lab, folder, blobBytes, List.of("home-a", "home-b"), arguments);
  }

  /** Starts both on the host that has a loopback interface and nothing else. */
  static LabPair lonely(Lab lab, Path folder) {
    List<String> homes = List.of("lonely", "lonely");
    return start(lab, folder, 1_000, homes, List.of("way=http://127.0.0.1:7420"));
  }

  private static LabPair start(
      Lab lab, Path folder, int blobBytes, List<String> homes, List<String> settings) {
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("blob=" + blobBytes);
    Path printed = folder.resolve("server.out");
    Program server = start(lab, homes.get(0), LabServer.class, printed, arguments);
    try {
      Await.until(
          "the server listens",
          START_SECONDS,
          server::printed,
          () -> server.printed().contains("\nINVITE ") || !server.isAlive());
      arguments.add("invite=" + word(server.printed(), "INVITE"));
      arguments.add("folder=" + folder.resolve("client"));
      Program client =
          start(lab, homes.get(1), LabClient.class, folder.resolve("client.out"), arguments);
      return new LabPair(server, client, blobBytes);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private static Program start(
      Lab lab, String home, Class<?> main, Path output, List<String> arguments) {
    return Program.start(
        Map.of(), lab.in(home, Program.command(main, arguments.toArray(String[]::new))), output);
  }

  private static String word(String printed, String label) {
    return printed
        .lines()
        .filter(line -> line.startsWith(label + ' '))
        .map(line -> line.substring(label.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + label + " in:\n" + printed));
  }

  /** Waits until a blob is there, and says that both sides report a path that looks like this. */
  void assertPath(String pattern) {
    await("a blob arrives", CONNECT_SECONDS, () -> blobs() > 0);
    await(
        "both sides know the path",
        CONNECT_SECONDS,
        () -> server.printed().contains("\nPATH ") && client.printed().contains("\nPATH "));
    assertThat(word(client.printed(), "PATH")).as("the client's path").matches(pattern);
    assertThat(word(server.printed(), "PATH")).as("the server's path").matches(pattern);
    assertThat(BLOB.matcher(client.printed()).results().map(found -> found.group(1)))
        .as("bytes of each blob")
        .containsOnly(Integer.toString(blobBytes));
  }

  /** How many blobs have arrived whole so far. */
  int blobs() {
    return (int) BLOB.matcher(client.printed()).results().count();
  }

  /** How often the client has connected. */
  int connections() {
    return (int) CONNECTED.matcher(client.printed()).results().count();
  }

  void await(String what, long seconds, BooleanSupplier condition) {
    Await.until(what, seconds, this::printed, () -> condition.getAsBoolean() || !isAlive());
    if (!condition.getAsBoolean()) {
      throw new AssertionError("ended before: " + what + "\n" + printed());
    }
  }

  private boolean isAlive() {
    return server.isAlive() && client.isAlive();
  }

  private String printed() {
    return "server:\n" + server.printed() + "\nclient:\n" + client.printed();
  }

  /** Waits until the client has failed to connect, and says why. */
  String failure() {
    await("the client fails", CONNECT_SECONDS, () -> client.printed().contains("\nFAILED "));
    return word(client.printed(), "FAILED");
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
