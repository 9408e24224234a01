package dev.gridcast.protocol.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender may try, and what becomes of it. */
class HostileBlobTest implements BlobListener {

  private static final byte[] CONTENT = new byte[100_000];
  private static final String SHA = Blob.copyOf(CONTENT).sha256();

  private final List<Message> said = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private boolean arrived;

  private final BlobExchange asker =
      new BlobExchange(
          BlobExchange.Side.CONNECTED,
          new BlobOutlet() {
            @Override
            public void say(Message message) {
              said.add(message);
            }

            @Override
            public void send(Message message) {
              said.add(message);
            }
          },
          BlobShelf.EMPTY,
          Runnable::run);

  @Override
  public void progressed(long bytes, long of) {}

  @Override
  public void arrived(Path file) {
    try {
      assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
      Files.delete(file);
      arrived = true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void failed(Failure failure, String reason) {
    failures.add(failure + " " + reason);
  }

  @Test
  void aStreamThatDecodesToMoreThanWasAnnouncedIsNotWrittenBeyondIt(@TempDir Path folder)
      throws Exception {
    PartialBlobs partials = ask(folder, 100_000);
    byte[] bomb = zstd(new byte[40 << 20], 21);
    assertThat(bomb.length).isLessThan(100_000);
    long before = allocated();
    say(head("zstd", 100_000, bomb.length));
    say(new BlobChunk(1, 0, Blob.copyOf(bomb)));
    assertThat(allocated() - before).isLessThan(4 << 20);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .isEqualTo("WRONG it decodes to more than the 100000 bytes announced");
    assertThat(partials.bytes()).isZero();
  }

  @Test
  void aStreamThatWantsALargeWindowIsRefused(@TempDir Path folder) throws Exception {
    ask(folder, 40 << 20);
    Random random = new Random(1);
    byte[] content = new byte[40 << 20];
    random.nextBytes(content);
    System.arraycopy(content, 0, content, 39 << 20, 1 << 20);
    byte[] encoded = zstd(content, 27);
    say(head("zstd", 40 << 20, encoded.length));
    for (int at = 0; at < encoded.length; at += Limits.MAX_CHUNK_BYTES) {
      int n = Math.min(Limits.MAX_CHUNK_BYTES, encoded.length - at);
      byte[] piece = new byte[n];
      System.arraycopy(encoded, at, piece, 0, n);
      say(new BlobChunk(1, at, Blob.wrap(piece)));
    }
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).startsWith("WRONG it cannot be decoded: Frame requires too much");
  }

  @Test
  void bytesWithAnotherHashAreNotHandedOver(@TempDir Path folder) throws Exception {
    PartialBlobs partials = ask(folder, 10_000);
    say(head("identity", 10_000, 10_000));
    say(new BlobChunk(1, 0, Blob.wrap(new byte[10_000])));
    assertThat(failures.get(0)).startsWith("WRONG its SHA-256 is ").endsWith(", not " + SHA);
    assertThat(partials.bytes()).isZero();
    say(new BlobChunk(1, 10_000, Blob.wrap(new byte[10]))); // what is still on its way is ignored
  }

  @Test
  void whatIsNoZstdOrEndsEarlyOrLateIsRefused(@TempDir Path folder) throws Exception {
    byte[] good = zstd(CONTENT, 21);
    byte[] late = new byte[good.length + 1];
    System.arraycopy(good, 0, late, 0, good.length);
    byte[] early = java.util.Arrays.copyOf(good, good.length - 1);
    byte[] noise = new byte[200];
    new Random(3).nextBytes(noise);
    byte[] shorter = zstd(new byte[99_999], 21);
    for (byte[] bad : List.of(late, early, noise, shorter)) {
      ask(folder, CONTENT.length);
      long number = ((BlobRequest) said.get(said.size() - 1)).request();
      say(new BlobHead(number, SHA, CONTENT.length, "zstd", bad.length, SHA, 0));
      say(new BlobChunk(number, 0, Blob.wrap(bad)));
    }
    assertThat(failures).hasSize(4).allMatch(reason -> reason.startsWith("WRONG "));
    assertThat(failures.get(0)).contains("something follows the end");
    assertThat(failures.get(1)).contains("ends before its end");
    assertThat(failures.get(3)).contains("99999 bytes, not to the 100000 announced");
    assertThat(arrived).isFalse();
  }

  @Test
  void liesInTheHeadBreakTheRules(@TempDir Path folder) throws Exception {
    ask(folder, 100_000);
    assertBroken(
        head("identity", 99_999, 99_999), "of 100000 bytes was asked for, not one of 99999");
    assertBroken(
        new BlobHead(1, "0".repeat(64), 100_000, "identity", 100_000, SHA, 0), "was asked for");
    assertBroken(head("gzip", 100_000, 500), "nobody asked for the encoding gzip");
    assertBroken(new BlobHead(1, SHA, 100_000, "zstd", 500, SHA, 7), "go on at byte 0, not at 7");
    assertBroken(new BlobChunk(1, 0, Blob.wrap(new byte[9])), "must begin with its head");
    say(head("identity", 100_000, 100_000));
    assertBroken(head("identity", 100_000, 100_000), "must have one head");
  }

  @Test
  void chunksComeInOrderFullAndNoFurtherThanAnnounced(@TempDir Path folder) throws Exception {
    ask(folder, 100_000);
    say(head("identity", 100_000, 100_000));
    assertBroken(
        new BlobChunk(1, 1, Blob.wrap(new byte[5_000])), "5000 bytes at 1 where 100000 miss");
    assertBroken(
        new BlobChunk(1, 0, Blob.wrap(new byte[1])), "must have 4096 bytes or be the last");
    say(new BlobChunk(1, 0, Blob.wrap(new byte[60_000])));
    assertBroken(new BlobChunk(1, 0, Blob.wrap(new byte[5_000])), "where 40000 miss from 60000");
    assertBroken(new BlobChunk(1, 60_000, Blob.wrap(new byte[40_001])), "where 40000 miss");
    assertThat(asker.isExpected(new BlobChunk(1, 60_000, Blob.wrap(new byte[40_000])))).isTrue();
    assertThat(asker.isExpected(new BlobChunk(1, 60_000, Blob.wrap(new byte[39])))).isFalse();
    say(new BlobChunk(1, 60_000, Blob.wrap(new byte[40_000])));
    assertThat(arrived).isTrue();
  }

  @Test
  void numbersThatWereNeverGivenBreakTheRules(@TempDir Path folder) throws Exception {
    assertBroken(head("identity", 100_000, 100_000), "nothing was asked for under the number 1");
    assertBroken(new BlobStop(1, ""), "nothing was asked for");
    ask(folder, 100_000);
    assertBroken(new BlobChunk(3, 0, Blob.wrap(new byte[9])), "under the number 3");
    BlobRequest own = new BlobRequest(1, SHA, List.of("zstd"), 0, "");
    assertBroken(own, "a request must have a number of its own: 1");
    say(new BlobRequest(4, SHA, List.of("zstd"), 0, ""));
    assertThat(said.get(said.size() - 1)).isInstanceOf(BlobStop.class);
    assertBroken(new BlobRequest(4, SHA, List.of("zstd"), 0, ""), "a number of its own: 4");
    assertBroken(new BlobRequest(2, SHA, List.of("zstd"), 0, ""), "a number of its own: 2");
  }

  @Test
  void anAnnouncementCostsNothingBeforeItsBytesCome(@TempDir Path folder) throws Exception {
    PartialBlobs partials = ask(folder, Limits.MAX_BLOB_BYTES);
    long before = allocated();
    say(head("identity", Limits.MAX_BLOB_BYTES, Limits.MAX_BLOB_BYTES));
    say(new BlobChunk(1, 0, Blob.wrap(new byte[Limits.MIN_CHUNK_BYTES])));
    assertThat(allocated() - before).as("bytes of memory").isLessThan(1 << 20);
    assertThat(partials.bytes()).as("bytes on disk").isLessThan(Limits.MIN_CHUNK_BYTES + 1_000);
  }

  @Test
  void onlyAHashBecomesAFileName(@TempDir Path folder) throws Exception {
    PartialBlobs partials = PartialBlobs.open(folder.resolve("in"), 1_000, () -> Instant.EPOCH);
    for (String name : List.of("../../etc/passwd", "", "A".repeat(64), "0".repeat(63), "x/y")) {
      assertThatThrownBy(() -> asker.fetch(name, 10, partials, this))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("64 lower-case hex digits");
    }
    assertThat(folder.resolve("in")).doesNotExist();
  }

  @Property(tries = 300)
  void whateverIsSaidNothingWrongArrivesAndNothingIsKeptThatDidNotCome(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("words") Message> words) throws IOException {
    HostileBlobTest fresh = new HostileBlobTest();
    Path folder = Files.createTempDirectory("blobs");
    PartialBlobs partials = fresh.ask(folder, CONTENT.length);
    long came = 0;
    try {
      for (Message word : words) {
        came += word instanceof BlobChunk chunk ? chunk.data().size() : 0;
        fresh.asker.heard(word);
      }
    } catch (BlobException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    assertThat(partials.bytes()).isLessThanOrEqualTo(came + 1_000);
    fresh.asker.close();
  }

  @Provide
  Arbitrary<Message> words() {
    Arbitrary<Integer> number = Arbitraries.of(1, 1, 1, 1, 2, 3);
    Arbitrary<Message> heads =
        Combinators.combine(
                number,
                Arbitraries.of("identity", "identity", "zstd", "brotli"),
                Arbitraries.of(100_000, 100_000, 99_999),
                Arbitraries.of(0, 0, 0, 40_000))
            .as(
                (n, encoding, size, from) ->
                    new BlobHead(
                        n,
                        SHA,
                        size,
                        encoding,
                        encoding.equals("identity") ? size : size / 2,
                        SHA,
                        from));
    Arbitrary<Message> chunks =
        Combinators.combine(
                number,
                Arbitraries.of(0, 50_000, 60_000, 100_000),
                Arbitraries.of(1, 40_000, 50_000, 60_000))
            .as((n, at, size) -> new BlobChunk(n, at, Blob.wrap(new byte[size])));
    Arbitrary<Message> stops = number.map(n -> new BlobStop(n, "no more"));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, heads),
        net.jqwik.api.Tuple.of(6, chunks),
        net.jqwik.api.Tuple.of(1, stops));
  }

  private PartialBlobs ask(Path folder, long size) throws IOException {
    PartialBlobs partials = PartialBlobs.open(folder, Limits.MAX_BLOB_BYTES, () -> Instant.EPOCH);
    asker.fetch(SHA, size, partials, this);
    return partials;
  }

  private void say(Message message) throws BlobException {
    assertThat(asker.heard(message)).isTrue();
  }

  private void assertBroken(Message message, String reason) {
    assertThatThrownBy(() -> asker.heard(message))
        .isInstanceOf(BlobException.class)
        .hasMessageContaining(reason);
  }

  private static BlobHead head(String encoding, long size, long encodedSize) {
    return new BlobHead(1, SHA, size, encoding, encodedSize, SHA, 0);
  }

  private static byte[] zstd(byte[] content, int windowLog) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(encoded, 19)) {
      zstd.setLevel(3).setWindowLog(windowLog);
      zstd.write(content, 0, content.length);
    }
    return encoded.toByteArray();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
