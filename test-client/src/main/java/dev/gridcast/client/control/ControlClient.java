package dev.gridcast.client.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The other end of the control socket: hands an order to the client of a data folder. */
public final class ControlClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_NEIGHBOURS = 5;
  private static final int MOST_BYTES = 4 << 20;

  private final Path dataFolder;
  private final Duration patience;

  private ControlClient(Path dataFolder, Duration patience) {
    this.dataFolder = dataFolder;
    this.patience = patience;
  }

  /** For the client whose data lies in the folder; connects when there is something to say. */
  public static ControlClient of(Path dataFolder) {
    return new ControlClient(dataFolder, PATIENCE);
  }

  static ControlClient of(Path dataFolder, Duration patience) {
    return new ControlClient(dataFolder, patience);
  }

  /**
   * Sends an order and waits for the answer, at most 10 seconds.
   *
   * @throws NoClientException when no client runs there
   * @throws IOException when it does not answer, or nothing sensible
   */
  public Answer send(Order order) throws IOException {
    Path socket =
        ControlFolder.in(dataFolder)
            .findSocket()
            .orElseThrow(() -> new NoClientException("no client runs in " + dataFolder));
    AtomicBoolean late = new AtomicBoolean();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      // A blocking channel knows no time-out; closing it wakes whoever waits in it.
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(
              () -> cutOff(channel, late),
              CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
      try {
        channel.write(ByteBuffer.wrap((order.toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
        return Answer.parse(readLine(channel));
      } finally {
        end.cancel(false);
      }
    } catch (ConnectException e) {
      throw new NoClientException("no client runs in " + dataFolder + ": the last one was killed");
    } catch (ClosedChannelException e) {
      throw new IOException(
          "it does not answer" + (late.get() ? " for " + patience.toSeconds() + " s" : ""), e);
    } catch (JsonProcessingException e) {
      throw new IOException("it answers what is no answer: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Data folders beside this one in which a client runs, or was killed: for the advice to somebody
   * who has several. At most {@value #MOST_NEIGHBOURS}, in the order of their names.
   */
  public List<Path> neighbours() {
    Path here = dataFolder.toAbsolutePath().normalize();
    Path parent = here.getParent();
    if (parent == null) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(folder -> !folder.equals(here) && hasSocket(folder))
          .sorted()
          .limit(MOST_NEIGHBOURS)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // advice that cannot be had is no failure
    }
  }

  private static boolean hasSocket(Path folder) {
    try {
      return ControlFolder.in(folder).findSocket().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String readLine(SocketChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(1 << 16);
    while (channel.read(piece.clear()) >= 0) {
      line.write(piece.array(), 0, piece.position());
      if (line.size() > MOST_BYTES) {
        throw new IOException("it answers more than " + MOST_BYTES + " bytes");
      }
    }
    if (line.size() == 0) {
      throw new IOException("it went away without an answer");
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void cutOff(SocketChannel channel, AtomicBoolean late) {
    late.set(true);
    try {
      channel.close();
    } catch (IOException e) {
      late.set(true); // it is closed for the one who waits all the same
    }
  }
}
