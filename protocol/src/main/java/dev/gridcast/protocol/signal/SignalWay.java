package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.peer.ConnectException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A client's way to carry one sealed request to its server and the sealed answer back. It reads
 * neither, and neither side trusts it. Thread-safe.
 */
public interface SignalWay {

  /** What it is, for people, for example {@code http://192.168.1.20:7420}; tells no password. */
  String name();

  /**
   * Carries a request and waits for its answer. Interrupting the thread ends it.
   *
   * @param sealed at most {@link dev.gridcast.protocol.identity.SealedBox#MAX_BYTES}
   * @param genuine whether bytes are the server's answer: where anybody may put something, a way
   *     passes over what is not and waits on
   * @param limit how long it may take in all
   * @return what came back, at most {@link dev.gridcast.protocol.identity.SealedBox#MAX_BYTES};
   *     whether it is genuine is looked at again
   * @throws ConnectException when nothing came back
   */
  byte[] exchange(byte[] sealed, Predicate<byte[]> genuine, Duration limit)
      throws ConnectException, InterruptedException;
}
