package dev.gridcast.protocol.signal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.gridcast.protocol.identity.PeerKey;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A broker whose owner does with the messages what he likes: clients and servers are each at a real
 * Mosquitto of their own, and nothing gets from one to the other but through here.
 */
final class HostileBroker implements AutoCloseable {

  /** What somebody published; the topic as it thinks it is. */
  static final class Message {

    private final String topic;
    private final byte[] payload;

    private Message(String topic, byte[] payload) {
      this.topic = topic;
      this.payload = payload;
    }

    String topic() {
      return topic;
    }

    byte[] payload() {
      return payload;
    }
  }

  private final Bystander clients;
  private final Bystander servers;
  private final String in;

  /** All that clients sent, in order. */
  final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();

  /** All that servers sent, in order. */
  final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();

  private final List<Consumer<Message>> onRequest = new CopyOnWriteArrayList<>();
  private final List<Consumer<Message>> onAnswer = new CopyOnWriteArrayList<>();

  HostileBroker(MqttAddress forClients, MqttAddress forServers, PeerKey server) throws Exception {
    in = Topics.of(server).in();
    clients = new Bystander(forClients);
    servers = new Bystander(forServers);
    clients.hear(in, publish -> heard(publish, requests, onRequest));
    servers.hear(Topics.of(server).out("+"), publish -> heard(publish, answers, onAnswer));
  }

  private static void heard(
      Mqtt5Publish publish, BlockingQueue<Message> all, List<Consumer<Message>> listeners) {
    Message message = new Message(publish.getTopic().toString(), publish.getPayloadAsBytes());
    all.add(message);
    listeners.forEach(each -> each.accept(message));
  }

  /** Does its work from now on. */
  HostileBroker honest() {
    onRequest.add(message -> toServer(message.payload()));
    onAnswer.add(message -> toClient(message.topic(), message.payload()));
    return this;
  }

  void whenRequested(Consumer<Message> listener) {
    onRequest.add(listener);
  }

  void whenAnswered(Consumer<Message> listener) {
    onAnswer.add(listener);
  }

  void toServer(byte[] payload) {
    servers.sayAtOnce(in, payload);
  }

  void toClient(String topic, byte[] payload) {
    clients.sayAtOnce(topic, payload);
  }

  static Message take(BlockingQueue<Message> messages) throws InterruptedException {
    Message message = messages.poll(20, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  @Override
  public void close() {
    clients.close();
    servers.close();
  }
}
