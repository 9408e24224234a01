package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as Linux writes it, read; and processes that go away under the reader. */
final class ProcFilesTest {

  @TempDir Path folder;

  @BeforeEach
  void thisProcess() throws IOException {
    write("self/task/" + ProcessHandle.current().pid() + "/children", "");
  }

  @Test
  void aSystemThatDoesNotTellWhoTheChildrenAreHasNone() throws IOException {
    Files.delete(folder.resolve("self/task/" + ProcessHandle.current().pid() + "/children"));

    assertThat(ProcFiles.of(folder)).isEmpty();
  }

  @Test
  void theChildrenOfAllThreadsAreFound() throws IOException {
    write("7/task/7/children", "12 13 ");
    write("7/task/8/children", "");
    write("7/task/9/children", "14 \n");

    assertThat(files().childrenOf(7)).containsExactlyInAnyOrder(12L, 13L, 14L);
  }

  @Test
  void memoryIsWhatIsItsOwnWhereverItIs() throws IOException {
    write(
        "7/status",
        """
        Name:\tjava
        VmPeak:\t 9999999 kB
        VmRSS:\t    5000 kB
        RssAnon:\t    1000 kB
        RssFile:\t    3970 kB
        RssShmem:\t      30 kB
        VmSwap:\t     200 kB
        Threads:\t42
        """);

    assertThat(files().memoryOf(7)).isEqualTo(1_230L << 10);
    assertThat(files().threadsOf(7)).isEqualTo(42);
  }

  @Test
  void processorTimeIsReadBehindANameThatImitatesTheRest() throws IOException {
    write(
        "7/stat",
        "7 (a) S 1 (9 9) R 1 7 7 0 -1 4194304 100 0 0 0 250 50 20 5 39 19 1 0 1000 1 1\n");

    // User 2.5 s, system 0.5 s, and of children that have ended 0.2 s and 0.05 s.
    assertThat(files().cpuNanosOf(7)).isEqualTo(3_250_000_000L);
  }

  @Test
  void whatIsGoneHasNothing() {
    assertThat(files().childrenOf(7)).isEmpty();
    assertThat(files().memoryOf(7)).isZero();
    assertThat(files().threadsOf(7)).isZero();
    assertThat(files().cpuNanosOf(7)).isZero();
  }

  @Test
  void aZombieHasNoMemory() throws IOException {
    write("7/status", "Name:\tsh\nState:\tZ (zombie)\nThreads:\t1\n");

    assertThat(files().memoryOf(7)).isZero();
    assertThat(files().threadsOf(7)).isEqualTo(1);
  }

  private ProcFiles files() {
    return ProcFiles.of(folder).orElseThrow();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
