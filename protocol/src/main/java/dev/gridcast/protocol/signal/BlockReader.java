package dev.gridcast.protocol.signal;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;

/** Takes a block out of what somebody pastes into a terminal, line by line. */
public final class BlockReader {

  private final BufferedReader in;

  /** Reads on where the reader stands; does not close it. */
  public BlockReader(BufferedReader in) {
    this.in = in;
  }

  /**
   * The sealed message of the next block. Reads no further than its last line.
   *
   * @throws BlockException when what was pasted is none; the next call reads on behind it
   * @throws EOFException when nothing more comes
   */
  public byte[] next(Block.Kind wanted) throws BlockException, IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      String line = in.readLine();
      if (line == null) {
        if (text.toString().isBlank()) {
          throw new EOFException("nothing more comes from standard input");
        }
        return Block.read(wanted, text.toString());
      }
      text.append(line).append('\n');
      String soFar = text.toString();
      boolean other = line.isBlank() && !soFar.isBlank() && !Block.isBegun(soFar);
      if (other || Block.isWhole(soFar) || text.length() > Block.MAX_CHARACTERS) {
        return Block.read(wanted, soFar);
      }
    }
  }
}
