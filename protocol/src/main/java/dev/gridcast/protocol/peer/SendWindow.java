package dev.gridcast.protocol.peer;

/** How much may be on its way before the other side has taken what came before. */
final class SendWindow {

  /** Bytes that may be on their way to a listener that is busy: 4 MiB. */
  static final int BYTES = 4 << 20;

  /**
   * Bytes that may be on their way before the first credit comes: 128 KiB. Little, so that a limit
   * of the other side is kept from the beginning; enough for the first words both ways.
   */
  static final int INITIAL = 128 << 10;

  private SendWindow() {}
}
