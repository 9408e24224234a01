package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Image;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainingOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine of its own, which is stopped in the middle and comes back. */
final class EngineGoneIT {

  private Path folder;
  private Process daemon;

  @BeforeEach
  void start() throws IOException {
    // Not JUnit's own folder: the path of a socket must be short.
    folder = Files.createTempDirectory("gc-eng");
    startDaemon();
    copyBaseImage();
  }

  private String address() {
    return "unix://" + folder.resolve("s");
  }

  private void startDaemon() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dockerd",
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--pidfile",
                folder.resolve("pid").toString(),
                "-H",
                address(),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false",
                "--ip-forward=false",
                "--ip-masq=false"));
    daemon =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("dockerd.log").toFile()))
            .start();
    try (Engine engine = Engine.at(address())) {
      Await.until(() -> engine.whyUnavailable().isEmpty());
    }
  }

  /** From the engine of the other tests, as there is no registry. */
  private void copyBaseImage() throws IOException {
    try (Engine from = TestEngine.open();
        Engine to = Engine.at(address())) {
      String name = TestEngine.baseImage();
      try (InputStream image = from.ask(docker -> docker.saveImageCmd(name).exec())) {
        to.ask(docker -> docker.loadImageCmd(image).exec());
      }
      List<Image> there = to.ask(docker -> docker.listImagesCmd().exec());
      assertThat(there).isNotEmpty();
    }
  }

  private void stopDaemon() throws InterruptedException {
    daemon.destroy();
    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    stopDaemon();
    new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
  }

  @Test
  void aTrainingIsStoppedNewOnesWaitAndAllGoesOnWhenTheEngineIsBack() throws Exception {
    try (DockerFixture docker = new DockerFixture(folder, address())) {
      Box.Running running = docker.start("hang").afterFirstEpoch();

      stopDaemon();

      assertThat(running.outcome())
          .as("the case is not to blame")
          .isInstanceOf(TrainingOutcome.Stopped.class);
      assertThat(docker.runtime.whyUnavailable())
          .hasValueSatisfying(
              line ->
                  assertThat(line)
                      .contains("does not answer", "start it", "--runtime process")
                      .doesNotContain("\n"));
      assertThatThrownBy(() -> docker.start("good"))
          .isInstanceOf(RuntimeUnavailableException.class);

      startDaemon();

      assertThat(docker.runtime.whyUnavailable()).isEmpty();
      assertThat(docker.start("good").findings()).contains("fine");
      assertThat(docker.containers()).as("with what the engine had kept").hasSize(1);
    }
  }
}
