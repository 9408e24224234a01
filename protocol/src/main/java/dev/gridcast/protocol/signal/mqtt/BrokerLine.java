package dev.gridcast.protocol.signal.mqtt;

import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.gridcast.protocol.peer.Backoff;
import dev.gridcast.protocol.signal.FloodException;
import dev.gridcast.protocol.signal.SignalHandler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's ear at one broker. What arrives waits in a queue of its own for threads of its own, so
 * that a broker that floods us takes nothing from the others.
 */
final class BrokerLine implements AutoCloseable {

  /** Requests that are worked on at the same time; most of that is waiting. */
  static final int THREADS = 16;

  /** Requests that wait; more are dropped, and their senders try again. */
  static final int QUEUE = 256;

  /** For limits: behind a broker all look alike. */
  private static final String SOURCE = "mqtt";

  private static final int PUBLISH_SECONDS = 10;

  /** A connection that lasted so long has worked: the next trouble is a new one. */
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLine.class);

  private final MqttAddress broker;
  private final Topics topics;
  private final SignalHandler handler;
  private final Mqtt5AsyncClient client;
  private final ThreadPoolExecutor workers;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Backoff backoff = new Backoff(new SecureRandom());
  private long listeningSince;
  private @Nullable String trouble = "not connected yet";
  private boolean closed;

  BrokerLine(MqttAddress broker, MqttTrust trust, Topics topics, SignalHandler handler) {
    this.broker = broker;
    this.topics = topics;
    this.handler = handler;
    AtomicLong number = new AtomicLong();
    this.workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "mqtt-request-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
    this.client =
        Clients.builder(broker, trust)
            .addConnectedListener(context -> listen())
            .addDisconnectedListener(this::disconnected)
            .buildAsync();
  }

  void start() {
    // How it ends is told to the listeners, which try again.
    var unused = client.connect(Clients.connect(broker));
  }

  private void listen() {
    var unused =
        client
            .subscribe(Clients.subscribe(topics.in()), this::arrived)
            .whenComplete(
                (subscribed, failure) -> {
                  if (failure == null) {
                    listening();
                  } else {
                    // Most often the connection is gone again, and this changes nothing then.
                    note(Trouble.line(failure));
                    var ignored = client.disconnect();
                  }
                });
  }

  private synchronized void listening() {
    trouble = null;
    listeningSince = System.nanoTime();
    LOG.info("listening for volunteers at the broker {}", broker);
  }

  private synchronized void note(String why) {
    if (trouble == null) {
      trouble = why;
    }
  }

  private synchronized void disconnected(MqttClientDisconnectedContext context) {
    if (closed) {
      return;
    }
    if (trouble == null && System.nanoTime() - listeningSince > STEADY_NANOS) {
      backoff.reset();
    }
    Duration wait = backoff.next();
    trouble = Trouble.line(context.getCause());
    LOG.warn(
        "the broker {} is away: {}; the next attempt is in {} ms",
        broker,
        trouble,
        wait.toMillis());
    ((Mqtt5ClientDisconnectedContext) context)
        .getReconnector()
        .reconnect(true)
        // Otherwise the library would come back without the password.
        .connect(Clients.connect(broker))
        .resubscribeIfSessionExpired(false)
        .republishIfSessionExpired(false)
        .delay(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** On a thread of the library's, which must not wait. */
  private void arrived(Mqtt5Publish publish) {
    byte[] payload = publish.getPayloadAsBytes();
    Optional<String> label = Topics.label(payload);
    if (label.isEmpty()
        || publish.isRetain()
        || !publish.getTopic().toString().equals(topics.in())) {
      dropped.incrementAndGet();
      return;
    }
    try {
      workers.execute(() -> answer(label.get(), Topics.sealed(payload)));
    } catch (RejectedExecutionException e) {
      long count = dropped.incrementAndGet();
      LOG.debug("The queue of {} is full: {} dropped so far.", broker, count, e);
    }
  }

  private void answer(String label, byte[] sealed) {
    try {
      Optional<byte[]> answer = handler.answer(sealed, SOURCE);
      if (answer.isPresent()) {
        // Waiting bounds what the library holds for a broker that takes nothing.
        var unused =
            client
                .publish(Clients.publish(topics.out(label), answer.get()))
                .get(PUBLISH_SECONDS, TimeUnit.SECONDS);
        answered.incrementAndGet();
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("An answer did not get through the broker {}: {}", broker, Trouble.line(e));
    } catch (FloodException e) {
      dropped.incrementAndGet(); // whoever asks over a broker gets silence for an answer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    } catch (RuntimeException | Error e) {
      LOG.error("A request through the broker {} failed.", broker, e);
    }
  }

  synchronized MqttListener.State state() {
    return new MqttListener.State(
        broker, trouble == null, trouble == null ? "" : trouble, answered.get(), dropped.get());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      trouble = "closed";
    }
    // Not connected, or about to connect again: then there is nobody to say goodbye to.
    var unused = client.disconnect();
    workers.shutdownNow();
  }
}
