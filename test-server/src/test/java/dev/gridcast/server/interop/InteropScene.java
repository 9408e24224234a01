package dev.gridcast.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.protocol.signal.SignallingServer;
import dev.gridcast.protocol.webrtc.WebRtcServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server of the network, on loopback, for whoever knows its secret: one blob may be fetched
 * from it, and it fetches the model of the first result that it hears of.
 */
final class InteropScene implements AutoCloseable {

  /** What the peer gives; no whole number of chunks. */
  static final int GIFT_BYTES = 3_000_001;

  private static final int PUBLISHED_BYTES = 4_000_003;
  private static final long PARTIAL_BYTES = 64L << 20;

  /** The most that a data channel has to carry in one piece. */
  private static final int LARGEST_PIECE = 256 << 10;

  private static final long LIMIT_SECONDS = 30;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlobSource published = BlobSource.of(Blob.wrap(someBytes()));
  private final AtomicInteger accepted = new AtomicInteger();
  private final Guest guest;
  private final WebRtcServer server;
  private final SignallingServer http;
  private final Invite invite;

  private InteropScene(Path folder) throws Exception {
    guest = new Guest(PartialBlobs.open(folder, PARTIAL_BYTES, InstantSource.system()));
    Identity self = Identity.random();
    Secret secret = Secret.random();
    server =
        WebRtcServer.start(
            self,
            (key, told) ->
                told.equals(Optional.of(secret))
                    ? new Admission.Admitted()
                    : new Admission.Refused(
                        RefusalCode.SECRET, "the secret is wrong", Optional.empty()),
            IceSettings.LOCAL,
            this::accept,
            "test");
    http =
        SignallingServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server.handler(),
            self.key(),
            "test");
    invite =
        new Invite(self.key(), List.of(Invite.Way.parse(http().toString())), Optional.of(secret));
  }

  static InteropScene open(Path folder) throws Exception {
    return new InteropScene(folder.resolve("blobs"));
  }

  /** What the peer is to fetch. */
  BlobSource published() {
    return published;
  }

  /** One line of text. */
  String invite() {
    return invite.text();
  }

  /** Where the server's port is. */
  URI http() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  /** How many peers have proved their key in a channel. */
  int accepted() {
    return accepted.get();
  }

  private PeerListener accept(Peer peer) {
    accepted.incrementAndGet();
    guest.entered(
        peer,
        new BlobExchange(
            BlobExchange.Side.ACCEPTED,
            Guest.outlet(peer),
            sha256 -> sha256.equals(published.sha256()) ? Optional.of(published) : Optional.empty(),
            threads));
    return guest;
  }

  /** That what the peer says and what the server saw are the same story. */
  void assertExchanged(Seen seen) throws Exception {
    assertThat(accepted()).isOne();
    assertThat(seen.key()).as("whose key was proved").isEqualTo(guest.key());
    assertThat(seen.fetched()).isEqualTo(PUBLISHED_BYTES);
    assertThat(seen.fetchedSha256()).isEqualTo(published.sha256());
    assertThat(seen.gift()).isEqualTo(GIFT_BYTES);
    Blob gift = guest.gift(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(gift.size()).isEqualTo(GIFT_BYTES);
    assertThat(gift.sha256()).isEqualTo(seen.giftSha256());
    assertThat(seen.largestFrame()).isBetween(1, LARGEST_PIECE);
  }

  private static byte[] someBytes() {
    byte[] bytes = new byte[PUBLISHED_BYTES];
    new Random(PUBLISHED_BYTES).nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    http.close();
    server.close();
    threads.shutdownNow();
  }
}
