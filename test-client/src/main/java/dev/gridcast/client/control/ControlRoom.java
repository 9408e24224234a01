package dev.gridcast.client.control;

import dev.gridcast.client.cache.DurableFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything by which a client that runs can be reached: the socket {@code control/control.sock} of
 * its data folder and the status page, whose address is in {@code control/page.url}. Both are for
 * the folder's owner only, and gone when the room is closed.
 */
public final class ControlRoom implements AutoCloseable {

  private static final String PAGE = "page.url";

  private final ControlSocket socket;
  private final @Nullable StatusPage page;
  private final ControlFolder folder;

  private ControlRoom(ControlSocket socket, @Nullable StatusPage page, ControlFolder folder) {
    this.socket = socket;
    this.page = page;
    this.folder = folder;
  }

  /**
   * Opens socket and page. The caller holds the lock of the data folder.
   *
   * @param dataFolder exists
   * @throws IOException when one of them cannot be had; the message is one line that says which and
   *     what to do, and a client can work on without a control room
   */
  public static ControlRoom open(Path dataFolder, Controls controls, PagePort port)
      throws IOException {
    ControlFolder folder = ControlFolder.in(dataFolder);
    OrderDesk desk = new OrderDesk(controls, ZoneId.systemDefault());
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    ControlSocket socket;
    try {
      socket = ControlSocket.open(folder, temporary, desk, ControlSocket.PATIENCE);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(
          "the control socket cannot be opened in "
              + dataFolder
              + ", so pause, resume and status do not reach this client: "
              + e.getMessage(),
          e);
    }
    try {
      StatusPage page = port.isOff() ? null : StatusPage.open(port, desk);
      if (page != null) {
        desk.page(page.url());
        DurableFiles.write(folder.file(PAGE), (page.url() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return new ControlRoom(socket, page, folder);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The address of the status page, with its secret: for its owner's eyes; empty without one. */
  public Optional<URI> page() {
    return Optional.ofNullable(page).map(StatusPage::url);
  }

  /** Nobody is heard any more; nothing is left in the folder. */
  @Override
  public void close() throws IOException {
    if (page != null) {
      page.close();
    }
    Files.deleteIfExists(folder.file(PAGE));
    socket.close();
  }
}
