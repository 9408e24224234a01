package dev.gridcast.protocol.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of blobs that have begun. */
class PartialBlobsTest {

  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);

  private final Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  PartialBlobsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theLeastRecentlyUsedGoesWhenTheLimitIsReached() throws Exception {
    PartialBlobs partials = open(2_100);
    begin(partials, A);
    begin(partials, B);

    begin(partials, C);

    PartialBlobs again = open(9_000);
    assertThat(again.begin(B, 1_000).held()).isEqualTo(500);
    assertThat(again.begin(C, 1_000).held()).isEqualTo(500);
    assertThat(again.begin(A, 1_000).held()).isZero();
  }

  @Test
  void whatIsInUseStays() throws Exception {
    PartialBlobs partials = open(2_500);
    PartialBlob inUse = partials.begin(A, 1_000);
    inUse.begin(head(A));
    inUse.append(Blob.wrap(new byte[600]));
    begin(partials, B);

    try (PartialBlob latest = partials.begin(C, 1_000)) {
      assertThat(folder.resolve(B + ".part")).as("the only one that may go").doesNotExist();
      assertThat(partials.removeUnlessInUse()).isFalse();
      assertThatThrownBy(() -> partials.begin(B, 1_000))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("leave no room");
      assertThat(latest.held()).isZero();
    }

    inUse.append(Blob.wrap(new byte[400]));
    assertThat(inUse.isWhole()).isTrue();
    inUse.close();
    assertThat(partials.removeUnlessInUse()).isTrue();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aBlobOverTheLimitIsRefusedWithBothNumbers() throws IOException {
    assertThatThrownBy(() -> open(10).begin(A, 11))
        .isInstanceOf(IOException.class)
        .hasMessage("it has 11 bytes, more than may be kept here (10)");
  }

  @Test
  void theLatestConnectionTakesOver() throws Exception {
    PartialBlobs partials = open(2_000);
    PartialBlob old = partials.begin(A, 1_000);
    old.begin(head(A));
    old.append(Blob.wrap(new byte[500]));

    PartialBlob latest = partials.begin(A, 1_000);

    assertThat(latest.held()).isEqualTo(500);
    assertThatThrownBy(() -> old.append(Blob.wrap(new byte[500])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taken over");
  }

  @Test
  void whatMakesNoSenseIsRemovedAndWhatIsNotOursStays() throws Exception {
    begin(open(2_000), A);
    Files.writeString(folder.resolve(A + ".head"), "gzip\n1\n");
    Files.writeString(folder.resolve(B + ".whole"), "left by a crash");
    Files.writeString(folder.resolve(B + ".head"), "zstd");
    Path other = Files.writeString(folder.resolve("notes.txt"), "somebody's");

    PartialBlobs partials = open(2_000);

    assertThat(folder.resolve(B + ".whole")).doesNotExist();
    assertThat(partials.begin(A, 1_000).held()).isZero();
    assertThat(folder.resolve(A + ".part")).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void whatCameWholeIsFoundAgainAfterARestartTooUnlessItIsDamaged() throws Exception {
    Blob blob = Blob.wrap(new byte[1_000]);
    PartialBlobs partials = open(2_000);
    assertThat(partials.whole(blob.sha256(), 1_000)).as("nothing came yet").isEmpty();
    try (PartialBlob partial = partials.begin(blob.sha256(), 1_000)) {
      partial.begin(head(blob.sha256()));
      partial.append(blob);
      partial.finish();
      assertThat(partials.whole(blob.sha256(), 1_000)).as("it is being handed over").isEmpty();
    }
    Path kept = partials.whole(blob.sha256(), 1_000).orElseThrow();
    assertThat(kept).hasBinaryContent(new byte[1_000]);
    assertThat(open(2_000).whole(blob.sha256(), 1_000)).hasValue(kept);

    Files.write(kept, new byte[] {1, 2, 3});
    assertThat(open(2_000).whole(blob.sha256(), 1_000)).isEmpty();
    assertThat(kept).doesNotExist();
  }

  @Test
  void whatCameWholeGoesWhenRoomIsNeeded() throws Exception {
    Blob blob = Blob.wrap(new byte[1_000]);
    PartialBlobs partials = open(1_900);
    try (PartialBlob partial = partials.begin(blob.sha256(), 1_000)) {
      partial.begin(head(blob.sha256()));
      partial.append(blob);
      partial.finish();
    }
    begin(partials, A);
    assertThat(partials.whole(blob.sha256(), 1_000)).isEmpty();
  }

  @Test
  void aLinkInPlaceOfAPartIsNotFollowed() throws Exception {
    begin(open(2_000), A);
    Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[10]);
    Files.delete(folder.resolve(A + ".part"));
    Files.createSymbolicLink(folder.resolve(A + ".part"), elsewhere);

    PartialBlob partial = open(2_000).begin(A, 1_000);
    partial.begin(head(A));
    partial.append(Blob.wrap(new byte[500]));

    assertThat(elsewhere).hasBinaryContent(new byte[10]);
  }

  private void begin(PartialBlobs partials, String sha256) throws IOException {
    try (PartialBlob partial = partials.begin(sha256, 1_000)) {
      partial.begin(head(sha256));
      partial.append(Blob.wrap(new byte[500]));
    }
    now = now.plusSeconds(60);
  }

  private static BlobHead head(String sha256) {
    return new BlobHead(1, sha256, 1_000, BlobHead.IDENTITY, 1_000, sha256, 0);
  }

  private PartialBlobs open(long limit) throws IOException {
    return PartialBlobs.open(folder, limit, () -> now);
  }
}
