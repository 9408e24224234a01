package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes a letter short that a person has to carry: raw DEFLATE with a dictionary of what nearly
 * every letter holds, which leaves about a third of it.
 */
final class ShortText {

  /**
   * Both sides must have the same one, for ever; what comes most often stands last. See
   * docs/developers/protocol.md.
   */
  private static final String DICTIONARY =
      "\"patienceSeconds\":1800}\"code\":\"\",\"message\":\"\",\"serverTime\":,\"retryAfterMillis\":"
          + "\"protocol\":4,\"version\":\"0.SNAPSHOT\",\"ice\":[],\"relayOnly\":false"
          + "{\"nonce\":\"\",\"time\":17\",\"re\":\"\",\"secret\":\"\",\"client\":\"0.1.0\",\"way\":\"by hand\","
          + "\"attempt\":\"\",\"fingerprint\":\"sha-256 \",\"sdp\":\"v=0\\r\\no=- 2 IN IP4 127.0.0.1\\r\\n"
          + "s=-\\r\\nt=0 0\\r\\na=group:BUNDLE 0\\r\\na=extmap-allow-mixed\\r\\n"
          + "a=msid-semantic: WMS\\r\\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\\r\\n"
          + "c=IN IP4 0.0.0.0\\r\\na=ice-ufrag:\\r\\na=ice-pwd:\\r\\na=ice-options:trickle\\r\\n"
          + "a=fingerprint:sha-256 :\\r\\na=setup:actpass\\r\\na=setup:active\\r\\na=mid:0\\r\\n"
          + "a=sctp-port:5000\\r\\na=max-message-size:262144\\r\\n\""
          + " 1 tcp 15182 9 typ host tcptype active 1 udp 41885 typ relay raddr 10.0.0. rport "
          + " 1 udp 1677729535 typ srflx raddr 172.16. rport 4 generation 0 network-id 2 network-cost"
          + " 10\\r\\na=candidate: 1 udp 2122260223 192.168.1. typ host generation 0 network-id 1\\r\\n";

  private static final int BUFFER = 4 << 10;

  private ShortText() {}

  static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setDictionary(DICTIONARY.getBytes(US_ASCII));
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * What was made short.
   *
   * @param from where it begins in the bytes
   * @return null when it is damaged, or would be longer than {@code most} bytes
   */
  static byte @Nullable [] inflate(byte[] bytes, int from, int most) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setDictionary(DICTIONARY.getBytes(US_ASCII));
      inflater.setInput(bytes, from, bytes.length - from);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        boolean stuck = read == 0 && !inflater.finished();
        if (stuck || out.size() + read > most) {
          return null;
        }
        out.write(buffer, 0, read);
      }
      return inflater.getRemaining() == 0 ? out.toByteArray() : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
