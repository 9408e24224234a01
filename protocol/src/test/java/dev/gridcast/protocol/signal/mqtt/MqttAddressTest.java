package dev.gridcast.protocol.signal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class MqttAddressTest {

  @Test
  void aPortIsTheUsualOneUnlessSaid() {
    assertThat(of("mqtt://broker.example.org"))
        .isEqualTo(new MqttAddress("broker.example.org", 1883, false, null, null));
    assertThat(of("MQTTS://broker.example.org/"))
        .isEqualTo(new MqttAddress("broker.example.org", 8883, true, null, null));
    assertThat(of("mqtt://[2001:db8::1]:7"))
        .isEqualTo(new MqttAddress("2001:db8::1", 7, false, null, null));
  }

  @Test
  void aPasswordMayHoldAnything() {
    assertThat(of("mqtts://ada:a%3Ab+c%40d%25@h"))
        .isEqualTo(new MqttAddress("h", 8883, true, "ada", "a:b+c@d%"));
    assertThat(of("mqtts://ada@h")).isEqualTo(new MqttAddress("h", 8883, true, "ada", null));
  }

  @Test
  void nobodySeesThePassword() {
    assertThat(of("mqtts://ada:secret@[::1]").toString()).isEqualTo("mqtts://[::1]:8883");
  }

  @Test
  void whatIsNoAddressSaysWhy() {
    refuses("http://h", "mqtt:// or mqtts://");
    refuses("mqtt:h", "names no host");
    refuses("mqtt://u:secret@h:99999", "a port must be");
    refuses("mqtt://u:secret@h/topic", "ends after the port");
    refuses("mqtt://u:secret@h?x=1", "ends after the port");
  }

  private static MqttAddress of(String url) {
    return MqttAddress.of(URI.create(url));
  }

  private static void refuses(String url, String why) {
    assertThatThrownBy(() -> of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .message()
        .doesNotContain("secret");
  }
}
