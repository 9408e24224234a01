package dev.gridcast.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What NVIDIA's driver tells of its cards, on a file system made up for the test. */
final class NvidiaCardsTest {

  @TempDir private Path root;

  private List<String> names(Optional<String> tool) {
    HelperProgram helper =
        new HelperProgram() {
          @Override
          Optional<String> output(List<String> command) {
            return command.get(0).equals("nvidia-smi") ? tool : Optional.empty();
          }
        };
    return new NvidiaCards(root, helper).names();
  }

  @Test
  void theDriversFilesNameEachCard() throws IOException {
    for (String bus : List.of("0000:01:00.0", "0000:02:00.0")) {
      Path folder = Files.createDirectories(root.resolve("proc/driver/nvidia/gpus/" + bus));
      Files.writeString(
          folder.resolve("information"),
          "Model: \t\t NVIDIA GeForce RTX 3060\nIRQ:   \t\t 77\nBus Type: \t PCIe\n");
    }

    assertThat(names(Optional.of("another")))
        .containsExactly("NVIDIA GeForce RTX 3060", "NVIDIA GeForce RTX 3060");
  }

  @Test
  void whereTheDriverHasNoFilesItsProgramIsAsked() {
    assertThat(names(Optional.of("NVIDIA T4\n\nNVIDIA A100\n")))
        .containsExactly("NVIDIA T4", "NVIDIA A100");
  }

  @Test
  void noDriverIsNoCard() {
    assertThat(names(Optional.empty())).isEmpty();
  }
}
