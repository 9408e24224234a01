package dev.gridcast.client.runtime.docker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets one of all clients of this user build an image at a time; the others find it built. */
final class ImageLock implements AutoCloseable {

  /** A lock of a file belongs to the whole JVM, so inside of it there must be one of its own. */
  private static final ReentrantLock INSIDE = new ReentrantLock();

  private final FileChannel file;

  private ImageLock(FileChannel file) {
    this.file = file;
  }

  /** Waits until nobody else builds; says so when it has to. */
  static ImageLock take(Path path, Consumer<String> notices) throws IOException {
    if (!INSIDE.tryLock()) {
      tellWait(notices);
      INSIDE.lock();
    }
    boolean taken = false;
    FileChannel channel = null;
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        tellWait(notices);
        channel.lock();
      }
      taken = true;
      return new ImageLock(channel);
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        INSIDE.unlock();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IllegalStateException("somebody else in this program locks the same file", e);
    }
  }

  private static void tellWait(Consumer<String> notices) {
    notices.accept("waiting for another client that builds the image");
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      INSIDE.unlock();
    }
  }
}
