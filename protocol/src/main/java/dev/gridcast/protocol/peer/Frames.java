package dev.gridcast.protocol.peer;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The pieces that messages travel in. Integers are big-endian.
 *
 * <pre>
 * 1 FIRST    [u8 kind][i32 stream][i32 total bytes of the message][payload]
 * 2 MORE     [u8 kind][i32 stream][payload, not empty]
 * 3 CREDIT   [u8 kind][i32 bytes that the receiver of this frame may send in addition]
 * 4 FINISH   [u8 kind]: nothing follows; the other side closes the line when it has read this
 *           [u8 kind][u8 1]: the same, and a client comes again at once
 * 5 GREETING, 6 PROOF: see {@link Introduction}
 * 7 BATCH    [u8 kind]{[i32 length][message]}: whole small messages, at least one
 * 8 PING     [u8 kind]: nothing but a sign of life
 * 64 to 127  skipped when the other side's minor version is newer than this one's
 * </pre>
 *
 * <p>FIRST, MORE, BATCH and whatever may be skipped take credit, the others do not.
 */
final class Frames {

  static final byte FIRST = 1;
  static final byte MORE = 2;
  static final byte CREDIT = 3;
  static final byte FINISH = 4;
  private static final byte AGAIN = 1;
  static final byte GREETING = 5;
  static final byte PROOF = 6;
  static final byte BATCH = 7;
  static final byte PING = 8;

  /** From here on a kind may be skipped by those who do not know it; 127 is the last. */
  static final byte FIRST_OPTIONAL = 64;

  /** A frame in bytes: 64 KiB of a blob and what is said about it, far below what WebRTC takes. */
  static final int MAX_BYTES = (64 << 10) + 1024;

  /**
   * A frame that is not the last of its message has at least so many bytes: tiny ones would cost
   * more than they carry.
   */
  static final int MIN_PIECE = 4 << 10;

  /** The smallest credit: no side has reason to grant less at a time. */
  static final int MIN_CREDIT = 4 << 10;

  static final int FIRST_HEADER = 1 + Integer.BYTES + Integer.BYTES;
  static final int MORE_HEADER = 1 + Integer.BYTES;
  static final int BATCH_HEADER = 1;
  private static final int CREDIT_BYTES = 1 + Integer.BYTES;

  /**
   * What a waiting frame or message costs in memory besides its bytes; stops floods of tiny ones.
   */
  static final int OVERHEAD = 256;

  private Frames() {}

  /** Makes the room before a message its FIRST header: then the array is the frame. */
  static byte[] whole(int stream, byte[] roomAndMessage) {
    ByteBuffer.wrap(roomAndMessage)
        .put(FIRST)
        .putInt(stream)
        .putInt(roomAndMessage.length - FIRST_HEADER);
    return roomAndMessage;
  }

  /**
   * The frame that carries on with a message.
   *
   * @param message with room for a FIRST header before it
   * @param done how many bytes of the message earlier frames carry
   * @param frameBytes how large it is to be
   */
  static byte[] piece(int stream, byte[] message, int done, int frameBytes) {
    byte[] frame = new byte[frameBytes];
    ByteBuffer buffer = ByteBuffer.wrap(frame);
    if (done == 0) {
      buffer.put(FIRST).putInt(stream).putInt(message.length - FIRST_HEADER);
    } else {
      buffer.put(MORE).putInt(stream);
    }
    buffer.put(message, FIRST_HEADER + done, buffer.remaining());
    return frame;
  }

  /**
   * Several messages in one frame.
   *
   * @param messages each with room for a FIRST header before it
   */
  static byte[] batch(List<byte[]> messages) {
    int bytes = BATCH_HEADER;
    for (byte[] message : messages) {
      bytes += inBatch(message);
    }
    ByteBuffer frame = ByteBuffer.allocate(bytes).put(BATCH);
    for (byte[] message : messages) {
      int length = message.length - FIRST_HEADER;
      frame.putInt(length).put(message, FIRST_HEADER, length);
    }
    return frame.array();
  }

  /** How many bytes of a BATCH that message takes. */
  static int inBatch(byte[] message) {
    return Integer.BYTES + message.length - FIRST_HEADER;
  }

  static byte[] credit(int bytes) {
    return ByteBuffer.allocate(CREDIT_BYTES).put(CREDIT).putInt(bytes).array();
  }

  static byte[] finish() {
    return new byte[] {FINISH};
  }

  /** A FINISH that asks to come again. */
  static byte[] renewal() {
    return new byte[] {FINISH, AGAIN};
  }

  static boolean isRenewal(byte[] frame) {
    return frame.length == 2 && frame[0] == FINISH && frame[1] == AGAIN;
  }

  static byte[] ping() {
    return new byte[] {PING};
  }

  /** The integer at that place. */
  static int intAt(byte[] frame, int at) {
    return ByteBuffer.wrap(frame, at, Integer.BYTES).getInt();
  }

  /** What the frame takes of the receiver's window. */
  static int cost(byte[] frame) {
    int items = 1;
    if (frame.length > 0 && frame[0] == BATCH) {
      items = 0;
      long at = BATCH_HEADER;
      while (at + Integer.BYTES <= frame.length) {
        items++;
        at += Integer.BYTES + Math.max(0L, intAt(frame, (int) at));
      }
    }
    return frame.length + OVERHEAD * Math.max(1, items);
  }

  /** Whether the sender needed credit for it. */
  static boolean isCredited(byte[] frame) {
    byte kind = frame.length == 0 ? 0 : frame[0];
    return kind == FIRST || kind == MORE || kind == BATCH || kind >= FIRST_OPTIONAL;
  }

  /** The amount of a CREDIT frame. */
  static int creditOf(byte[] frame) throws FrameException {
    if (frame.length != CREDIT_BYTES) {
      throw new FrameException("a credit frame must have 5 bytes: " + frame.length);
    }
    int amount = intAt(frame, 1);
    if (amount < MIN_CREDIT) {
      throw new FrameException("a credit must be at least " + MIN_CREDIT + ": " + amount);
    }
    return amount;
  }
}
