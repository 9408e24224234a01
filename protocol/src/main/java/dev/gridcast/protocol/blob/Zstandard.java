package dev.gridcast.protocol.blob;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Bytes to one frame of Zstandard and back. */
final class Zstandard {

  /** Quick: hundreds of megabytes per second on one core. */
  private static final int LEVEL = 3;

  /**
   * How far back a frame may refer: 2 MiB. A decoder needs that much memory, whatever a stranger's
   * frame asks for.
   */
  private static final int WINDOW_LOG = 21;

  private static final int BUFFER = 64 << 10;

  private Zstandard() {}

  /**
   * Encodes a stream.
   *
   * @param most how many encoded bytes are of any use
   * @return whether they were no more than that; otherwise {@code to} got only some of them
   */
  static boolean encode(InputStream from, OutputStream to, long most) throws IOException {
    Limited limited = new Limited(to, most);
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(limited, LEVEL)) {
      zstd.setWindowLog(WINDOW_LOG);
      byte[] buffer = new byte[BUFFER];
      for (int n = from.read(buffer); n >= 0 && !limited.exceeded; n = from.read(buffer)) {
        zstd.write(buffer, 0, n);
      }
    }
    return !limited.exceeded;
  }

  /**
   * Decodes a stream that is one frame.
   *
   * @param size how many bytes it must become; not one more is written
   * @throws BlobException when it is no frame, or of another size
   */
  static void decode(InputStream from, OutputStream to, long size)
      throws IOException, BlobException {
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      context.setLongMax(WINDOW_LOG);
      decode(context, from, to, size);
    } catch (ZstdException e) {
      throw new BlobException("it cannot be decoded: " + e.getMessage());
    }
  }

  private static void decode(
      ZstdDecompressCtx context, InputStream from, OutputStream to, long size)
      throws IOException, BlobException {
    ByteBuffer encoded = ByteBuffer.allocateDirect(BUFFER).limit(0);
    ByteBuffer decoded = ByteBuffer.allocateDirect(2 * BUFFER);
    byte[] buffer = new byte[2 * BUFFER];
    long left = size;
    boolean more = false;
    boolean ended = false;
    while (!ended) {
      if (!encoded.hasRemaining() && !more) {
        int n = from.read(buffer, 0, BUFFER);
        if (n < 0) {
          throw new BlobException("its encoding ends before its end");
        }
        encoded.clear().put(buffer, 0, n).flip();
      }
      decoded.clear();
      ended = context.decompressDirectByteBufferStream(decoded, encoded);
      more = !decoded.hasRemaining(); // then the decoder may hold back what found no room
      decoded.flip();
      int n = decoded.remaining();
      if (n > left) {
        throw new BlobException("it decodes to more than the " + size + " bytes announced");
      }
      decoded.get(buffer, 0, n);
      to.write(buffer, 0, n);
      left -= n;
    }
    if (encoded.hasRemaining() || from.read() >= 0) {
      throw new BlobException("something follows the end of its encoding");
    }
    if (left > 0) {
      throw new BlobException(
          "it decodes to " + (size - left) + " bytes, not to the " + size + " announced");
    }
  }

  /** Passes on only so much. */
  private static final class Limited extends OutputStream {

    private final OutputStream to;
    private long left;
    private boolean exceeded;

    Limited(OutputStream to, long most) {
      this.to = to;
      this.left = most;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      exceeded |= length > left;
      if (!exceeded) {
        to.write(bytes, offset, length);
        left -= length;
      }
    }
  }
}
