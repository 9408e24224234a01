package dev.gridcast.protocol.signal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Somebody else who knows the broker: hears what he likes and says what he likes. */
final class Bystander implements AutoCloseable {

  private static final int SECONDS = 20;

  private final Mqtt5AsyncClient client;

  Bystander(MqttAddress broker) throws Exception {
    client = Clients.builder(broker, MqttTrust.ofThisMachine()).buildAsync();
    client.connect(Clients.connect(broker)).get(SECONDS, TimeUnit.SECONDS);
  }

  /** Hears from now on. */
  void hear(String topicFilter, Consumer<Mqtt5Publish> heard) throws Exception {
    client.subscribe(Clients.subscribe(topicFilter), heard).get(SECONDS, TimeUnit.SECONDS);
  }

  /** Says it, and knows that the broker has it. */
  void say(String topic, byte[] payload) throws Exception {
    assertThat(
            client
                .publish(Clients.publish(topic, payload))
                .get(SECONDS, TimeUnit.SECONDS)
                .getError())
        .isEmpty();
  }

  /** The same from a callback, which must not wait. */
  void sayAtOnce(String topic, byte[] payload) {
    var unused = client.publish(Clients.publish(topic, payload));
  }

  @Override
  public void close() {
    client.disconnect().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits until something is so. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    until(condition, () -> "in time");
  }

  /** Waits until a server listens at all its brokers. */
  static void untilListening(MqttListener listener) throws InterruptedException {
    until(
        () -> listener.states().stream().allMatch(MqttListener.State::listening),
        () -> listener.states().toString());
  }

  /** The same, and says how it stands when it does not come to be. */
  static void until(BooleanSupplier condition, Supplier<String> otherwise)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(otherwise.get());
      }
      Thread.sleep(10);
    }
  }
}
