package dev.gridcast.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.message.Blob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetCacheTest {

  private static final byte[] CANDLES = "time,close\r\n".getBytes(StandardCharsets.UTF_8);

  private final Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  DatasetCacheTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatIsStoredIsFoundByItsHash() throws IOException {
    DatasetCache cache = open(1000);

    store(cache, CANDLES);

    assertThat(cache.find(hashOf(CANDLES)).orElseThrow()).hasBinaryContent(CANDLES);
  }

  @Test
  void aDatasetSurvivesAReopening() throws IOException {
    store(open(1000), CANDLES);

    assertThat(open(1000).find(hashOf(CANDLES))).isPresent();
  }

  @Test
  void aCorruptFileIsRemovedAndCanBeStoredAgain() throws IOException {
    DatasetCache cache = open(1000);
    Path file = store(cache, CANDLES);
    Files.writeString(file, "time,close\r\n2026-01-01T00:00:00Z,1\r\n");

    assertThat(cache.find(hashOf(CANDLES))).isEmpty();
    assertThat(file).doesNotExist();

    store(cache, CANDLES);
    assertThat(cache.find(hashOf(CANDLES))).isPresent();
  }

  @Test
  void theLeastRecentlyUsedGoesWhenTheLimitIsReached() throws IOException {
    DatasetCache cache = open(250);
    byte[][] sets = {new byte[100], new byte[100], new byte[100]};
    for (int i = 0; i < sets.length; i++) {
      sets[i][0] = (byte) i;
    }
    store(cache, sets[0]);
    tick();
    store(cache, sets[1]);
    tick();
    assertThat(cache.find(hashOf(sets[0]))).isPresent();
    tick();

    store(cache, sets[2]);

    assertThat(cache.find(hashOf(sets[0]))).isPresent();
    assertThat(cache.find(hashOf(sets[1]))).isEmpty();
    assertThat(cache.find(hashOf(sets[2]))).isPresent();
  }

  @Test
  void aDatasetOverTheLimitIsRefusedWithBothNumbers() throws IOException {
    DatasetCache cache = open(10);

    assertThatThrownBy(() -> store(cache, CANDLES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("12")
        .hasMessageContaining("10");
  }

  @Test
  void aNameThatIsNoHashNeverBecomesAPath() throws IOException {
    DatasetCache cache = open(1000);

    assertThatThrownBy(() -> cache.find("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLinkInPlaceOfADatasetIsNotFollowed() throws IOException {
    DatasetCache cache = open(1000);
    Path elsewhere = Files.write(folder.resolve("elsewhere"), CANDLES);
    Path link = folder.resolve(hashOf(CANDLES) + ".csv");
    Files.createSymbolicLink(link, elsewhere);

    assertThat(cache.find(hashOf(CANDLES))).isEmpty();
    assertThat(elsewhere).exists();
  }

  @Test
  void whatACrashLeftHalfWrittenIsRemovedAtTheNextStart() throws IOException {
    Path part = Files.write(folder.resolve("." + hashOf(CANDLES) + ".csv1.part"), CANDLES);

    open(1000);

    assertThat(part).doesNotExist();
  }

  private DatasetCache open(long limit) throws IOException {
    return DatasetCache.open(folder, limit, () -> now);
  }

  private Path store(DatasetCache cache, byte[] content) throws IOException {
    Path arrived = Files.write(folder.resolve("arrived"), content);
    try {
      return cache.adopt(hashOf(content), arrived);
    } finally {
      assertThat(arrived).doesNotExist();
    }
  }

  private void tick() {
    now = now.plusSeconds(60);
  }

  private static String hashOf(byte[] bytes) {
    return Blob.copyOf(bytes).sha256();
  }
}
