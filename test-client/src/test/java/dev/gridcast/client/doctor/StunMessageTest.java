package dev.gridcast.client.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** With the packets of RFC 5769, section 2. */
class StunMessageTest {

  private static final byte[] ID = hex("b7e7a701bc34d686fa87dfae");

  private static final byte[] IPV4 =
      hex(
          "0101003c2112a442b7e7a701bc34d686fa87dfae"
              + "8022000b7465737420766563746f7220"
              + "002000080001a147e112a643"
              + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
              + "80280004c07d4c96");

  private static final byte[] IPV6 =
      hex(
          "010100482112a442b7e7a701bc34d686fa87dfae"
              + "8022000b7465737420766563746f7220"
              + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
              + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
              + "80280004c8fb0b4c");

  @Test
  void theRequestIsTheShortestThereIs() {
    assertThat(StunMessage.request(ID)).isEqualTo(hex("000100002112a442b7e7a701bc34d686fa87dfae"));
    assertThatThrownBy(() -> StunMessage.request(new byte[11]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theAnswersOfTheStandardAreUnderstood() {
    assertThat(StunMessage.address(ByteBuffer.wrap(IPV4), ID))
        .contains(new InetSocketAddress("192.0.2.1", 32853));
    assertThat(StunMessage.address(ByteBuffer.wrap(IPV6), ID))
        .contains(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
  }

  @Test
  void aServerOfTheOlderStandardIsUnderstood() {
    byte[] packet = hex("0101000c2112a442b7e7a701bc34d686fa87dfae" + "0001000800018055c0000201");
    assertThat(StunMessage.address(ByteBuffer.wrap(packet), ID))
        .contains(new InetSocketAddress("192.0.2.1", 32853));
  }

  @Test
  void theAnswerToAnotherRequestIsNone() {
    byte[] other = ID.clone();
    other[5]++;
    assertThat(StunMessage.address(ByteBuffer.wrap(IPV4), other)).isEmpty();
  }

  @Test
  void anErrorIsNoAddress() {
    byte[] packet = IPV4.clone();
    packet[1] = 0x11;
    assertThat(StunMessage.address(ByteBuffer.wrap(packet), ID)).isEmpty();
  }

  @Property
  void aPacketThatWasCutIsNone(@ForAll @IntRange(max = 79) int length) {
    assertThat(StunMessage.address(ByteBuffer.wrap(Arrays.copyOf(IPV4, length)), ID)).isEmpty();
  }

  @Property
  void attributesOfAnySortDoNoHarm(@ForAll @Size(max = 200) byte[] attributes) {
    ByteBuffer packet = ByteBuffer.allocate(20 + attributes.length);
    packet.putShort((short) 0x0101).putShort((short) attributes.length).putInt(0x2112a442).put(ID);
    packet.put(attributes).flip();
    StunMessage.address(packet, ID)
        .ifPresent(
            seen -> assertThat(HexFormat.of().formatHex(attributes)).containsAnyOf("0001", "0020"));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
