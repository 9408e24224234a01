package dev.gridcast.client.work;

import dev.gridcast.client.work.Timekeeper.Alarm;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.Backoff;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerPath;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the server: connects, greets, and comes back with growing waits when it is gone. It
 * lives in the event loop; only connecting and sending have threads of their own.
 */
final class Line {

  /** Within this long a client comes back over a connection that is renewed: 3 seconds. */
  static final Duration RENEWAL = Duration.ofSeconds(3);

  /** How long the last words may take: 2 seconds. */
  static final Duration FAREWELL = Duration.ofSeconds(2);

  private static final long SHORTEST_BEAT = 50;
  private static final long LONGEST_BEAT = 60_000;

  private static final Logger log = LoggerFactory.getLogger(Line.class);

  /** Who hears of it, in the event loop. */
  interface Owner {
    void onUp(Welcome welcome);

    void onMessage(Message message);

    void onDown(String reason, Duration retryIn);

    /** The line is down for a moment, by agreement: {@link #onUp} or {@link #onDown} follows. */
    void onRenewal();

    /** The server does not want us; nothing more will come. */
    void onRefused(String reason);

    /** The server has suspended this volunteer; nothing more will come. */
    void onSuspended(String reason);

    /** This machine cannot connect at all; nothing more will come. */
    void onUnable(String reason);

    /** A message could not be put on the line, although the line is good. */
    void onUnsendable(Message message, String reason);

    Heartbeat heartbeat();
  }

  private enum State {
    DOWN,
    CONNECTING,
    GREETING,
    UP,
    LEAVING,
    SHUT
  }

  private final PeerConnector connector;
  private final EventLoop loop;
  private final Timekeeper time;
  private final Backoff backoff;
  private final Hello hello;
  private final Owner owner;
  private final Pulse pulse;
  private final Map<String, BlobSource> offered = new ConcurrentHashMap<>();

  private State state = State.DOWN;
  private @Nullable Attempt attempt;
  private @Nullable Alarm retry;
  private Runnable onLeft = () -> {};

  Line(
      PeerConnector connector,
      EventLoop loop,
      Timekeeper time,
      Backoff backoff,
      Hello hello,
      Owner owner) {
    this.connector = connector;
    this.loop = loop;
    this.time = time;
    this.backoff = backoff;
    this.hello = hello;
    this.owner = owner;
    this.pulse = new Pulse(loop, time, new PulseEvents());
  }

  /** Over what the line goes; empty while it is not up, or not known yet. */
  Optional<PeerPath> path() {
    Attempt now = attempt;
    return now == null || state != State.UP ? Optional.empty() : now.path();
  }

  boolean isUp() {
    return state == State.UP;
  }

  void open() {
    if (state != State.DOWN) {
      return;
    }
    state = State.CONNECTING;
    Attempt now = new Attempt(this::inLoop, sha256 -> Optional.ofNullable(offered.get(sha256)));
    attempt = now;
    now.connect(connector);
  }

  /** Sends when the line is up; otherwise the message is void, as it would be on a broken line. */
  void send(Message message) {
    Attempt now = attempt;
    if (now != null && state == State.UP) {
      now.send(message);
    }
  }

  /**
   * Asks for a blob when the line is up; otherwise the request is void. The listener is not called
   * in the event loop, and no more once the line is down.
   *
   * @throws IOException when there is no place for it on this machine
   */
  void fetch(String sha256, long size, PartialBlobs partials, BlobListener listener)
      throws IOException {
    Attempt now = attempt;
    if (now != null && state == State.UP) {
      now.fetch(sha256, size, partials, listener);
    }
  }

  /** The server may ask for these bytes from now on, on this connection and those that follow. */
  void offer(BlobSource blob) {
    offered.put(blob.sha256(), blob);
  }

  /** The server may no longer ask for these bytes. */
  void withdraw(BlobSource blob) {
    offered.remove(blob.sha256(), blob);
  }

  /** Sends a heartbeat out of turn; the next one in turn is counted from here. */
  void beatNow() {
    pulse.beatNow();
  }

  /** Sends a heartbeat out of turn, unless another such one was sent just now. */
  void beatSoon() {
    pulse.beatSoon();
  }

  /** Breaks the connection because of what the server did, and tries again later. */
  void drop(String reason) {
    down(reason);
  }

  /** Says goodbye, closes, and runs the action when that is done, or after a short while. */
  void leave(Message goodbye, Runnable whenLeft) {
    Attempt now = attempt;
    if (now == null || state != State.UP) {
      shut();
      whenLeft.run();
      return;
    }
    now.send(goodbye);
    now.closeWhenSent();
    cancelAlarms();
    state = State.LEAVING;
    onLeft = whenLeft;
    time.after(FAREWELL, () -> loop.post(this::left));
  }

