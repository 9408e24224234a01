package dev.gridcast.client.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for orders: one line in, one line out, and the connection ends. Whoever says nothing, or
 * does not listen, is cut off in time; who comes while others are served waits in the system's
 * queue.
 */
final class ControlSocket implements AutoCloseable {

  static final int AT_ONCE = 4;
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);
  private static final int WAITING = 32;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final ControlFolder folder;
  private final OrderDesk desk;
  private final Duration patience;
  private final ServerSocketChannel listener;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService talks =
      Executors.newCachedThreadPool(task -> daemon(task, "control"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "control-timer"));

  private ControlSocket(
      ControlFolder folder, OrderDesk desk, Duration patience, ServerSocketChannel listener) {
    this.folder = folder;
    this.desk = desk;
    this.patience = patience;
    this.listener = listener;
  }

  /**
   * Opens the socket. The caller has the data folder to itself: a socket that lies there is a dead
   * client's, and is replaced.
   *
   * @param temporary where short folders are made
   * @param patience how long a conversation may last
   * @throws IOException when there can be none, neither there nor in a short folder
   */
  static ControlSocket open(ControlFolder folder, Path temporary, OrderDesk desk, Duration patience)
      throws IOException {
    folder.make();
    folder.clear();
    ControlSocket socket = new ControlSocket(folder, desk, patience, bind(folder, temporary));
    socket.talks.execute(socket::accept);
    return socket;
  }

  private static ServerSocketChannel bind(ControlFolder folder, Path temporary) throws IOException {
    if (folder.hasRoomForSocket()) {
      try {
        return bind(folder.file(ControlFolder.SOCKET));
      } catch (IOException e) {
        // Some file systems, of networks and of shared folders, cannot hold a socket.
        log.info("no socket in the data folder ({}), so it gets a short one", e.toString());
      }
    }
    return bind(folder.makeShortFolder(temporary).resolve(ControlFolder.SOCKET));
  }

  /** In a folder that only the owner can enter, so that nobody is quicker than its own rights. */
  private static ServerSocketChannel bind(Path path) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), WAITING);
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Takes one connection after the other, as long as there are places. */
  private void accept() {
    try {
      while (true) {
        places.acquire();
        SocketChannel connection;
        try {
          connection = listener.accept();
        } catch (IOException e) {
          places.release();
          throw e;
        }
        serve(connection);
      }
    } catch (ClosedChannelException | InterruptedException e) {
      log.debug("the control socket is closed");
    } catch (IOException | RejectedExecutionException e) {
      // Out of file descriptors, as a rule: some will come back.
      log.warn("no order can be heard at the moment: {}", e.toString());
      var unused = later(AFTER_TROUBLE, () -> talks.execute(this::accept));
    }
  }

  private void serve(SocketChannel connection) throws IOException {
    try {
      Future<?> end = later(patience, () -> close(connection));
      talks.execute(() -> talk(connection, end));
    } catch (RejectedExecutionException e) {
      places.release();
      connection.close();
      throw e;
    }
  }

  private void talk(SocketChannel connection, Future<?> end) {
    try (connection) {
      Answer answer = desk.answer(readLine(connection));
      ByteBuffer line = ByteBuffer.wrap((answer.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        connection.write(line);
      }
    } catch (IOException e) {
      log.debug("a conversation was cut off: {}", e.toString());
    } finally {
      end.cancel(false);
      places.release();
    }
  }

  /** What was said before the end of the line; of what is too long so much that it is no order. */
  private static String readLine(SocketChannel connection) throws IOException {
    ByteBuffer heard = ByteBuffer.allocate(Order.MAX_BYTES + 1);
    int end = -1;
    for (int seen = 0; end < 0 && heard.hasRemaining() && connection.read(heard) >= 0; ) {
      for (; seen < heard.position() && end < 0; seen++) {
        end = heard.get(seen) == '\n' ? seen : -1;
      }
    }
    heard.flip();
    return StandardCharsets.UTF_8.decode(end < 0 ? heard : heard.limit(end)).toString();
  }

  private Future<?> later(Duration delay, Runnable action) {
    return timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(SocketChannel connection) {
    try {
      connection.close();
    } catch (IOException e) {
      log.debug("a connection did not close: {}", e.toString());
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Hears nobody any more, and leaves no file behind. */
  @Override
  public void close() throws IOException {
    listener.close();
    timer.shutdownNow();
    talks.shutdownNow();
    folder.clear();
  }
}
