package dev.gridcast.server.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The server's own volunteer: a Test Client as a process beside the server, which trains cases a
 * second time. The server goes on without it, should it not stay alive.
 */
final class SpotCheckClient implements LiveServer.Companion {

  /** Its name among the volunteers. */
  static final String NAME = "this-server";

  private final DemoClients clients;
  private final Consumer<String> screen;
  private boolean over;

  private SpotCheckClient(DemoClients clients, Consumer<String> screen) {
    this.clients = clients;
    this.screen = screen;
  }

  /**
   * Starts it.
   *
   * @param identity under which the server's desk knows it
   * @param folder where it keeps its data
   * @param share what the operator asked for, to be shown
   */
  static SpotCheckClient start(
      LiveServer.Open server,
      String identity,
      Path clientJar,
      Path trainerJar,
      Path folder,
      String share)
      throws UserError {
    Consumer<String> screen = server.screen()::say;
    DemoClients clients =
        new DemoClients(
            server.invite(), clientJar, trainerJar, DemoRuntime.PROCESS, folder, screen);
    server.operator().vouch(identity, true);
    clients.start(NAME);
    screen.accept(
        "spot checks: this machine trains what waits for a second training, and "
            + share
            + " of what counts unconfirmed; its output is in "
            + clients.logOf(NAME));
    return new SpotCheckClient(clients, screen);
  }

  /** Starts the client again when it died, a few times; the server goes on in any case. */
  @Override
  public boolean tend() throws UserError {
    if (!over && !clients.tend()) {
      over = true;
      screen.accept(
          "spot checks: the client does not stay alive, there are none until the server is started"
              + " again; its output is in "
              + clients.logOf(NAME));
    }
    return true;
  }

  @Override
  public void close() {
    clients.close();
  }
}
