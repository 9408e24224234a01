package dev.gridcast.protocol.peer;

/** A message that goes in as many frames as the pace asks for. Guarded by its queue. */
final class Cargo {

  private final byte[] message;
  private final int total;
  private final int stream;
  private int done;
  private boolean out;

  /**
   * @param message with room for a FIRST header before it
   */
  Cargo(int stream, byte[] message) {
    this.stream = stream;
    this.message = message;
    this.total = message.length - Frames.FIRST_HEADER;
  }

  /** How many bytes the message has. */
  int total() {
    return total;
  }

  /** How large the next frame is when it is to be about so large at most. */
  int nextFrame(int most) {
    int rest = total - done + header();
    // What would be left over must not be lost in a frame of next to nothing: it goes along.
    return rest <= Math.min(Frames.MAX_BYTES, most + most / 8) ? rest : most;
  }

  /** The next frame, of that size. */
  byte[] take(int frameBytes) {
    byte[] frame =
        frameBytes == message.length && done == 0
            ? Frames.whole(stream, message)
            : Frames.piece(stream, message, done, frameBytes);
    done += frameBytes - header();
    return frame;
  }

  private int header() {
    return done == 0 ? Frames.FIRST_HEADER : Frames.MORE_HEADER;
  }

  /** Whether nothing is left to take. */
  boolean isTaken() {
    return done == total;
  }

  /** Whether the line has all of it. */
  boolean isOut() {
    return out;
  }

  void wentOut() {
    out = true;
  }
}
