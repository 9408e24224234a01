package dev.gridcast.server.store;

/** How a key stands with the door, whether it is banned or not. */
public enum MemberState {
  /** It showed a valid invite and waits for the operator. */
  PENDING,
  /** It may come in, without an invite. */
  ADMITTED,
  /** It needs an invite, like one that was never here. */
  OUTSIDE
}
