package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.message.MalformedMessageException;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import java.util.Optional;

/** Makes messages of frames that carry any. Used by one thread. */
final class FrameReader {

  private final FrameAssembler assembler = new FrameAssembler();
  private final Sink sink;

  /** Where messages go. */
  interface Sink {

    /**
     * A message has come.
     *
     * @param cost what it takes of the memory, in bytes
     */
    void accept(Message message, int cost);
  }

  FrameReader(Sink sink) {
    this.sink = sink;
  }

  /**
   * Reads a FIRST, MORE or BATCH frame, which the caller must not touch afterwards.
   *
   * @param lenient whether the other side may say what this one does not know
   */
  void read(byte[] frame, boolean lenient) throws FrameException, MalformedMessageException {
    if (frame.length == 0 || frame.length > Frames.MAX_BYTES) {
      throw new FrameException(
          "a frame must have 1 to " + Frames.MAX_BYTES + " bytes: " + frame.length);
    }
    if (frame[0] == Frames.BATCH) {
      readBatch(frame, lenient);
    } else if (isWhole(frame)) {
      message(frame, Frames.FIRST_HEADER, frame.length, lenient);
    } else {
      byte[] whole = assembler.add(frame);
      if (whole != null) {
        message(whole, 0, whole.length, lenient);
      }
    }
  }

  /** Most messages come in one frame: they are read where they lie. */
  private static boolean isWhole(byte[] frame) {
    return frame[0] == Frames.FIRST
        && frame.length > Frames.FIRST_HEADER
        && Frames.intAt(frame, 1 + Integer.BYTES) == frame.length - Frames.FIRST_HEADER;
  }

  private void readBatch(byte[] frame, boolean lenient)
      throws FrameException, MalformedMessageException {
    int at = Frames.BATCH_HEADER;
    do {
      if (frame.length - at < Integer.BYTES) {
        throw new FrameException("a batch must have whole messages: it ends within a length");
      }
      int length = Frames.intAt(frame, at);
      at += Integer.BYTES;
      if (length < 1 || length > frame.length - at) {
        throw new FrameException(
            "a message of a batch must have 1 to "
                + (frame.length - at)
                + " bytes here: "
                + Integer.toUnsignedString(length));
      }
      message(frame, at, at + length, lenient);
      at += length;
    } while (at < frame.length);
  }

  private void message(byte[] bytes, int from, int to, boolean lenient)
      throws MalformedMessageException {
    int cost = to - from + Frames.OVERHEAD;
    if (lenient) {
      Optional<Message> known = MessageCodec.decodeKnown(bytes, from, to);
      known.ifPresent(message -> sink.accept(message, cost));
    } else {
      sink.accept(MessageCodec.decode(bytes, from, to), cost);
    }
  }
}
