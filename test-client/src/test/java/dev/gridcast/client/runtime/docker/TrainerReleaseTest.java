package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerReleaseTest {

  @TempDir Path folder;

  @Test
  void anythingThatTheImageIsMadeFromChangesItsHash() throws IOException {
    Path jar = Files.writeString(folder.resolve("a.jar"), "a");
    Path other = Files.writeString(folder.resolve("b.jar"), "b");
    Set<String> hashes = new HashSet<>();
    for (TrainerRelease release :
        List.of(
            new TrainerRelease(TrainerKind.CPU, jar, "FROM x", "base", "1"),
            new TrainerRelease(TrainerKind.CPU, other, "FROM x", "base", "1"),
            new TrainerRelease(TrainerKind.CPU, jar, "FROM y", "base", "1"),
            new TrainerRelease(TrainerKind.CPU, jar, "FROM x", "base2", "1"),
            new TrainerRelease(TrainerKind.CPU, jar, "FROM x", "base", "2"))) {
      hashes.add(release.content());
    }

    assertThat(hashes).hasSize(5);
    assertThat(new TrainerRelease(TrainerKind.CPU, jar, "FROM x", "base", "1").content())
        .isIn(hashes);
  }

  @Test
  void theDockerfileIsInTheProgramAndNamesTheBaseThatIsTakenWhenNobodyNamesOne()
      throws IOException {
    TrainerRelease release =
        TrainerRelease.of(TrainerKind.CPU, folder.resolve("a.jar"), null, "1.0+x");

    assertThat(release.dockerfile()).contains("ARG BASE_IMAGE=" + release.baseImage());
    assertThat(release.dockerfile()).contains("trainer.jar");
    assertThat(release.imageName("0123456789abcdef"))
        .isEqualTo("gridcast-trainer:1.0_x-0123456789ab");
    assertThat(TrainerRelease.of(TrainerKind.CPU, folder.resolve("a.jar"), "mine", "1").baseImage())
        .isEqualTo("mine");
  }

  @Test
  void theBuildContextIsATarThatTheSystemsOwnTarReads() throws Exception {
    Path jar = Files.writeString(folder.resolve("a.jar"), "j".repeat(1000));
    Path tar = folder.resolve("context.tar");
    try (InputStream context = BuildContext.of("FROM x\n", jar, "trainer.jar")) {
      Files.copy(context, tar);
    }
    Path out = Files.createDirectory(folder.resolve("out"));
    Process process =
        new ProcessBuilder("tar", "-xf", tar.toString(), "-C", out.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(out.resolve("Dockerfile")).hasContent("FROM x\n");
    assertThat(out.resolve("trainer.jar")).hasContent("j".repeat(1000));
  }

  @Test
  void aJarWithoutNativesOrNoJarAtAllIsExplained() throws IOException {
    Path jar = Files.writeString(folder.resolve("a.jar"), "no zip");

    assertThatThrownBy(() -> JarNatives.in(jar))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("is no jar");
  }
}
