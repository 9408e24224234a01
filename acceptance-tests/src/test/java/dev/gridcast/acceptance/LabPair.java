package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A server and a client in the laboratory. */
final class LabPair implements AutoCloseable {

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
    Program server = LabHost.server(lab, homes.get(0), folder, arguments);
    try {
      String invite = LabHost.word(server, "INVITE");
      Program client = LabHost.client(lab, homes.get(1), folder, invite, arguments);
      return new LabPair(server, client, blobBytes);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** Waits until a blob is there, and says that both sides report a path that looks like this. */
  void assertPath(String pattern) {
    await("a blob arrives", CONNECT_SECONDS, () -> blobs() > 0);
    await(
        "both sides know the path",
        CONNECT_SECONDS,
        () -> server.printed().contains("\nPATH ") && client.printed().contains("\nPATH "));
    assertThat(LabHost.word(client, "PATH")).as("the client's path").matches(pattern);
    assertThat(LabHost.word(server, "PATH")).as("the server's path").matches(pattern);
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
    return LabHost.word(client, "FAILED");
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
