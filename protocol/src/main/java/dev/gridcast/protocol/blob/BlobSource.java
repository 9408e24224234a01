package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobHead;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that the other side may ask for by their SHA-256. They are encoded when they are first
 * asked for, once however often that is. Thread-safe.
 */
public final class BlobSource {

  /** Below this it is not worth the trouble: 1 KiB. */
  private static final int SMALLEST_ENCODED = 1 << 10;

  private final String sha256;
  private final Bytes bytes;
  private final @Nullable Path encodedFile;
  private @Nullable Encoded asTheyAre;
  private @Nullable Encoded zstd;
  private boolean tried;

  private BlobSource(String sha256, Bytes bytes, @Nullable Path encodedFile) {
    this.sha256 = sha256;
    this.bytes = bytes;
    this.encodedFile = encodedFile;
  }

  /** Bytes in memory; what they are encoded to is kept in memory too. */
  public static BlobSource of(Blob blob) {
    return new BlobSource(blob.sha256(), Bytes.of(blob), null);
  }

  /**
   * Bytes in a file that does not change; what they are encoded to is kept in a file beside it,
   * with {@code .zst} at the end of its name.
   *
   * @param sha256 the hash of the file; the other side finds out when it is not
   */
  public static BlobSource of(Path file, String sha256) throws IOException {
    return new BlobSource(
        Hashes.checked(sha256), Bytes.of(file), file.resolveSibling(file.getFileName() + ".zst"));
  }

  /** The SHA-256 in hex. */
  public String sha256() {
    return sha256;
  }

  /** How many bytes have that SHA-256. */
  public long size() {
    return bytes.size();
  }

  /**
   * The bytes in the best encoding that the other side understands; empty when it understands none
   * of ours.
   */
  synchronized Optional<Encoded> encoded(Collection<String> understood) throws IOException {
    if (understood.contains(BlobHead.ZSTD)) {
      if (!tried && size() >= SMALLEST_ENCODED) {
        zstd = encode();
      }
      tried = true;
      if (zstd != null) {
        return Optional.of(zstd);
      }
    }
    if (!understood.contains(BlobHead.IDENTITY)) {
      return Optional.empty();
    }
    if (asTheyAre == null) {
      asTheyAre = new Encoded(BlobHead.IDENTITY, sha256, bytes);
    }
    return Optional.of(asTheyAre);
  }

  /** Null when it does not help by at least 5 percent. */
  private @Nullable Encoded encode() throws IOException {
    long most = size() - size() / 20;
    Path file = encodedFile;
    if (file == null) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      String hash = encode(kept, most);
      return hash == null
          ? null
          : new Encoded(BlobHead.ZSTD, hash, Bytes.of(Blob.wrap(kept.toByteArray())));
    }
    Files.deleteIfExists(file);
    String hash;
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      hash = encode(to, most);
    }
    if (hash == null) {
      Files.deleteIfExists(file);
      return null;
    }
    return new Encoded(BlobHead.ZSTD, hash, Bytes.of(file));
  }

  private @Nullable String encode(OutputStream to, long most) throws IOException {
    DigestOutputStream hashing = Hashes.hashing(to);
    try (InputStream from = bytes.open()) {
      return Zstandard.encode(from, hashing, most) ? Hashes.hex(hashing.getMessageDigest()) : null;
    }
  }

  /**
   * A blob as it travels.
   *
   * @param encoding its name
   * @param sha256 of the encoded bytes
   */
  record Encoded(String encoding, String sha256, Bytes bytes) {}

  /** Bytes in memory or in a file. */
  interface Bytes {

    long size();

    /** So many bytes from an offset on. */
    byte[] read(long at, int length) throws IOException;

    InputStream open() throws IOException;

    static Bytes of(Blob blob) {
      return new InMemory(blob);
    }

    static Bytes of(Path file) throws IOException {
      return new InFile(file, Files.size(file));
    }
  }

  private record InMemory(Blob blob) implements Bytes {

    @Override
    public long size() {
      return blob.size();
    }

    @Override
    public byte[] read(long at, int length) {
      byte[] piece = new byte[length];
      blob.asReadOnlyBuffer().position((int) at).get(piece);
      return piece;
    }

    @Override
    public InputStream open() {
      return blob.open();
    }
  }

  private record InFile(Path file, long size) implements Bytes {

    @Override
    public byte[] read(long at, int length) throws IOException {
      ByteBuffer piece = ByteBuffer.allocate(length);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        while (piece.hasRemaining()) {
          if (channel.read(piece, at + piece.position()) < 0) {
            throw new IOException("the file has become shorter: " + file);
          }
        }
      }
      return piece.array();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
