package dev.gridcast.protocol.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.peer.Introduction.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that begins with an introduction, and a test at the other end of its line. */
@Timeout(60)
class IntroducedPeersTest {

  private static final byte[] FINGERPRINT = new byte[32];
  private static final String RETIRED =
      "{\"type\":\"protocol-error\",\"code\":\"RETIRED\",\"reason\":\"this server retires\","
          + "\"lease\":null}";

  private final HeldPeerTime time = new HeldPeerTime();
  private final ExecutorService pool = PeerThreads.pool("introduced");
  private final Identity self = Identity.random();
  private final Identity other = Identity.random();
  private final RecordingListener listener = new RecordingListener();
  private final BlockingQueue<byte[]> said = new LinkedBlockingQueue<>();
  private final FramedPeer peer = peer();

  private FramedPeer peer() {
    FramedPeer made =
        new FramedPeer(
            "other",
            other.key(),
            new FrameLine() {
              @Override
              public void send(byte[] frame) {
                said.add(frame);
              }

              @Override
              public void close() {}
            },
            pool,
            new RateLimits(RateClock.system()),
            time);
    made.start(
        new Introduction(self, other.key(), Role.ANSWERED, FINGERPRINT, FINGERPRINT),
        opened -> listener);
    return made;
  }

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void nothingIsSaidToOneWhoHasNotProvedItsKey() throws Exception {
    assertThat(said()).startsWith(Frames.GREETING);
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> sendQuietly(new Goodbye("secret")), pool);
    assertThat(said.poll(200, TimeUnit.MILLISECONDS)).isNull();
    assertThat(sending).isNotDone();
    peer.received(new byte[] {Frames.BATCH});
    assertThatThrownBy(() -> sending.get(10, TimeUnit.SECONDS))
        .hasStackTraceContaining("PeerClosedException");
    assertThat(peer.introduced())
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withMessageContaining("does not begin with a greeting");
    assertThat(said).isEmpty();
  }

  @Test
  void whatTheOtherSaysRightAfterItsProofIsHeard() throws Exception {
    introduce(0);
    peer.received(whole(new Goodbye("first words")));
    assertThat(listener.next()).isEqualTo(new Goodbye("first words"));
    assertThat(peer.key()).isEqualTo(other.key());
  }

  @Test
  void aGreetingInTheMiddleBreaksTheRules() throws Exception {
    byte[] greeting = introduce(0).greeting();
    peer.received(greeting);
    assertThat(listener.awaitClosed(10)).contains("broke the rules");
  }

  @Test
  void smallMessagesThatAreSentTogetherTravelInOneFrame() throws Exception {
    introduce(0);
    List<Message> words =
        IntStream.range(0, 20).<Message>mapToObj(i -> new Goodbye("word " + i)).toList();
    peer.send(words);
    byte[] frame = said();
    assertThat(frame).startsWith(Frames.BATCH);
    List<Message> read = new ArrayList<>();
    new FrameReader((message, cost) -> read.add(message)).read(frame, false);
    assertThat(read).isEqualTo(words);
  }

  @Test
  void aBatchIsHeardInOrder() throws Exception {
    introduce(0);
    List<Message> words = List.of(new Goodbye("a"), new Heartbeat(List.of()), new Goodbye("b"));
    peer.received(
        Frames.batch(
            words.stream().map(word -> MessageCodec.encode(word, Frames.FIRST_HEADER)).toList()));
    for (Message word : words) {
      assertThat(listener.next()).isEqualTo(word);
    }
  }

  @Test
  void whatANewerMinorVersionAddsIsOverlooked() throws Exception {
    introduce(1);
    peer.received(new byte[] {64, 1, 2, 3});
    peer.received(new byte[] {127});
    peer.received(json("{\"type\":\"weather-report\",\"sun\":true}"));
    peer.received(json("{\"type\":\"goodbye\",\"reason\":\"later\",\"until\":\"tomorrow\"}"));
    assertThat(listener.next()).isEqualTo(new Goodbye("later"));
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void aWordThatANewerMinorVersionAddsIsTheUnknown() throws Exception {
    introduce(1);
    peer.received(json(RETIRED));
    assertThat(listener.next())
        .isEqualTo(new ProtocolError(ErrorCode.UNKNOWN, "this server retires", null));
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void aWordThatTheSameVersionDoesNotHaveIsMalformed() throws Exception {
    introduce(0);
    peer.received(json(RETIRED));
    assertThat(listener.awaitClosed(10)).contains("malformed", "must be one of [VERSION,");
  }

  @Test
  void theSameVersionMayAddNothing() throws Exception {
    introduce(0);
    peer.received(new byte[] {64, 1, 2, 3});
    assertThat(listener.awaitClosed(10)).contains("a frame must be of a known kind: 64");
  }

  @Test
  void aKindThatMustNotBeSkippedEndsTheConnectionWhateverTheVersion() throws Exception {
    introduce(1);
    peer.received(new byte[] {9, 1, 2, 3});
    assertThat(listener.awaitClosed(10)).contains("a frame must be of a known kind: 9");
  }

  @Test
  void aMessageOfAnUnknownTypeOfTheSameVersionIsMalformed() throws Exception {
    introduce(0);
    peer.received(json("{\"type\":\"weather-report\",\"sun\":true}"));
    assertThat(listener.awaitClosed(10)).contains("malformed");
  }

  @Property(tries = 200)
  void whateverComesAfterTheProofEndsInAnEndAtWorst(
      @ForAll boolean newer, @ForAll @Size(max = 12) List<byte @Size(max = 60) []> frames)
      throws Exception {
    new IntroducedPeersTest().survives(newer ? 1 : 0, frames);
  }

  private void survives(int minor, List<byte[]> frames) throws Exception {
    try {
      introduce(minor);
      frames.forEach(frame -> peer.received(frame.clone()));
      peer.lineClosed("the line was cut");
      assertThat(listener.awaitClosed(20)).isNotEmpty();
      assertThat(listener.ends()).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private Introduction introduce(int minor) throws Exception {
    Introduction theirs =
        new Introduction(other, self.key(), Role.OFFERED, FINGERPRINT, FINGERPRINT);
    byte[] greeting = said();
    Optional<byte[]> proof = theirs.hear(greeting);
    byte[] own = theirs.greeting();
    own[5] = (byte) minor;
    peer.received(own);
    peer.received(proof.orElseThrow());
    assertThat(theirs.hear(said())).isEmpty();
    assertThat(peer.introduced()).succeedsWithin(20, TimeUnit.SECONDS);
    return theirs;
  }

  private byte[] said() throws InterruptedException {
    byte[] frame = said.poll(20, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("nothing was said within 20 s");
    }
    return frame;
  }

  private static byte[] whole(Message message) {
    return Frames.whole(1, MessageCodec.encode(message, Frames.FIRST_HEADER));
  }

  private static byte[] json(String text) {
    byte[] json = text.getBytes(UTF_8);
    return Frames.whole(
        1,
        ByteBuffer.allocate(Frames.FIRST_HEADER + Integer.BYTES + json.length)
            .position(Frames.FIRST_HEADER)
            .putInt(json.length)
            .put(json)
            .array());
  }

  private void sendQuietly(Message message) {
    try {
      peer.send(message);
    } catch (PeerClosedException e) {
      throw new IllegalStateException(e);
    }
  }
}
