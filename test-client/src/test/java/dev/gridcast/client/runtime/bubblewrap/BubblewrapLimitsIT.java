package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that takes more than its share, or leaves what it should not. */
@EnabledOnOs(OS.LINUX)
final class BubblewrapLimitsIT extends SandboxedTrainers {

  BubblewrapLimitsIT(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void aForkBombIsContainedAndTheNextCaseIsUnaffected() throws Exception {
    // Mostly sleepers: when the kernel refuses the next process, shells give up, and what is left
    // of the bomb must still be too much.
    TrainingOutcome.Failed failed =
        failure(
            "a",
            "sh bomb() { for i in 1 2 3 4 5 6 7 8; do sleep 617 & done; bomb | bomb & }; bomb;"
                + " wait; sleep 617");

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(failed.reason()).contains("threads and processes");
    assertThat(commands("sleep 617")).isEmpty();
    said("b", "sh :");
  }

  @Test
  void theNumberOfProcessesHasAHardLimitToo() throws Exception {
    assertThat(said("a", "sh cat /proc/self/limits"))
        .containsPattern("Max processes +1024 +1024")
        .containsPattern("Max open files +1024 +1024")
        .containsPattern("Max file size +67108864 +67108864")
        .containsPattern("Max core file size +0 +0")
        .containsPattern("Max data size +1610612736 +1610612736");
  }

  @Test
  void itRunsAtTheLowestPriority() throws Exception {
    assertThat(said("a", "sh cut -d ' ' -f 19 /proc/$PPID/stat; ionice -p $PPID"))
        .startsWith("19\nidle");
  }

  @Test
  void aTrainerThatEatsItsMemoryIsKilledAndTheNextCaseIsUnaffected() throws Exception {
    TrainingOutcome.Failed failed = failure("a", "eat");

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(failed.reason()).contains("used more than 0.5 GiB of memory");
    said("b", "sh :");
  }

  @Test
  void oneFileCannotGrowBeyondItsLimit() throws Exception {
    assertThat(
            said(
                "a",
                "sh head -c 90000000 /dev/zero >$OUT/model.safetensors; stat -c %s"
                    + " $OUT/model.safetensors; : >$OUT/model.safetensors; echo weights"
                    + " >$OUT/model.safetensors"))
        .contains("67108864");
  }

  @Test
  void filesBesideItsFolderAreFoundAndRemoved() throws Exception {
    TrainingOutcome.Failed failed =
        failure("a", "sh echo x >/gridcast/out/b || mkdir $OUT/b; true");

    assertThat(failed.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failed.reason()).endsWith(": b");
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void aDeviceOrALinkInItsOutputIsRefused() throws Exception {
    assertThat(failure("a", "sh ln -s /usr/bin/env $OUT/model.safetensors").reason())
        .contains("model.safetensors is a link");
    assertThat(failure("b", "fifo").reason()).contains("not a plain file");
  }
}
