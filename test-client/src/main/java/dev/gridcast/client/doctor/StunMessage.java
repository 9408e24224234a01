package dev.gridcast.client.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The two messages of STUN (RFC 5389) that find out what address a packet seems to come from: the
 * request without attributes, and its answer.
 */
final class StunMessage {

  /** The length of the number that an answer repeats. */
  static final int ID_BYTES = 12;

  /** No answer of use is longer than a packet that needs no fragments. */
  static final int MAX_BYTES = 1_500;

  private static final int HEADER_BYTES = 20;
  private static final int COOKIE = 0x2112A442;
  private static final int BINDING_REQUEST = 0x0001;
  private static final int BINDING_SUCCESS = 0x0101;
  private static final int MAPPED_ADDRESS = 0x0001;
  private static final int XOR_MAPPED_ADDRESS = 0x0020;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private StunMessage() {}

  /** A request with a number of {@link #ID_BYTES}. */
  static byte[] request(byte[] id) {
    if (id.length != ID_BYTES) {
      throw new IllegalArgumentException("the number of a STUN request has 12 bytes");
    }
    return ByteBuffer.allocate(HEADER_BYTES)
        .putShort((short) BINDING_REQUEST)
        .putShort((short) 0)
        .putInt(COOKIE)
        .put(id)
        .array();
  }

  /**
   * The address that an answer tells; empty when the packet is anything else than a whole, good
   * answer to the request with this number.
   */
  static Optional<InetSocketAddress> address(ByteBuffer packet, byte[] id) {
    ByteBuffer rest = packet.slice();
    if (rest.remaining() < HEADER_BYTES || rest.getShort() != BINDING_SUCCESS) {
      return Optional.empty();
    }
    int length = Short.toUnsignedInt(rest.getShort());
    byte[] repeated = new byte[ID_BYTES];
    boolean ours = rest.getInt() == COOKIE;
    rest.get(repeated);
    if (!ours || !Arrays.equals(repeated, id) || length != rest.remaining()) {
      return Optional.empty();
    }
    return fromAttributes(rest, mask(id));
  }

  private static Optional<InetSocketAddress> fromAttributes(ByteBuffer attributes, byte[] mask) {
    Optional<InetSocketAddress> plain = Optional.empty();
    while (attributes.remaining() >= 4) {
      int type = Short.toUnsignedInt(attributes.getShort());
      int length = Short.toUnsignedInt(attributes.getShort());
      if (length > attributes.remaining()) {
        return Optional.empty();
      }
      ByteBuffer value = attributes.slice(attributes.position(), length);
      if (type == XOR_MAPPED_ADDRESS) {
        return read(value, mask);
      }
      if (type == MAPPED_ADDRESS) { // what servers of the older RFC 3489 say
        plain = read(value, new byte[mask.length]);
      }
      int padded = (length + 3) & ~3;
      attributes.position(attributes.position() + Math.min(padded, attributes.remaining()));
    }
    return plain;
  }

  /** Routers that rewrite addresses inside packets are the reason why they are masked. */
  private static byte[] mask(byte[] id) {
    return ByteBuffer.allocate(4 + ID_BYTES).putInt(COOKIE).put(id).array();
  }

  private static Optional<InetSocketAddress> read(ByteBuffer value, byte[] mask) {
    if (value.remaining() < 4) {
      return Optional.empty();
    }
    value.get(); // reserved
    int family = value.get();
    int port = Short.toUnsignedInt(value.getShort()) ^ ((mask[0] & 0xFF) << 8) ^ (mask[1] & 0xFF);
    int bytes = family == IPV4 ? 4 : family == IPV6 ? 16 : -1;
    if (value.remaining() != bytes) {
      return Optional.empty();
    }
    byte[] address = new byte[bytes];
    value.get(address);
    for (int i = 0; i < bytes; i++) {
      address[i] ^= mask[i];
    }
    try {
      return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
