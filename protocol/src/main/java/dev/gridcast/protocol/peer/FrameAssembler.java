package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.message.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of messages together again. Keeps only what has really arrived: a frame that
 * announces a large message costs nothing until its bytes follow. Not thread-safe.
 */
final class FrameAssembler {

  /** Messages that may be under way at the same time. */
  static final int MAX_STREAMS = 16;

  /** Large messages under way together, in announced bytes: one is always possible. */
  static final int MAX_LARGE_BYTES = Limits.MAX_MESSAGE_BYTES;

  /** All messages under way together, in announced bytes; the chunk of a blob fits in, too. */
  static final int MAX_TOTAL_BYTES = MAX_LARGE_BYTES + 2 * Frames.MAX_BYTES;

  /** The first piece of memory for a message that announces more. */
  private static final int FIRST_BYTES = 128 << 10;

  private final Map<Integer, Unfinished> streams = new HashMap<>();
  private long announced;

  /**
   * Takes a FIRST or MORE frame, which the caller must not touch afterwards.
   *
   * @return the whole message when this was its last piece, else null
   */
  byte @Nullable [] add(byte[] frame) throws FrameException {
    if (frame.length == 0 || frame.length > Frames.MAX_BYTES) {
      throw new FrameException(
          "a frame must have 1 to " + Frames.MAX_BYTES + " bytes: " + frame.length);
    }
    return switch (frame[0]) {
      case Frames.FIRST -> first(frame);
      case Frames.MORE -> more(frame);
      default -> throw new FrameException("a frame must be of a known kind: " + frame[0]);
    };
  }

  private byte @Nullable [] first(byte[] frame) throws FrameException {
    if (frame.length < Frames.FIRST_HEADER) {
      throw new FrameException("a first frame must have at least 9 bytes: " + frame.length);
    }
    int stream = ByteBuffer.wrap(frame).getInt(1);
    int total = ByteBuffer.wrap(frame).getInt(1 + Integer.BYTES);
    if (total < 1 || total > MAX_TOTAL_BYTES - announced) {
      throw new FrameException(
          "messages under way must have 1 to "
              + MAX_TOTAL_BYTES
              + " bytes together: "
              + announced
              + " and "
              + Integer.toUnsignedString(total));
    }
    if (streams.size() == MAX_STREAMS) {
      throw new FrameException("at most " + MAX_STREAMS + " messages may be under way");
    }
    Unfinished unfinished = new Unfinished(total);
    if (streams.putIfAbsent(stream, unfinished) != null) {
      throw new FrameException("a stream must begin once: " + stream);
    }
    announced += total;
    return take(stream, unfinished, frame, Frames.FIRST_HEADER);
  }

  private byte @Nullable [] more(byte[] frame) throws FrameException {
    if (frame.length <= Frames.MORE_HEADER) {
      throw new FrameException("a further frame must have at least 6 bytes: " + frame.length);
    }
    int stream = ByteBuffer.wrap(frame).getInt(1);
    Unfinished unfinished = streams.get(stream);
    if (unfinished == null) {
      throw new FrameException("a stream must begin with a first frame: " + stream);
    }
    return take(stream, unfinished, frame, Frames.MORE_HEADER);
  }

  private byte @Nullable [] take(int stream, Unfinished unfinished, byte[] frame, int header)
      throws FrameException {
    unfinished.add(frame, header);
    if (unfinished.missing > 0) {
      return null;
    }
    streams.remove(stream);
    announced -= unfinished.total;
    return unfinished.whole();
  }

  /** Its memory grows as its bytes come. */
  private static final class Unfinished {

    private final int total;
    private int missing;
    private byte[] bytes;

    Unfinished(int total) {
      this.total = total;
      this.missing = total;
      this.bytes = new byte[Math.min(total, FIRST_BYTES)];
    }

    void add(byte[] frame, int header) throws FrameException {
      int payload = frame.length - header;
      // All but the last piece must have some size, or tiny ones would cost more than they carry.
      if (payload > missing || (payload < missing && frame.length < Frames.MIN_PIECE)) {
        throw new FrameException(
            "a frame must have "
                + Frames.MIN_PIECE
                + " bytes or be the last: "
                + payload
                + " bytes where "
                + missing
                + " miss");
      }
      int at = total - missing;
      if (at + payload > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(total, 2L * (at + payload)));
      }
      System.arraycopy(frame, header, bytes, at, payload);
      missing -= payload;
    }

    byte[] whole() {
      return bytes.length == total ? bytes : Arrays.copyOf(bytes, total);
    }
  }
}
