package dev.gridcast.protocol.signal.mqtt;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.SignalWay;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way through a broker. Each exchange is a connection of its own to it, for a moment: whoever
 * has found the server needs the broker no more.
 */
public final class MqttWay implements SignalWay {

  /** Answers that wait to be looked at; what else strangers send meanwhile is dropped. */
  private static final int WAITING_ANSWERS = 16;

  /**
   * A request is sent again after that: it may have been lost on a line to the server that was
   * dead. A server answers only the first copy that it gets.
   */
  private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final MqttAddress broker;
  private final MqttTrust trust;
  private final Topics topics;

  /** The way to the server with this key, where it listens at this broker. */
  public MqttWay(MqttAddress broker, MqttTrust trust, PeerKey server) {
    this.broker = broker;
    this.trust = trust;
    this.topics = Topics.of(server);
  }

  @Override
  public String name() {
    return broker.toString();
  }

  @Override
  public byte[] exchange(byte[] sealed, Predicate<byte[]> genuine, Duration limit)
      throws ConnectException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Mqtt5AsyncClient client = Clients.builder(broker, trust).buildAsync();
    AtomicBoolean over = new AtomicBoolean();
    try {
      CompletableFuture<?> connected = client.connect(Clients.connect(broker));
      // It may come to stand after nobody waits for it any more.
      var unused = connected.thenRun(() -> hangUpWhen(over, client));
      await(connected, deadline, "it takes no connection", limit);
      String label = Topics.newLabel();
      BlockingQueue<byte[]> answers = listen(client, label, deadline, limit);
      byte[] request = Topics.labelled(label, sealed);
      int others = 0;
      while (deadline - System.nanoTime() > 0) {
        send(client, request, deadline, limit);
        long repeat = Math.min(deadline, System.nanoTime() + REPEAT_NANOS);
        byte[] answer = next(answers, repeat);
        while (answer != null && !genuine.test(answer)) {
          others++;
          answer = next(answers, repeat);
        }
        if (answer != null) {
          return answer;
        }
      }
      throw nothing(others, limit);
    } finally {
      over.set(true);
      hangUpWhen(over, client);
    }
  }

  private BlockingQueue<byte[]> listen(
      Mqtt5AsyncClient client, String label, long deadline, Duration limit)
      throws ConnectException, InterruptedException {
    BlockingQueue<byte[]> answers = new ArrayBlockingQueue<>(WAITING_ANSWERS);
    await(
        client.subscribe(
            Clients.subscribe(topics.out(label)),
            publish -> {
              byte[] payload = publish.getPayloadAsBytes();
              if (payload.length <= SealedBox.MAX_BYTES) {
                // When it is full, somebody floods the topic; waiting here would block the library.
                var unused = answers.offer(payload);
              }
            }),
        deadline,
        "it does not let us listen",
        limit);
    return answers;
  }

  private void send(Mqtt5AsyncClient client, byte[] request, long deadline, Duration limit)
      throws ConnectException, InterruptedException {
    Mqtt5PublishResult sent =
        await(
            client.publish(Clients.publish(topics.in(), request)),
            deadline,
            "it does not take our message",
            limit);
    if (sent.getError().isPresent()) {
      throw Trouble.exception(broker, sent.getError().get());
    }
    if (sent instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
        && acknowledged.getPubAck().getReasonCode()
            == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS) {
      throw ConnectException.temporary(
          "the broker " + broker + " says that the server does not listen there: does it run?",
          null);
    }
  }

  private static byte @Nullable [] next(BlockingQueue<byte[]> answers, long until)
      throws InterruptedException {
    return answers.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private ConnectException nothing(int others, Duration limit) {
    return ConnectException.temporary(
        "no answer from the server through the broker "
            + broker
            + " within "
            + limit.toSeconds()
            + " s"
            + (others == 0 ? "" : ", but " + others + " messages that are not from it"),
        null);
  }

  private <T> T await(CompletableFuture<T> future, long deadline, String otherwise, Duration limit)
      throws ConnectException, InterruptedException {
    try {
      return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Trouble.exception(broker, e);
    } catch (TimeoutException e) {
      throw ConnectException.temporary(
          "the broker " + broker + ": " + otherwise + " within " + limit.toSeconds() + " s", e);
    }
  }

  private static void hangUpWhen(AtomicBoolean over, Mqtt5AsyncClient client) {
    if (over.get() && client.getState().isConnected()) {
      // Whether the broker hears the goodbye is its own affair.
      var unused = client.disconnect();
    }
  }
}
