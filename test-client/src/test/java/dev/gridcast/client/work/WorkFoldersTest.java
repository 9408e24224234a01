package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkFoldersTest {

  @TempDir private Path folder;
  private Path dataset;

  @BeforeEach
  void keepADataset() throws IOException {
    dataset = Files.writeString(folder.resolve("dataset"), "time\r\n");
  }

  @Test
  void aCaseFindsItsFilesAndAnEmptyFolderToWriteTo() throws IOException {
    Path box = WorkFolders.open(folder.resolve("work")).create(3, assignment("lease-a"), dataset);

    assertThat(box).isEqualTo(folder.resolve("work/3"));
    assertThat(box.resolve("in/lease-a/parameters.csv")).content().contains("lags,4");
    assertThat(box.resolve("in/lease-a/time-series.csv")).hasContent("time\r\n");
    assertThat(box.resolve("out/lease-a")).isEmptyDirectory();
  }

  @Test
  void whatAnEarlierCaseLeftIsGoneBeforeTheNextBeginsButTheMountedFoldersStay() throws IOException {
    WorkFolders folders = WorkFolders.open(folder.resolve("work"));
    Path box = folders.create(1, assignment("lease-a"), dataset);
    Files.writeString(box.resolve("out/lease-a/result.json"), "{}");
    Files.writeString(box.resolve("out/stray"), "x");
    Object mounted = Files.getAttribute(box.resolve("out"), "unix:ino");

    folders.create(1, assignment("lease-b"), dataset);

    assertThat(box.resolve("out")).isDirectoryNotContaining("glob:**/{stray,lease-a}");
    assertThat(box.resolve("in/lease-a")).doesNotExist();
    assertThat(box.resolve("out/lease-b")).isEmptyDirectory();
    assertThat(Files.getAttribute(box.resolve("out"), "unix:ino")).isEqualTo(mounted);
    assertThat(dataset).as("the cache's own name of it").hasContent("time\r\n");
  }

  @Test
  void anotherSlotsCaseIsNotTouched() throws IOException {
    WorkFolders folders = WorkFolders.open(folder.resolve("work"));
    Path other = folders.create(2, assignment("lease-a"), dataset);

    folders.create(1, assignment("lease-b"), dataset);

    assertThat(other.resolve("in/lease-a/parameters.csv")).exists();
  }

  @Test
  void openingRemovesWhatAKilledClientLeft() throws IOException {
    WorkFolders.open(folder.resolve("work")).create(1, assignment("lease-a"), dataset);

    WorkFolders.open(folder.resolve("work"));

    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private static Assignment assignment(String lease) {
    return new Assignment(
        1, lease, 0, 10, "a".repeat(64), Map.of("lags", "4"), "b".repeat(64), 6, 60);
  }
}
