package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobHead;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The encoded bytes of one blob that have come so far, in a file, and beside it what they are the
 * beginning of. Thread-safe, since whoever closes it may be another than who writes.
 */
final class PartialBlob implements AutoCloseable {

  private final Path directory;
  private final String sha256;
  private final long size;
  private final InstantSource clock;
  private @Nullable PartialHead head;
  private @Nullable FileChannel channel;

  /** Of what is kept, when that is the blob as it is: nobody waits for it at the end. */
  private @Nullable MessageDigest digest;

  private long held;
  private boolean closed;

  private PartialBlob(Path directory, String sha256, long size, InstantSource clock) {
    this.directory = directory;
    this.sha256 = sha256;
    this.size = size;
    this.clock = clock;
  }

  /** Finds what an earlier transfer left; what makes no sense is removed. */
  static PartialBlob open(Path directory, String sha256, long size, InstantSource clock)
      throws IOException {
    PartialBlob partial = new PartialBlob(directory, sha256, size, clock);
    PartialHead head = PartialHead.read(partial.file("head"), size);
    Path part = partial.file("part");
    boolean usable = head != null && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
    if (usable && head != null && Files.size(part) <= head.encodedSize()) {
      partial.head = head;
      partial.held = Files.size(part);
    } else {
      delete(directory, sha256);
    }
    return partial;
  }

  static void delete(Path directory, String sha256) throws IOException {
    for (String kind : new String[] {"head", "part", "whole"}) {
      Files.deleteIfExists(directory.resolve(Hashes.checked(sha256) + "." + kind));
    }
  }

  /** How many bytes it will have. */
  long size() {
    return size;
  }

  /** How many encoded bytes are here. */
  synchronized long held() {
    return held;
  }

  /** The hash of the encoded bytes of which some are here; empty when none are. */
  synchronized String encodedSha256() {
    return head == null || held == 0 ? "" : head.encodedSha256();
  }

  /** How many encoded bytes there will be; meaningless before {@link #begin}. */
  synchronized long encodedSize() {
    return head == null ? 0 : head.encodedSize();
  }

  synchronized boolean isWhole() {
    return head != null && held == head.encodedSize();
  }

  /** The other side goes on where this ends, or begins anew. */
  synchronized void begin(BlobHead told) throws IOException {
    checkOpen();
    if (told.from() == 0) {
      delete(directory, sha256);
      held = 0;
      head = PartialHead.of(told);
      head.write(file("head"));
    }
    channel =
        FileChannel.open(
            file("part"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);
    digest = told.encoding().equals(BlobHead.IDENTITY) ? Hashes.begun(file("part")) : null;
  }

  synchronized void append(Blob data) throws IOException {
    checkOpen();
    if (channel == null) {
      throw new IllegalStateException("nothing can come before the head");
    }
    ByteBuffer bytes = data.asReadOnlyBuffer();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (digest != null) {
      digest.update(data.asReadOnlyBuffer());
    }
    held += data.size();
  }

  /**
   * Decodes and verifies what is here.
   *
   * @return a file with exactly the bytes
   * @throws BlobException when they are others; what is here is gone then
   */
  synchronized Path finish() throws IOException, BlobException {
    checkOpen();
    if (head == null || channel == null) {
      throw new IllegalStateException("nothing can be whole before the head");
    }
    channel.close();
    channel = null;
    Path whole = file("whole");
    try {
      String actual;
      if (digest != null) {
        actual = Hashes.hex(digest);
        Files.move(file("part"), whole, StandardCopyOption.ATOMIC_MOVE);
      } else {
        actual = decode(whole);
        Files.deleteIfExists(file("part"));
      }
      if (!actual.equals(sha256)) {
        throw new BlobException("its SHA-256 is " + actual + ", not " + sha256);
      }
    } catch (BlobException e) {
      discard();
      throw e;
    }
    Files.deleteIfExists(file("head"));
    head = null;
    held = 0;
    return whole;
  }

  private String decode(Path whole) throws IOException, BlobException {
    Files.deleteIfExists(whole);
    try (InputStream from = Files.newInputStream(file("part"), LinkOption.NOFOLLOW_LINKS);
        DigestOutputStream to =
            Hashes.hashing(
                new BufferedOutputStream(
                    Files.newOutputStream(whole, StandardOpenOption.CREATE_NEW), 1 << 16))) {
      Zstandard.decode(from, to, size);
      return Hashes.hex(to.getMessageDigest());
    } catch (IOException e) {
      Files.deleteIfExists(whole); // the disk is full, perhaps
      throw e;
    }
  }

  /** Forgets all that has come. */
  synchronized void discard() throws IOException {
    closeChannel();
    head = null;
    held = 0;
    delete(directory, sha256);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Keeps what is here for another time; nothing can be added any more. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      boolean used = channel != null;
      closeChannel();
      if (used) {
        Files.setLastModifiedTime(file("part"), FileTime.from(clock.instant()));
      }
    }
  }

  private void closeChannel() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("another connection has taken over");
    }
  }

  private Path file(String kind) {
    return directory.resolve(sha256 + "." + kind);
  }
}
