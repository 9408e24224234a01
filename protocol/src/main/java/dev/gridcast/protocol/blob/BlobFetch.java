package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A blob on its way to here, from its request to its last byte. */
final class BlobFetch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BlobFetch.class);

  private final String sha256;
  private final long size;
  private final PartialBlobs partials;
  private final BlobListener listener;
  private volatile @Nullable PartialBlob partial;
  private volatile boolean headed;
  private boolean goesOn;

  BlobFetch(String sha256, long size, PartialBlobs partials, BlobListener listener) {
    this.sha256 = sha256;
    this.size = size;
    this.partials = partials;
    this.listener = listener;
  }

  String sha256() {
    return sha256;
  }

  void open() throws IOException {
    headed = false;
    partial = partials.begin(sha256, size);
  }

  BlobRequest request(long number, List<String> encodings) {
    PartialBlob here = partial();
    String encoded = here.encodedSha256();
    return new BlobRequest(number, sha256, encodings, encoded.isEmpty() ? 0 : here.held(), encoded);
  }

  /** The other side says what it sends. */
  void begin(BlobHead head) throws IOException, BlobException {
    if (headed) {
      throw new BlobException("a blob must have one head");
    }
    PartialBlob here = partial();
    if (!head.sha256().equals(sha256) || head.size() != size) {
      throw new BlobException(
          "a blob of " + size + " bytes was asked for, not one of " + head.size());
    }
    if (!head.encoding().equals(BlobHead.IDENTITY) && !head.encoding().equals(BlobHead.ZSTD)) {
      throw new BlobException("nobody asked for the encoding " + head.encoding());
    }
    goesOn = head.from() > 0;
    if (goesOn
        && (head.from() != here.held() || !head.encodedSha256().equals(here.encodedSha256()))) {
      throw new BlobException(
          "a blob must go on at byte " + here.held() + ", not at " + head.from());
    }
    here.begin(head);
    headed = true;
  }

  boolean isNext(BlobChunk chunk) {
    PartialBlob here = partial;
    return headed && here != null && chunk.at() == here.held() && isFull(chunk, here);
  }

  void add(BlobChunk chunk) throws IOException, BlobException {
    PartialBlob here = partial();
    if (!headed) {
      throw new BlobException("a blob must begin with its head");
    }
    long missing = here.encodedSize() - here.held();
    if (chunk.at() != here.held() || chunk.data().size() > missing) {
      throw new BlobException(
          chunk.data().size()
              + " bytes at "
              + chunk.at()
              + " where "
              + missing
              + " miss from "
              + here.held()
              + " on");
    }
    if (!isFull(chunk, here)) {
      throw new BlobException(
          "a chunk must have "
              + Limits.MIN_CHUNK_BYTES
              + " bytes or be the last: "
              + chunk.data().size());
    }
    here.append(chunk.data());
  }

  private static boolean isFull(BlobChunk chunk, PartialBlob here) {
    int bytes = chunk.data().size();
    return bytes >= Limits.MIN_CHUNK_BYTES || here.held() + bytes == here.encodedSize();
  }

  boolean isWhole() {
    return headed && partial().isWhole();
  }

  void tellProgress() {
    PartialBlob here = partial();
    listener.progressed(here.held(), here.encodedSize());
  }

  /**
   * Verifies what has come and hands it over.
   *
   * @param again asks once more, from the first byte: what an earlier connection left may have been
   *     damaged since
   */
  void finish(Again again) throws IOException {
    try (PartialBlob here = partial()) {
      Path file = here.finish();
      listener.arrived(file);
    } catch (BlobException e) {
      if (goesOn) {
        LOG.warn("what had come of blob {} was damaged ({}): once more", sha256, e.getMessage());
        again.ask();
      } else {
        listener.failed(BlobListener.Failure.WRONG, String.valueOf(e.getMessage()));
      }
    }
  }

  void fail(BlobListener.Failure failure, String reason) {
    listener.failed(failure, reason);
  }

  @Override
  public void close() throws IOException {
    PartialBlob here = partial;
    if (here != null) {
      here.close();
    }
  }

  private PartialBlob partial() {
    PartialBlob here = partial;
    if (here == null) {
      throw new IllegalStateException("a fetch must be open");
    }
    return here;
  }

  /** Asks once more. */
  interface Again {
    void ask() throws IOException;
  }
}
