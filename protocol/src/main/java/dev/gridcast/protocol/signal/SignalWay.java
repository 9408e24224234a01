package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.peer.ConnectException;
import java.time.Duration;

/**
 * A client's way to carry one sealed request to its server and the sealed answer back. It reads
 * neither, and neither side trusts it. Thread-safe.
 */
public interface SignalWay {

  /** What it is, for people, for example {@code http://192.168.1.20:7420}; tells no password. */
  String name();

  /**
   * Carries a request and waits for what comes back, which may be anything. Interrupting the thread
   * ends it.
   *
   * @param sealed at most {@link dev.gridcast.protocol.identity.SealedBox#MAX_BYTES}
   * @param limit how long it may take in all
   * @return at most {@link dev.gridcast.protocol.identity.SealedBox#MAX_BYTES}
   * @throws ConnectException when nothing came back; permanent only when this way can never work
   */
  byte[] exchange(byte[] sealed, Duration limit) throws ConnectException, InterruptedException;
}
