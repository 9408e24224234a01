package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.SealedBox;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ShortTextTest {

  private static final String SDP =
      """
      v=0
      o=- 4611731400430051336 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0
      a=extmap-allow-mixed
      a=msid-semantic: WMS
      m=application 46243 UDP/DTLS/SCTP webrtc-datachannel
      c=IN IP4 198.51.100.7
      a=candidate:1467250027 1 udp 2122260223 192.168.0.196 46243 typ host generation 0 network-id 1
      a=candidate:1853887674 1 udp 1686052607 198.51.100.7 46243 typ srflx raddr 192.168.0.196\
       rport 46243 generation 0 network-id 1
      a=ice-ufrag:MvHw
      a=ice-pwd:3dBU7cFOBl120v33cynDvN1E
      a=ice-options:trickle
      a=fingerprint:sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08
      a=setup:actpass
      a=mid:0
      a=sctp-port:5000
      a=max-message-size:262144
      """
          .replace("\n", "\r\n");

  @Test
  void anOfferBecomesMuchShorter() {
    Letters.Request offer =
        new Letters.Request(
            Letters.token(),
            1_795_000_000_000L,
            Letters.token(),
            "0.1.0",
            "by hand",
            Letters.token(),
            Fingerprints.text(Fingerprints.of(SDP)),
            SDP,
            1_800);

    byte[] brief = Letters.writeShort(offer);

    assertThat(Letters.read(brief, Letters.Request.class)).isEqualTo(offer);
    assertThat(brief.length).isLessThan(Letters.write(offer).length * 2 / 5);
  }

  @Property(tries = 200)
  void whatWasMadeShortIsTheSameAgain(@ForAll byte[] bytes) {
    assertThat(ShortText.inflate(ShortText.deflate(bytes), 0, bytes.length)).isEqualTo(bytes);
  }

  @Property(tries = 2_000)
  void anythingElseIsNoLetter(@ForAll @Size(max = 400) byte[] bytes) {
    byte[] inflated = ShortText.inflate(bytes, 0, SealedBox.MAX_BODY_BYTES);

    assertThat(inflated == null ? 0 : inflated.length)
        .isLessThanOrEqualTo(SealedBox.MAX_BODY_BYTES);
  }

  @Test
  void aBombIsNotUnfolded() {
    byte[] bomb = ShortText.deflate(new byte[100 << 20]);

    assertThat(bomb.length).as("small enough to be sent").isLessThan(200_000);
    assertThat(ShortText.inflate(bomb, 0, SealedBox.MAX_BODY_BYTES)).isNull();
    assertThat(ShortText.inflate(ShortText.deflate(new byte[11]), 0, 10)).isNull();
  }

  @Test
  void whatIsCutOrGoesOnIsDamaged() {
    byte[] whole = ShortText.deflate("a letter".getBytes(UTF_8));

    for (int length = 0; length < whole.length; length++) {
      assertThat(ShortText.inflate(Arrays.copyOf(whole, length), 0, 100)).isNull();
    }
    assertThat(ShortText.inflate(Arrays.copyOf(whole, whole.length + 1), 0, 100)).isNull();
  }
}
