package dev.gridcast.protocol.signal;

import java.util.Optional;

/** What a server does with the bytes that come in on its ways. Thread-safe. */
@FunctionalInterface
public interface SignalHandler {

  /**
   * Answers a sealed request; may block for some seconds. Each call of one request on several ways
   * gets an answer of its own.
   *
   * @param sealed what came, from anybody
   * @param source what to hold responsible for a flood: an address, or the name of a broker
   * @return the sealed answer, which may be a refusal; empty when what came is no request for this
   *     server and deserves none
   * @throws FloodException when more comes than this server wants to read
   */
  Optional<byte[]> answer(byte[] sealed, String source) throws FloodException, InterruptedException;
}
