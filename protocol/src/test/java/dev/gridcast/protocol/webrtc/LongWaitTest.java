package dev.gridcast.protocol.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onvoid.webrtc.RTCIceCandidate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LongWaitTest {

  private static final String OFFER =
      """
      v=0
      a=candidate:7 1 udp 21 192.0.2.1 4000 typ host
      a=candidate:8 1 udp 16 198.51.100.1 4000 typ srflx raddr 192.0.2.1 rport 4000
      a=setup:actpass
      a=mid:data
      """
          .replace("\n", "\r\n");

  @Test
  void eachRoundTellsTheSameAddressesAsOnesNotSeenBefore() {
    List<RTCIceCandidate> first = LongWait.candidates(OFFER, 1);
    List<RTCIceCandidate> second = LongWait.candidates(OFFER, 2);

    assertThat(first)
        .extracting(each -> each.sdp)
        .containsExactly(
            "candidate:1x0 1 udp 21 192.0.2.1 4000 typ host",
            "candidate:1x1 1 udp 16 198.51.100.1 4000 typ srflx raddr 192.0.2.1 rport 4000");
    assertThat(first).allMatch(each -> each.sdpMid.equals("data"));
    assertThat(second.get(0).sdp).isEqualTo("candidate:2x0 1 udp 21 192.0.2.1 4000 typ host");
  }

  @Test
  void aStrangerWithManyAddressesIsNotKnockedOnEverywhere() {
    assertThat(LongWait.candidates("a=candidate:1 1 udp 1 192.0.2.1 1 typ host\n".repeat(400), 1))
        .hasSize(20);
    assertThat(LongWait.candidates("a=candidate:\na=candidate:5", 1)).isEmpty();
  }

  @Test
  void theOtherSideBeginsTheHandshake() {
    assertThat(LongWait.otherBegins(OFFER)).contains("a=setup:active\r\n").doesNotContain("pass");
  }
}