  /** Ends everything at once. */
  void shut() {
    state = State.SHUT;
    cancelAlarms();
    letGo();
  }

  private void left() {
    if (state == State.LEAVING) {
      shut();
      onLeft.run();
    }
  }

  /** What an attempt says, unless it is no longer the present one. */
  private void inLoop(Attempt from, Attempt.News news) {
    loop.post(
        () -> {
          if (from == attempt) {
            handle(from, news);
          } else if (news instanceof Attempt.News.Connected) {
            from.close();
          }
        });
  }

  private void handle(Attempt from, Attempt.News news) {
    if (news instanceof Attempt.News.Connected) {
      connected(from);
    } else if (news instanceof Attempt.News.Failed failed) {
      failed(failed.cause());
    } else if (news instanceof Attempt.News.Received received) {
      received(received.message());
    } else if (news instanceof Attempt.News.PiecesCame) {
      from.noted();
      pulse.heard();
    } else if (news instanceof Attempt.News.Broken broken) {
      down("the server broke the rules: " + broken.reason());
    } else if (news instanceof Attempt.News.Closed closed) {
      closed(closed.reason());
    } else if (news instanceof Attempt.News.Renewed) {
      renewed();
    } else if (news instanceof Attempt.News.Unsendable unsendable) {
      owner.onUnsendable(unsendable.message(), unsendable.reason());
    } else {
      throw new IllegalStateException("unheard news: " + news);
    }
  }

  private void connected(Attempt from) {
    if (state == State.CONNECTING) {
      state = State.GREETING;
      pulse.listen();
      from.send(hello);
    }
  }

  private void failed(Throwable cause) {
    if (state == State.SHUT || state == State.DOWN) {
      return;
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof LinkageError) {
      log.warn("the network library cannot be loaded", cause);
      shut();
      owner.onUnable(message);
    } else if (cause instanceof ConnectException refusal && refusal.isPermanent()) {
      shut();
      owner.onRefused(message);
    } else {
      log.debug("connecting failed", cause);
      down(message, cause instanceof ConnectException why ? backoff.next(why) : backoff.next());
    }
  }

  private void received(Message message) {
    pulse.heard();
    if (state == State.UP) {
      backoff.reset();
      owner.onMessage(message);
    } else if (state == State.GREETING && message instanceof Welcome welcome) {
      greeted(welcome);
    } else if (state == State.GREETING && message instanceof ProtocolError error) {
      if (error.code() == ErrorCode.VERSION) {
        shut();
        owner.onRefused(error.reason());
      } else if (error.code() == ErrorCode.SUSPENDED) {
        shut();
        owner.onSuspended(error.reason());
      } else {
        down("the server answered: " + error.reason());
      }
    }
  }

  private void greeted(Welcome welcome) {
    if (welcome.protocolVersion() != Message.PROTOCOL_VERSION) {
      shut();
      owner.onRefused(
          "the server speaks protocol version "
              + welcome.protocolVersion()
              + ", this client speaks "
              + Message.PROTOCOL_VERSION
              + ": use the release that fits the server ("
              + welcome.serverVersion()
              + ")");
      return;
    }
    state = State.UP;
    owner.onUp(welcome);
    if (isUp()) {
      pulse.start(
          Duration.ofMillis(
              Math.max(SHORTEST_BEAT, Math.min(LONGEST_BEAT, welcome.heartbeatMillis()))));
    }
  }

  private void closed(String reason) {
    if (state == State.LEAVING) {
      left();
    } else {
      down(reason);
    }
  }

  /** One side renews its network: back within seconds, not all clients in the same one. */
  private void renewed() {
    if (state == State.UP) {
      putDown();
      retryIn(backoff.within(RENEWAL));
      owner.onRenewal();
    } else {
      closed("the connection was renewed");
    }
  }

  private void down(String reason) {
    if (state != State.SHUT && state != State.DOWN) {
      down(reason, backoff.next());
    }
  }

  private void down(String reason, Duration wait) {
    putDown();
    retryIn(wait);
    log.info("no connection ({}), next attempt in {} ms", reason, wait.toMillis());
    owner.onDown(reason, wait);
  }

  private void putDown() {
    state = State.DOWN;
    cancelAlarms();
    letGo();
  }

  private void retryIn(Duration wait) {
    retry = time.after(wait, () -> loop.post(this::open));
  }

  private void letGo() {
    Attempt now = attempt;
    attempt = null;
    if (now != null) {
      now.close();
    }
  }

  private void cancelAlarms() {
    pulse.stop();
    if (retry != null) {
      retry.cancel();
    }
  }

  /** What follows from the pulse. */
  private final class PulseEvents implements Pulse.Owner {

    @Override
    public void onBeat() {
      send(owner.heartbeat());
    }

    @Override
    public void onMute(Duration patience) {
      down("the server has been silent for " + patience.toSeconds() + " s");
    }
  }
}
