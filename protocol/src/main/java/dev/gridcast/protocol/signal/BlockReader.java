package dev.gridcast.protocol.signal;

import java.util.Optional;

/** Takes blocks out of what somebody pastes into a terminal, line by line. Not thread-safe. */
public final class BlockReader {

  private final Block.Kind wanted;
  private final StringBuilder text = new StringBuilder();

  /** One that has read nothing yet. */
  public BlockReader(Block.Kind wanted) {
    this.wanted = wanted;
  }

  /**
   * Takes one more line.
   *
   * @return the sealed message, when this line was the last of its block
   * @throws BlockException when what was pasted up to here is no such block; the next line begins
   *     anew
   */
  public Optional<byte[]> add(String line) throws BlockException {
    text.append(line).append('\n');
    String soFar = text.toString();
    if (soFar.isBlank()) {
      text.setLength(0);
      return Optional.empty();
    }
    boolean other = line.isBlank() && !Block.isBegun(soFar);
    boolean over = other || Block.isWhole(soFar) || soFar.length() > Block.MAX_CHARACTERS;
    return over ? Optional.of(end()) : Optional.empty();
  }

  /** Whether lines of an unfinished block are waiting. */
  public boolean isBetween() {
    return text.length() > 0;
  }

  /**
   * The sealed message of what was pasted, although nothing more comes.
   *
   * @throws BlockException when it is no such block
   */
  public byte[] end() throws BlockException {
    String all = text.toString();
    text.setLength(0);
    return Block.read(wanted, all);
  }
}
