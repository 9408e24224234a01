package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.Limits;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the encoded bytes in a file are the beginning of: four lines beside it. They are written
 * before the first byte.
 *
 * @param size how many bytes they decode to
 * @param encodedSha256 of all encoded bytes
 */
record PartialHead(String encoding, long size, long encodedSize, String encodedSha256) {

  private static final int MAX_BYTES = 1 << 10;

  static PartialHead of(BlobHead told) {
    return new PartialHead(told.encoding(), told.size(), told.encodedSize(), told.encodedSha256());
  }

  void write(Path file) throws IOException {
    String text = encoding + "\n" + size + "\n" + encodedSize + "\n" + encodedSha256 + "\n";
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Reads the lines.
   *
   * @param size what the blob must have
   * @return null when there are none, or not for such a blob: a crash may leave half a file
   */
  static @Nullable PartialHead read(Path file, long size) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      return null;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() != 4) {
        return null;
      }
      PartialHead head =
          new PartialHead(
              lines.get(0),
              Long.parseLong(lines.get(1)),
              Long.parseLong(lines.get(2)),
              lines.get(3));
      return head.isSensible(size) ? head : null;
    } catch (NumberFormatException | CharacterCodingException e) {
      return null;
    }
  }

  private boolean isSensible(long expected) {
    boolean known = encoding.equals(BlobHead.IDENTITY) || encoding.equals(BlobHead.ZSTD);
    return known
        && size == expected
        && encodedSize >= 0
        && encodedSize <= Math.min(size, Limits.MAX_BLOB_BYTES)
        && Hashes.isSha256(encodedSha256);
  }
}
