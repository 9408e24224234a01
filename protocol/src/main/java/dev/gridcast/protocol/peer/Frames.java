package dev.gridcast.protocol.peer;

import java.nio.ByteBuffer;

/**
 * The pieces that a message travels in. Integers are big-endian.
 *
 * <pre>
 * 1 FIRST   [u8 kind][i32 stream][i32 total bytes of the message][payload]
 * 2 MORE    [u8 kind][i32 stream][payload, not empty]
 * 3 CREDIT  [u8 kind][i32 bytes that the receiver of this frame may send in addition]
 * 4 FINISH  [u8 kind]: nothing follows; the other side closes the line when it has read this
 * </pre>
 */
final class Frames {

  static final byte FIRST = 1;
  static final byte MORE = 2;
  static final byte CREDIT = 3;
  static final byte FINISH = 4;

  /** A frame in bytes: far below what any WebRTC stack refuses, large enough to be quick. */
  static final int MAX_BYTES = 32 << 10;

  static final int FIRST_HEADER = 1 + Integer.BYTES + Integer.BYTES;
  static final int MORE_HEADER = 1 + Integer.BYTES;
  private static final int CREDIT_BYTES = 1 + Integer.BYTES;

  /** What a waiting frame costs in memory besides its bytes; stops floods of tiny frames. */
  private static final int OVERHEAD = 256;

  private Frames() {}

  /** How many bytes of a message the frame holds that begins at this offset of it. */
  static int payload(int total, int offset) {
    int header = offset == 0 ? FIRST_HEADER : MORE_HEADER;
    return Math.min(total - offset, MAX_BYTES - header);
  }

  /** The frame that holds the bytes of the message from the offset on. */
  static byte[] piece(int stream, byte[] message, int offset) {
    int payload = payload(message.length, offset);
    if (offset == 0) {
      return ByteBuffer.allocate(FIRST_HEADER + payload)
          .put(FIRST)
          .putInt(stream)
          .putInt(message.length)
          .put(message, 0, payload)
          .array();
    }
    return ByteBuffer.allocate(MORE_HEADER + payload)
        .put(MORE)
        .putInt(stream)
        .put(message, offset, payload)
        .array();
  }

  static byte[] credit(int bytes) {
    return ByteBuffer.allocate(CREDIT_BYTES).put(CREDIT).putInt(bytes).array();
  }

  static byte[] finish() {
    return new byte[] {FINISH};
  }

  /** What the frame takes of the receiver's window. */
  static int cost(byte[] frame) {
    return frame.length + OVERHEAD;
  }

  /** The amount of a CREDIT frame. */
  static int creditOf(byte[] frame) throws FrameException {
    if (frame.length != CREDIT_BYTES) {
      throw new FrameException("a credit frame must have 5 bytes: " + frame.length);
    }
    int amount = ByteBuffer.wrap(frame, 1, Integer.BYTES).getInt();
    if (amount < 1) {
      throw new FrameException("a credit must be at least 1: " + amount);
    }
    return amount;
  }
}
