package dev.gridcast.server.cli;

import org.jspecify.annotations.Nullable;

/**
 * What the operator says about where volunteers knock.
 *
 * @param host the address in the invite; null: as before, else an address of this machine
 * @param port the TCP port; null or 0: as before, else a default or a free one
 * @param bind the local address to listen on
 */
record InviteOptions(@Nullable String host, @Nullable Integer port, String bind) {

  private static final int MAX_PORT = 65_535;

  /** Nobody but this machine can come in. */
  static final InviteOptions ON_THIS_MACHINE = new InviteOptions("127.0.0.1", 0, "127.0.0.1");

  static InviteOptions check(@Nullable String host, @Nullable Integer port, String bind)
      throws UserError {
    if (port != null && (port < 0 || port > MAX_PORT)) {
      throw UserError.badInput("--port must be between 0 and " + MAX_PORT + ", not " + port);
    }
    return new InviteOptions(host, port, bind);
  }
}
