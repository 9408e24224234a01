package dev.gridcast.protocol.signal.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import dev.gridcast.protocol.peer.PeerThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What this side says to every broker: nothing is kept for it, and how much it may be sent. */
final class Clients {

  /** What stands in a packet beside the payload: the topic and a few properties. */
  private static final int PACKET_EXTRA_BYTES = 4 << 10;

  /** Messages that a broker may send before they are acknowledged. */
  private static final int RECEIVE_MAXIMUM = 64;

  private static final int CONNECT_SECONDS = 10;

  /** A line that died without a word is noticed after one and a half of it. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  /** How long a broker keeps a message that it cannot deliver at once. */
  private static final int EXPIRY_SECONDS = 60;

  /** The library's threads end with its last connection, and do not keep the program alive. */
  private static final ExecutorService THREADS = PeerThreads.pool("mqtt");

  private Clients() {}

  /** A client that nobody can mistake for another: its id is random. */
  static Mqtt5ClientBuilder builder(MqttAddress broker, MqttTrust trust) {
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("gc" + Topics.newLabel().substring(0, 20))
            .transportConfig()
            .serverHost(broker.host())
            .serverPort(broker.port())
            .sslConfig(broker.tls() ? trust.config() : null)
            .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .applyTransportConfig()
            .executorConfig()
            .nettyExecutor(THREADS)
            .nettyThreads(1)
            .applyExecutorConfig();
    return builder;
  }

  static Mqtt5Connect connect(MqttAddress broker) {
    Mqtt5ConnectBuilder connect =
        Mqtt5Connect.builder()
            .cleanStart(true)
            .sessionExpiryInterval(0)
            .keepAlive(KEEP_ALIVE_SECONDS)
            .restrictions()
            .receiveMaximum(RECEIVE_MAXIMUM)
            // The library hangs up on a broker that sends more, before it has made room for it.
            .maximumPacketSize(Topics.MAX_PAYLOAD_BYTES + PACKET_EXTRA_BYTES)
            .topicAliasMaximum(0)
            .applyRestrictions();
    return broker.user() == null && broker.password() == null
        ? connect.build()
        : connect.simpleAuth(auth(broker)).build();
  }

  private static Mqtt5SimpleAuth auth(MqttAddress broker) {
    String user = broker.user() == null ? "" : broker.user();
    Mqtt5SimpleAuthBuilder.Complete auth = Mqtt5SimpleAuth.builder().username(user);
    return broker.password() == null
        ? auth.build()
        : auth.password(broker.password().getBytes(UTF_8)).build();
  }

  static Mqtt5Subscribe subscribe(String topic) {
    return Mqtt5Subscribe.builder()
        .topicFilter(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
        .build();
  }

  static Mqtt5Publish publish(String topic, byte[] payload) {
    return Mqtt5Publish.builder()
        .topic(topic)
        .payload(payload)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(false)
        .messageExpiryInterval(EXPIRY_SECONDS)
        .build();
  }
}
