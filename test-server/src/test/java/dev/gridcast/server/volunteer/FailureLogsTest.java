package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.LogOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of what strangers say about their failures is kept, and how. */
final class FailureLogsTest {

  private static final LogOffer OFFER = new LogOffer("ab".repeat(32), 20_000);

  private final Path folder;
  private final FailureLogs logs;

  FailureLogsTest(@TempDir Path folder) {
    this.folder = folder;
    this.logs = new FailureLogs(folder.resolve("logs"), 1_000);
  }

  @Test
  void whatIsKeptIsHarmlessOnAScreen() throws Exception {
    logs.keep("lease", came("a\u001b]0;title\u0007\r\nb\tc\u009bd"));
    assertThat(logs.complete("lease", "d")).isEqualTo("a\uFFFD]0;title\uFFFD\uFFFD\nb\tc\uFFFDd");
  }

  @Test
  void bytesThatAreNoTextDoNoHarm() throws Exception {
    logs.keep("lease", Files.write(folder.resolve("came"), new byte[] {'a', (byte) 0xff, 0, 'b'}));
    assertThat(logs.complete("lease", "b")).isEqualTo("a\uFFFD\uFFFDb");
  }

  @Test
  void withoutAWholeLogItsEndIsAllThereIs() throws Exception {
    assertThat(logs.complete("lease", "the end")).isEqualTo("the end");
  }

  @Test
  void aLogThatWasCutByItsClientHasItsBeginningAndItsEnd() throws Exception {
    logs.keep("lease", came("the beginning\n[the rest is left out]\n"));
    assertThat(logs.complete("lease", "the end\n"))
        .isEqualTo("the beginning\n[the rest is left out]\n[what came between is lost]\nthe end\n");
  }

  @Test
  void theOldestGoWhenThereIsNoRoom() throws Exception {
    for (int i = 0; i < 5; i++) {
      logs.keep("lease-" + i, came(String.valueOf(i).repeat(300)));
      age(i);
    }
    assertThat(logs.complete("lease-0", "end")).isEqualTo("end");
    assertThat(logs.complete("lease-1", "end")).isEqualTo("end");
    assertThat(logs.complete("lease-4", "4")).isEqualTo("4".repeat(300));
    try (var files = Files.list(folder.resolve("logs"))) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void noFileIsNamedByWhatAnybodySays() throws Exception {
    logs.keep("../../lease", came("words"));
    assertThat(logs.complete("../../lease", "words")).isEqualTo("words");
    try (var files = Files.list(folder.resolve("logs"))) {
      assertThat(files).allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{64}.log"));
    }
  }

  @Test
  void ofOneVolunteerTheLatestSixteenAreAwaitedAndOfAllSoMany() {
    for (int i = 0; i < 2 * FailureLogs.AWAITED_OF_ONE; i++) {
      logs.await("mallory", "lease-" + i, OFFER);
    }
    int awaited = 0;
    for (var next = logs.next("mallory"); next.isPresent(); next = logs.next("mallory")) {
      assertThat(next)
          .hasValue(Map.entry("lease-" + (FailureLogs.AWAITED_OF_ONE + awaited), OFFER));
      logs.settled("mallory", next.get().getKey());
      awaited++;
    }
    assertThat(awaited).isEqualTo(FailureLogs.AWAITED_OF_ONE);

    for (int i = 0; i <= FailureLogs.VOLUNTEERS; i++) {
      logs.await("volunteer-" + i, "lease", OFFER);
    }
    assertThat(logs.next("volunteer-0")).isEmpty();
    assertThat(logs.next("volunteer-1")).isPresent();
  }

  @Test
  void whatIsHereIsNotAwaitedOnceMore() throws Exception {
    logs.keep("lease", came("words"));
    logs.await("ada", "lease", OFFER);
    assertThat(logs.next("ada")).isEmpty();
  }

  private Path came(String words) throws IOException {
    return Files.writeString(folder.resolve("came"), words);
  }

  /** Files of one test are as old as each other, as far as a clock of milliseconds can tell. */
  private void age(int second) throws IOException {
    try (var files = Files.list(folder.resolve("logs"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).startsWith(String.valueOf(second))) {
          Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * second));
        }
      }
    }
  }
}
