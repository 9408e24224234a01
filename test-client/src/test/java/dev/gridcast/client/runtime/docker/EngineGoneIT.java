package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine of its own, which is stopped, killed or frozen in the middle and comes back. */
final class EngineGoneIT {

  private OwnEngine own;

  @BeforeEach
  void start() throws IOException {
    own = OwnEngine.start();
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    own.close();
  }

  private static void assertStopped(Box.Running running) {
    assertThat(running.outcome())
        .as("the case is not to blame")
        .isInstanceOf(TrainingOutcome.Stopped.class);
  }

  private static void assertSaysWhatToDo(DockerFixture docker) {
    assertThat(docker.runtime.whyUnavailable())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("does not answer", "start it", "--runtime process")
                    .doesNotContain("\n"));
    assertThatThrownBy(() -> docker.start("good")).isInstanceOf(RuntimeUnavailableException.class);
  }

  private static void assertAllGoesOn(DockerFixture docker) throws IOException {
    assertThat(docker.runtime.whyUnavailable()).isEmpty();
    assertThat(docker.start("good").findings()).contains("fine");
    assertThat(docker.containers()).as("with what the engine had kept").hasSize(1);
  }

  @Test
  void aTrainingIsStoppedNewOnesWaitAndAllGoesOnWhenTheEngineIsBack() throws Exception {
    try (DockerFixture docker = new DockerFixture(own.folder(), own.address())) {
      Box.Running running = docker.start("hang").afterFirstEpoch();
      own.stop();

      assertStopped(running);
      assertSaysWhatToDo(docker);
      own.startAgain();

      assertAllGoesOn(docker);
    }
  }

  @Test
  void whatRunsOnAfterTheEngineWasKilledIsRemovedBeforeTheNextCase() throws Exception {
    try (DockerFixture docker = new DockerFixture(own.folder(), own.address())) {
      Box.Running running = docker.start("hang").afterFirstEpoch();
      String leftover = docker.containers().get(0).getId();
      own.kill();

      assertStopped(running);
      assertSaysWhatToDo(docker);
      assertThat(keepersOf(leftover)).as("the container runs on without its engine").isNotEmpty();
      own.startAgain();
      assertThat(docker.containers())
          .as("the engine has kept it")
          .anyMatch(container -> container.getId().equals(leftover));

      assertAllGoesOn(docker);
      assertThat(docker.containers()).noneMatch(container -> container.getId().equals(leftover));
    }
  }

  private static List<ProcessHandle> keepersOf(String container) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(container))
        .toList();
  }

  @Test
  void aTrainingEndsWithAnEngineThatHangsAndItsContainerIsRemovedWhenItGoesOn() throws Exception {
    Duration patience = Duration.ofSeconds(10);
    try (DockerFixture docker = new DockerFixture(own.folder(), own.address(), patience)) {
      docker.start("good").findings();
      TrainingJob job = docker.box.job("hang", Optional.empty(), Duration.ofSeconds(2));
      Box.Running running = Box.start(docker.runtime, job).afterFirstEpoch();
      own.freeze();

      assertStopped(running);
      assertSaysWhatToDo(docker);
      own.thaw();

      Await.until(() -> docker.runtime.whyUnavailable().isEmpty());
      assertAllGoesOn(docker);
    }
  }

  @Test
  void aClientEndsWithAnEngineThatHangs() throws Exception {
    Duration patience = Duration.ofSeconds(10);
    try (DockerFixture docker = new DockerFixture(own.folder(), own.address(), patience)) {
      Box.Running running = docker.start("hang").afterFirstEpoch();
      own.freeze();

      docker.runtime.close();

      assertStopped(running);
      own.thaw();
      try (Engine engine = Engine.at(own.address())) {
        Await.until(() -> engine.whyUnavailable().isEmpty());
        // What the next start of this client does.
        String client = Labels.clientOf(docker.data);
        new ContainerYard(engine, client).sweep();
        List<com.github.dockerjava.api.model.Container> left =
            engine.ask(
                d ->
                    d.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Labels.container(client))
                        .exec());
        assertThat(left).isEmpty();
      }
    }
  }
}
