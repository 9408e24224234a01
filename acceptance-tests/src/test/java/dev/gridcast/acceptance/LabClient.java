package dev.gridcast.acceptance;

import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.HttpWay;
import dev.gridcast.protocol.signal.SignalWay;
import dev.gridcast.protocol.signal.mqtt.MqttAddress;
import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import dev.gridcast.protocol.signal.mqtt.MqttWay;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A client in the laboratory, in a process of its own: connects, fetches the server's blob again
 * and again, and connects again when the connection is lost. Prints how long each took. Ends with
 * its standard input.
 */
final class LabClient {

  private static final long PAUSE_MILLIS = 200;

  private final Blob expected;
  private final PartialBlobs partials;

  private LabClient(LabSettings settings) throws IOException {
    this.expected = LabBlobs.ofSize(Integer.parseInt(settings.one("blob")));
    Path folder = Files.createDirectories(Path.of(settings.one("folder")));
    this.partials = PartialBlobs.open(folder, 1L << 30, InstantSource.system());
  }

  /** Arguments as {@link LabSettings} reads them. */
  public static void main(String[] arguments) throws Exception {
    LabSettings settings = LabSettings.of(arguments);
    Invite invite = Invite.parse(settings.one("invite"));
    List<SignalWay> ways = invite.ways().stream().map(way -> way(invite, way)).toList();
    LabClient client = new LabClient(settings);
    Thread work =
        new Thread(
            () -> {
              try (WebRtcConnector connector =
                  WebRtcConnector.open(
                      Identity.random(),
                      invite,
                      ways,
                      settings.ice(),
                      new RateLimits(RateClock.system()),
                      "lab")) {
                while (true) {
                  client.visit(connector);
                }
              } catch (Exception e) {
                LabBlobs.print("ENDED " + e);
              }
            });
    work.setDaemon(true);
    work.start();
    while (System.in.read() >= 0) {
      // until whoever started this is gone
    }
    LabBlobs.end();
  }

  private static SignalWay way(Invite invite, Invite.Way way) {
    return way.kind() == Invite.Kind.HTTP
        ? new HttpWay(way)
        : new MqttWay(MqttAddress.of(way.uri()), MqttTrust.ofThisMachine(), invite.server());
  }

  private void visit(WebRtcConnector connector) throws InterruptedException, IOException {
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<PeerListener> hearing = new CompletableFuture<>();
    long begun = System.nanoTime();
    Peer peer;
    try {
      peer = connector.connect(later(hearing));
    } catch (ConnectException e) {
      LabBlobs.print("FAILED " + e.getMessage());
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return;
    }
    LabBlobs.print("CONNECTED " + LabBlobs.millisSince(begun));
    LabBlobs.printPath(peer);
    BlobExchange exchange = LabBlobs.over(peer, BlobExchange.Side.CONNECTED, BlobShelf.EMPTY);
    hearing.complete(LabBlobs.listener(exchange, closed::countDown));
    fetch(exchange);
    closed.await();
  }

  private void fetch(BlobExchange exchange) throws IOException {
    long begun = System.nanoTime();
    exchange.fetch(
        expected.sha256(),
        expected.size(),
        partials,
        new BlobListener() {
          @Override
          public void progressed(long bytes, long of) {}

          @Override
          public void arrived(Path file) {
            try {
              boolean whole = Blob.wrap(Files.readAllBytes(file)).equals(expected);
              Files.delete(file);
              LabBlobs.print(
                  whole
                      ? "BLOB " + expected.size() + ' ' + LabBlobs.millisSince(begun)
                      : "ANOTHER BLOB");
              TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
              fetch(exchange);
            } catch (IOException | InterruptedException e) {
              LabBlobs.print("FAILED " + e);
            }
          }

          @Override
          public void failed(Failure failure, String reason) {
            LabBlobs.print("FAILED " + failure + ' ' + reason);
          }
        });
  }

  /** The exchange needs the peer, which is there only when its listener already is. */
  private static PeerListener later(CompletableFuture<PeerListener> listener) {
    return new PeerListener() {
      @Override
      public void onMessage(Peer peer, Message message) {
        listener.join().onMessage(peer, message);
      }

      @Override
      public void onClosed(Peer peer, String reason) {
        listener.join().onClosed(peer, reason);
      }
    };
  }
}
