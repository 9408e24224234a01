package dev.gridcast.protocol.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Limits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A blob arrives byte for byte, wherever and however often the line is cut. */
class BlobTransferTest {

  private static final int MANY = Integer.MAX_VALUE;

  @Property(tries = 60)
  void itArrivesWhereverTheLineIsCutAndNoByteTravelsTwice(
      @ForAll("contents") byte[] content,
      @ForAll @Size(max = 4) List<@IntRange(max = 4) Integer> cuts)
      throws IOException {
    Path folder = Files.createTempDirectory("blobs");
    BlobSource source = BlobSource.of(Blob.copyOf(content));
    long travelled = 0;
    boolean here = false;
    for (int chunks : cuts) {
      Wire wire = fetch(source, chunks, folder);
      travelled += wire.chunkBytes;
      here |= wire.hasArrived;
      if (here) {
        assertThat(wire.arrived).isEqualTo(content);
        break;
      }
    }
    if (!here) {
      Wire last = fetch(source, MANY, folder);
      travelled += last.chunkBytes;
      assertThat(last.arrived).isEqualTo(content);
      assertThat(last.hasArrived).isTrue();
    }
    assertThat(travelled).isEqualTo(encodedSize(source));
    assertThat(open(folder).bytes()).as("nothing stays behind").isZero();
  }

  @Property(tries = 60)
  void itGoesOnAtAnyByte(
      @ForAll("contents") byte[] content, @ForAll @IntRange(max = 1 << 20) int kept)
      throws IOException {
    Path folder = Files.createTempDirectory("blobs");
    BlobSource source = BlobSource.of(Blob.copyOf(content));
    fetch(source, 2, folder);
    Path part = folder.resolve(source.sha256() + ".part");
    long left = 0;
    if (Files.exists(part)) {
      left = Math.min(kept, Files.size(part));
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.truncate(left);
      }
    }
    Wire wire = fetch(source, MANY, folder);
    assertThat(wire.arrived).isEqualTo(content);
    if (!wire.toAsker.isEmpty() && wire.toAsker.get(0) instanceof BlobHead head) {
      assertThat(head.from()).isEqualTo(left);
    }
  }

  @Property(tries = 40)
  void aPartThatWentBadOnDiskIsAskedForOnceMore(
      @ForAll @IntRange(min = 70_000, max = 300_000) int size, @ForAll long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("blobs");
    Random random = new Random(seed);
    byte[] content = new byte[size];
    random.nextBytes(content);
    BlobSource source = BlobSource.of(Blob.copyOf(content));
    fetch(source, 1, folder);
    Path part = folder.resolve(source.sha256() + ".part");
    byte[] spoilt = Files.readAllBytes(part);
    spoilt[random.nextInt(spoilt.length)] ^= 1;
    Files.write(part, spoilt);

    Wire wire = fetch(source, MANY, folder);

    assertThat(wire.failures).isEmpty();
    assertThat(wire.arrived).isEqualTo(content);
    assertThat(wire.chunkBytes).isEqualTo(2L * size - spoilt.length);
  }

  @Property(tries = 20)
  void aBlobThatIsEncodedOtherwiseByNowBeginsAnew(@ForAll long seed) throws IOException {
    Path folder = Files.createTempDirectory("blobs");
    byte[] content = halfRandom(300_000, seed);
    BlobSource source = BlobSource.of(Blob.copyOf(content));
    Wire first = fetch(source, 1, folder);
    assertThat(first.toAsker.get(0))
        .isInstanceOfSatisfying(
            BlobHead.class, head -> assertThat(head.encoding()).isEqualTo(BlobHead.ZSTD));
    Path head = folder.resolve(source.sha256() + ".head");
    Files.writeString(head, Files.readString(head).replaceAll("[0-9a-f]{64}", "ab".repeat(32)));

    Wire second = fetch(source, MANY, folder);

    assertThat(second.toAsker.get(0))
        .isInstanceOfSatisfying(BlobHead.class, told -> assertThat(told.from()).isZero());
    assertThat(second.arrived).isEqualTo(content);
  }

  @Property(tries = 20)
  void aFileTravelsAsWhatIsInMemoryDoes(@ForAll("contents") byte[] content) throws Exception {
    Path folder = Files.createTempDirectory("blobs");
    Path file = Files.write(folder.resolve("model.safetensors"), content);
    BlobSource source = BlobSource.of(file, Blob.copyOf(content).sha256());

    assertThat(fetch(source, MANY, folder).arrived).isEqualTo(content);

    Path kept = folder.resolve("model.safetensors.zst");
    BlobSource inMemory = BlobSource.of(Blob.copyOf(content));
    boolean helps = encodedSize(inMemory) < content.length;
    assertThat(Files.exists(kept)).isEqualTo(helps);
    if (helps) {
      assertThat(Files.size(kept)).isEqualTo(encodedSize(inMemory));
    }
  }

  private static Wire fetch(BlobSource source, int chunks, Path folder) throws IOException {
    return new Wire(source, chunks).fetch(source.sha256(), source.size(), open(folder));
  }

  private static PartialBlobs open(Path folder) throws IOException {
    return PartialBlobs.open(folder, Limits.MAX_BLOB_BYTES, () -> Instant.EPOCH);
  }

  private static long encodedSize(BlobSource source) throws IOException {
    return source
        .encoded(
            new BlobRequest(1, source.sha256(), List.of("zstd", "identity"), 0, "").encodings())
        .orElseThrow()
        .bytes()
        .size();
  }

  @Provide
  Arbitrary<byte[]> contents() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 400_000),
            Arbitraries.of(0, 1, 2),
            Arbitraries.longs())
        .as(
            (size, kind, seed) ->
                kind == 0
                    ? new byte[size]
                    : kind == 1 ? random(size, seed) : halfRandom(size, seed));
  }

  private static byte[] random(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** Text of digits: zstd makes about half of it. */
  private static byte[] halfRandom(int size, long seed) {
    byte[] content = random(size, seed);
    for (int i = 0; i < size; i++) {
      content[i] = (byte) ('0' + (content[i] & 7));
    }
    return content;
  }
}
