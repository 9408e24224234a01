package dev.gridcast.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The volunteers that a server starts itself, those of the demo and the one of its spot checks:
 * real Test Clients, each a process of its own. One that dies is started again, a few times. They
 * end when their standard input ends, that is with this process at the latest, however it dies.
 */
final class DemoClients implements LiveServer.Companion {

  private static final Logger LOG = LoggerFactory.getLogger(DemoClients.class);

  private static final List<String> NAMES =
      List.of("ada", "grace", "alan", "edsger", "barbara", "donald", "margaret", "tony");

  private static final int RESTARTS = 3;
  private static final long STOP_SECONDS = 8;

  private final String invite;
  private final Path clientJar;
  private final Path trainerJar;
  private final DemoRuntime runtime;
  private final Path folder;
  private final Consumer<String> events;
  private final List<Client> clients = new ArrayList<>();
  private boolean closing;

  /**
   * @param runtime where they run their trainers
   * @param folder each client gets a folder of its own in here
   * @param events gets a line when something happens to a client
   */
  DemoClients(
      String invite,
      Path clientJar,
      Path trainerJar,
      DemoRuntime runtime,
      Path folder,
      Consumer<String> events) {
    this.invite = invite;
    this.clientJar = clientJar;
    this.trainerJar = trainerJar;
    this.runtime = runtime;
    this.folder = folder;
    this.events = events;
  }

  /** Starts so many clients. */
  void start(int count) throws UserError {
    for (int i = 0; i < count; i++) {
      start(nameOf(i));
    }
  }

  /**
   * Starts a client.
   *
   * @param name of the volunteer, and of its folder
   */
  synchronized void start(String name) throws UserError {
    Client client = new Client(name);
    client.start();
    clients.add(client);
  }

  /** The name of the n-th volunteer, from 0. */
  static String nameOf(int index) {
    String name = NAMES.get(index % NAMES.size());
    return index < NAMES.size() ? name : name + "-" + (index / NAMES.size() + 1);
  }

  /** Starts again what has died; false when no client is left and none may be started. */
  @Override
  public synchronized boolean tend() throws UserError {
    boolean anyAlive = false;
    for (Client client : clients) {
      if (!closing && !client.process().isAlive()) {
        client.startAgain();
      }
      anyAlive |= client.process().isAlive();
    }
    return anyAlive;
  }

  /** Where the output of the clients is, to tell the user. */
  Path logOf(String name) {
    return folder.resolve(name).resolve("output.log");
  }

  /** Stops all clients: first by the end of their input, then by force. */
  @Override
  public synchronized void close() {
    closing = true;
    clients.forEach(Client::askToStop);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    for (Client client : clients) {
      client.stop(deadline);
    }
    clients.clear();
  }

  private final class Client {

    private final String name;
    private Process process;
    private int restarts;

    @SuppressWarnings("NullAway.Init") // start() follows at once
    Client(String name) {
      this.name = name;
    }

    Process process() {
      return process;
    }

    void start() throws UserError {
      Path data = folder.resolve(name);
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-jar",
              clientJar.toString(),
              "join",
              invite,
              "--name",
              name,
              "--data-dir",
              data.toString(),
              "--runtime",
              runtime.option(),
              // The demo shows two volunteers with one case each, however big the machine; and a
              // server that trains itself has other things to do.
              "--parallel",
              "1",
              "--trainer-jar",
              trainerJar.toString(),
              "--exit-with-parent");
      try {
        Files.createDirectories(data);
        process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logOf(name).toFile()))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
      } catch (IOException e) {
        throw UserError.missing("the client " + name + " cannot be started: " + e.getMessage());
      }
      LOG.info("client {} runs as process {}", name, process.pid());
    }

    void startAgain() throws UserError {
      int exitCode = process.exitValue();
      if (restarts >= RESTARTS) {
        return;
      }
      restarts++;
      events.accept(
          "client "
              + name
              + " ended with exit code "
              + exitCode
              + "; started again ("
              + restarts
              + " of "
              + RESTARTS
              + "), its output is in "
              + logOf(name));
      start();
    }

    void askToStop() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        LOG.debug("client {} had closed its input", name, e);
      }
      process.destroy();
    }

    void stop(long deadline) {
      try {
        long left = Math.max(0, deadline - System.nanoTime());
        if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
          LOG.warn("client {} does not stop; it is killed", name);
          killTree();
        }
      } catch (InterruptedException e) {
        killTree();
        Thread.currentThread().interrupt();
      }
    }

    private void killTree() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
