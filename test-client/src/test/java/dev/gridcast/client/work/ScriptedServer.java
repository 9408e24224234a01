package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.FramedPeer;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that greets and acknowledges heartbeats by itself; all else is said by the test. */
final class ScriptedServer implements PeerAcceptor, PeerListener {

  static final Blob DATASET =
      Blob.wrap("time,close\r\n2026-01-01T00:00:00Z,1\r\n".getBytes(StandardCharsets.UTF_8));

  final List<Hello> hellos = new CopyOnWriteArrayList<>();
  final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
  final List<Goodbye> goodbyes = new CopyOnWriteArrayList<>();
  final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

  /** The numbers of the requests for cases that have no answer yet, oldest first. */
  final BlockingQueue<Long> open = new LinkedBlockingQueue<>();

  volatile boolean acknowledges = true;
  volatile boolean greets = true;

  /** The image that the experiment names; null for the built-in trainer. */
  volatile @Nullable String trainerImage;

  private volatile @Nullable Peer peer;
  private volatile @Nullable BlobRequest asked;

  @Override
  public PeerListener accept(Peer accepted) {
    peer = accepted;
    open.clear();
    return this;
  }

  @Override
  public void onMessage(Peer from, Message message) {
    if (message instanceof Hello hello) {
      if (greets) {
        say(new Welcome(Message.PROTOCOL_VERSION, "test", "demo", 8, 5_000, trainerImage));
      }
      // Not before: a test that has seen the greeting may speak at once, and must not be first.
      hellos.add(hello);
    } else if (message instanceof Heartbeat heartbeat) {
      heartbeats.add(heartbeat);
      if (acknowledges) {
        say(new HeartbeatAck(heartbeat.cases().stream().map(CaseProgress::lease).toList()));
      }
    } else if (message instanceof Goodbye goodbye) {
      goodbyes.add(goodbye);
    } else {
      if (message instanceof BlobRequest request) {
        asked = request;
      }
      if (message instanceof CaseRequest request) {
        open.add(request.request());
      }
      heard.add(message);
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    if (peer == from) {
      peer = null;
    }
  }

  void say(Message message) {
    Peer to = peer;
    if (to != null) {
      try {
        to.send(message);
      } catch (PeerClosedException e) {
        throw new IllegalStateException("the test talks to a closed line", e);
      }
    }
  }

  /** Sends the data set, as far as it was asked for. */
  void sayDataset() {
    sayBlob(DATASET, DATASET.size());
  }

  /** Sends these bytes, up to an offset, as those that were asked for last. */
  void sayBlob(Blob blob, int end) {
    BlobRequest request = Objects.requireNonNull(asked, "a request");
    int from = (int) request.from();
    say(
        new BlobHead(
            request.request(),
            request.sha256(),
            blob.size(),
            BlobHead.IDENTITY,
            blob.size(),
            request.sha256(),
            from));
    if (end > from) {
      byte[] piece = Arrays.copyOfRange(blob.toByteArray(), from, end);
      say(new BlobChunk(request.request(), from, Blob.wrap(piece)));
    }
  }

  /** Ends the connection to go on over another one, as a server does that renews its network. */
  void renew() {
    if (peer instanceof FramedPeer line) {
      line.renew();
    }
  }

  /** The leases that the last heartbeat kept alive. */
  List<String> beating() {
    return heartbeats.isEmpty()
        ? List.of()
        : heartbeats.get(heartbeats.size() - 1).cases().stream().map(CaseProgress::lease).toList();
  }

  /** The next thing that the client says, which must be of this kind. */
  <T extends Message> T expect(Class<T> kind) {
    try {
      Message next = heard.poll(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(next).as("the next thing that the client says").isInstanceOf(kind);
      return kind.cast(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The next things that the client says, which must be so many requests for cases. */
  void expectRequests(int count) {
    for (int i = 0; i < count; i++) {
      expect(CaseRequest.class);
    }
  }

  void expectHellos(int count) {
    Await.until(count + " greetings", () -> hellos.size() == count);
  }

  /** The number of the oldest request for a case, which counts as answered from now on. */
  long oldestRequest() {
    return Objects.requireNonNull(open.poll(), "an open request for a case");
  }

  /** Answers the oldest request: there is no case. */
  void sayNothing(boolean done, long waitMillis) {
    say(new NothingNow(oldestRequest(), done, waitMillis, List.of()));
  }

  /** A case in answer to the oldest request. */
  Assignment assignment(String lease, long index) {
    return assignment(oldestRequest(), lease, index);
  }

  /** A case in answer to that request. */
  static Assignment assignment(long request, String lease, long index) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("lags", "10");
    parameters.put("labels", "high,low,close");
    return new Assignment(
        request,
        lease,
        index,
        8,
        "ab".repeat(32),
        parameters,
        DATASET.sha256(),
        DATASET.size(),
        60);
  }
}
