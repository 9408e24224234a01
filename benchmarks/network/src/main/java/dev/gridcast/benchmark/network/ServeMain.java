package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server of the network without a project behind it: whoever comes in has its heartbeats
 * acknowledged and may fetch a blob. Orders: {@code invite}; {@code blob BYTES} puts one there that
 * cannot be compressed, and answers with its SHA-256; {@code gc}.
 */
public final class ServeMain {

  private static final HeartbeatAck ANSWER = new HeartbeatAck(List.of());
  private static final long SEED = 7;

  private final Map<String, BlobSource> blobs = new ConcurrentHashMap<>();

  private ServeMain() {}

  /** Takes orders until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    ServeMain here = new ServeMain();
    String invite = Net.serve(here::listener);
    Orders.take(
        Map.of(
            "invite", rest -> invite,
            "blob", here::blob,
            "gc", rest -> Net.collected()));
  }

  private String blob(String rest) {
    byte[] bytes = new byte[Integer.parseInt(rest)];
    new Random(SEED).nextBytes(bytes);
    BlobSource source = BlobSource.of(Blob.wrap(bytes));
    blobs.put(source.sha256(), source);
    return source.sha256();
  }

  private PeerListener listener(Peer peer) {
    return new Guest(
        new BlobExchange(
            BlobExchange.Side.ACCEPTED,
            Net.outlet(peer),
            sha256 -> Optional.ofNullable(blobs.get(sha256)),
            Net.THREADS));
  }

  private record Guest(BlobExchange exchange) implements PeerListener {

    @Override
    public void onMessage(Peer from, Message message) {
      try {
        if (message instanceof Heartbeat) {
          from.send(ANSWER);
        } else {
          exchange.heard(message);
        }
      } catch (PeerClosedException e) {
        from.close();
      } catch (BlobException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onClosed(Peer from, String reason) {
      exchange.close();
    }
  }
}
