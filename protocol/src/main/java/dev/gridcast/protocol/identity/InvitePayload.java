package dev.gridcast.protocol.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gridcast.protocol.identity.Invite.Kind;
import dev.gridcast.protocol.identity.Invite.Way;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of an invite before base32.
 *
 * <pre>
 * payload  = key of the server (32) {item} checksum (4)
 * item     = tag u8 | length u8 | bytes
 * tags     = 1 HTTP way, 2 MQTT way, 3 secret (16 bytes), 4 STUN server
 * checksum = the first 4 bytes of SHA-256("gridcast1" | key | items)
 * </pre>
 *
 * A reader skips the tags below 128 that it does not know and refuses the others.
 */
final class InvitePayload {

  static final int MAX_ITEM_BYTES = 255;
  static final int CHECKSUM_BYTES = 4;

  private static final int HTTP = 1;
  private static final int MQTT = 2;
  private static final int SECRET = 3;
  private static final int STUN = 4;
  private static final int FIRST_NEEDED_TAG = 128;

  private InvitePayload() {}

  /** All but the checksum. */
  static byte[] write(Invite invite) {
    return write(invite.server(), invite.ways(), invite.secret(), invite.stun());
  }

  private static byte[] write(
      PeerKey server, List<Way> ways, Optional<Secret> secret, List<String> stun) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(server.bytes());
    for (Way way : ways) {
      item(bytes, way.kind() == Kind.HTTP ? HTTP : MQTT, ascii(way.uri().toString()));
    }
    secret.ifPresent(it -> item(bytes, SECRET, it.bytes()));
    stun.forEach(url -> item(bytes, STUN, ascii(url)));
    return bytes.toByteArray();
  }

  static void requireFits(
      PeerKey server, List<Way> ways, Optional<Secret> secret, List<String> stun) {
    int bytes = write(server, ways, secret, stun).length + CHECKSUM_BYTES;
    int most = InviteText.MAX_PAYLOAD_BYTES;
    if (bytes > most) {
      throw new IllegalArgumentException(
          "an invite must have at most "
              + most
              + " bytes, and this one has "
              + bytes
              + ": name fewer or shorter ways");
    }
  }

  private static void item(ByteArrayOutputStream bytes, int tag, byte[] content) {
    bytes.write(tag);
    bytes.write(content.length);
    bytes.writeBytes(content);
  }

  /** Whether the items end where the payload ends; if not, something is missing. */
  static boolean isWhole(byte[] payload) {
    int at = PeerKey.BYTES;
    while (at + 1 < payload.length) {
      at += 2 + Byte.toUnsignedInt(payload[at + 1]);
    }
    return at == payload.length;
  }

  /**
   * Reads a payload whose checksum was right.
   *
   * @throws InviteException when a newer release wrote it, or nobody did
   */
  static Invite read(byte[] payload) throws InviteException {
    if (payload.length < PeerKey.BYTES || !isWhole(payload)) {
      throw InviteException.damaged("its parts have other lengths than it says");
    }
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    byte[] key = new byte[PeerKey.BYTES];
    bytes.get(key);
    List<Way> ways = new ArrayList<>();
    List<String> stun = new ArrayList<>();
    Optional<Secret> secret = Optional.empty();
    try {
      while (bytes.hasRemaining()) {
        int tag = Byte.toUnsignedInt(bytes.get());
        byte[] content = new byte[Byte.toUnsignedInt(bytes.get())];
        bytes.get(content);
        switch (tag) {
          case HTTP, MQTT -> ways.add(way(tag, content));
          case SECRET -> secret = Optional.of(Secret.of(content));
          case STUN -> stun.add(new String(content, US_ASCII));
          default -> requireMayBeSkipped(tag);
        }
      }
      return new Invite(PeerKey.of(key), ways, secret, stun);
    } catch (IllegalArgumentException e) {
      throw InviteException.damaged(String.valueOf(e.getMessage()));
    }
  }

  private static Way way(int tag, byte[] content) {
    Way way = Way.parse(new String(content, US_ASCII));
    if ((way.kind() == Kind.HTTP) != (tag == HTTP)) {
      throw new IllegalArgumentException("a way is not of the kind that it says");
    }
    return way;
  }

  private static void requireMayBeSkipped(int tag) throws InviteException {
    if (tag >= FIRST_NEEDED_TAG) {
      throw InviteException.newer();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
