package dev.gridcast.protocol.signal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that goes away as in a power cut, and comes back. */
final class BrokerOutageIT {

  private static final String NAME = "mosquitto-outage";

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void aServerListensAgainByItself() throws Exception {
    Identity server = Identity.random();
    Identity client = Identity.random();
    MqttTrust trust = MqttTrust.ofThisMachine();
    MqttAddress broker = TestMosquitto.start(NAME).plain();
    try (MqttListener listener =
        MqttListener.start(List.of(broker), trust, server.key(), Speech.server(server))) {
      Bystander.untilListening(listener);
      assertThat(Speech.say("one", broker, trust, client, server.key())).isEqualTo("one to you");

      TestMosquitto.script(NAME, "halt");
      Bystander.until(() -> !listener.states().get(0).listening());
      assertThatThrownBy(() -> Speech.say("two", broker, trust, client, server.key()))
          .hasMessageContaining("nothing answers there");

      TestMosquitto.script(NAME, "resume");
      Bystander.untilListening(listener);
      assertThat(Speech.say("three", broker, trust, client, server.key()))
          .isEqualTo("three to you");
    }
  }

  @AfterEach
  void stop() throws Exception {
    TestMosquitto.script(NAME, "stop");
  }
}
