package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of trainers in containers, on a real engine. */
final class DockerRuntimeIT {

  @TempDir Path folder;

  private DockerFixture docker;

  @BeforeEach
  void open() throws IOException {
    docker = new DockerFixture(folder);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    docker.close();
    try (Engine engine = TestEngine.open()) {
      Map<String, String> ours = Labels.container(Labels.clientOf(docker.data));
      List<com.github.dockerjava.api.model.Container> left =
          engine.ask(d -> d.listContainersCmd().withShowAll(true).withLabelFilter(ours).exec());
      assertThat(left).isEmpty();
    }
  }

  @Test
  void oneContainerTrainsOneCaseAfterTheOther() throws IOException {
    assertThat(docker.start("good").findings()).contains("fine");
    List<String> first = ids();
    Box.Running second = docker.start("good");

    assertThat(second.findings()).contains("fine");
    assertThat(second.epochs).hasSize(1);
    assertThat(ids()).isEqualTo(first).hasSize(1);
    assertThat(docker.notices).anyMatch(line -> line.startsWith("building the trainer's image"));
  }

  @Test
  void twoHundredCasesLeaveNoContainerNoLayerNoVolumeAndNoFile() throws IOException {
    docker.start("good").findings();
    int images = images();
    int volumes = volumes();
    for (int i = 0; i < 200; i++) {
      // Every twentieth dies, so that containers are replaced, too.
      Box.Running running = docker.start(i % 20 == 19 ? "die" : "good");
      running.outcome();
      Path input = running.job().input();
      Files.delete(input.resolve("parameters.csv"));
      Files.delete(input.resolve("time-series.csv"));
      Files.delete(input);
      Files.delete(running.job().log());
      Files.deleteIfExists(running.job().output());
    }
    docker.runtime.close();

    assertThat(images()).isEqualTo(images);
    assertThat(volumes()).isEqualTo(volumes);
    try (Stream<Path> files = Files.walk(docker.box.folder())) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(3); // the first case's own
    }
  }

  private int images() throws IOException {
    try (Engine engine = TestEngine.open()) {
      return engine.ask(d -> d.listImagesCmd().withShowAll(true).exec()).stream()
          .filter(image -> image.getLabels() != null)
          .filter(image -> docker.version.equals(image.getLabels().get(Labels.VERSION)))
          .toList()
          .size();
    }
  }

  private static int volumes() throws IOException {
    try (Engine engine = TestEngine.open()) {
      var volumes = engine.ask(d -> d.listVolumesCmd().exec()).getVolumes();
      return volumes == null ? 0 : volumes.size();
    }
  }

  private List<String> ids() throws IOException {
    return docker.containers().stream()
        .map(com.github.dockerjava.api.model.Container::getId)
        .toList();
  }

  @Test
  void aTrainerThatDiesCostsOneCaseAndItsLastWordsAreKept() throws IOException {
    TrainingOutcome.Failed failed = docker.start("die").failure();

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(failed.reason()).contains("exit code 7", "the end is near");
    assertThat(failed.logTail()).contains("the end is near");
    assertThat(docker.start("good").findings()).contains("fine");
  }

  @Test
  void aTrainerThatHangsIsKilledAtItsTimeLimit() throws IOException {
    docker.start("good").outcome();
    TrainingJob job = docker.box.job("hang", Optional.empty(), Duration.ofSeconds(1));
    TrainingOutcome.Failed failed = Box.start(docker.runtime, job).failure();

    assertThat(failed.kind()).isEqualTo(FailureKind.TIME_LIMIT);
    assertThat(docker.start("good").findings()).contains("fine");
  }

  @Test
  void aContainerThatIgnoresItsEndIsKilledAfterTheGrace() throws IOException {
    Box.Running stubborn = docker.start("stubborn").afterFirstEpoch();
    Await.until(() -> stubborn.epochs.size() == 2);
    String id = ids().get(0);
    stubborn.training().stop();

    assertThat(stubborn.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    assertThat(ids()).doesNotContain(id);
  }

  @Test
  void aPausedTrainerStandsStillAndItsClockWithIt() throws IOException {
    docker.start("good").outcome();
    TrainingJob job = docker.box.job("spin", Optional.empty(), Duration.ofSeconds(60));
    Box.Running running = Box.start(docker.runtime, job).afterFirstEpoch();
    running.training().pause();
    Await.until(() -> docker.containers().get(0).getStatus().contains("Paused"));
    assertThat(running.hasEnded()).isFalse();
    running.training().resume();

    assertThat(running.findings()).contains("findings");
  }

  @Test
  void aPausedTrainerCanBeStopped() throws IOException {
    Box.Running running = docker.start("hang").afterFirstEpoch();
    running.training().pause();
    Await.until(() -> docker.containers().get(0).getStatus().contains("Paused"));
    running.training().stop();

    assertThat(running.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
  }

  @Test
  void aGigabyteOfLogIsBoundedAndHoldsUpNobody() throws IOException {
    Box.Running running = docker.start("log");

    assertThat(running.findings()).contains("fine");
    assertThat(Files.size(running.job().log())).isLessThan(2 << 20);
    String id = ids().get(0);
    assertThat(docker.engine.ask(d -> d.inspectContainerCmd(id).exec()).getLogPath())
        .as("a log that the engine keeps")
        .isEmpty();
  }

  @Test
  void theImageIsMadeAgainWhenSomebodyRemovedIt() throws IOException {
    docker.start("good").outcome();
    docker.runtime.release(docker.box.folder());
    Await.until(() -> docker.containers().isEmpty());
    String id = docker.images.find().orElseThrow();
    docker.engine.ask(d -> d.removeImageCmd(id).withForce(true).exec());
    docker.notices.clear();

    assertThat(docker.start("good").findings()).contains("fine");
    assertThat(docker.notices)
        .anyMatch(line -> line.contains("has been removed from the engine; making it again"));
  }

  @Test
  void leftoversOfAKilledClientAreRemovedAtTheNextStartAndNobodyElsesAre() throws IOException {
    docker.start("hang").afterFirstEpoch();
    String leftover = ids().get(0);
    Path otherData = Files.createDirectories(folder.resolve("other"));
    ContainerYard other = new ContainerYard(docker.engine, Labels.clientOf(otherData));
    Container stranger =
        other.start(
            new ContainerSpec(
                docker.images.find().orElseThrow(),
                List.of("serve"),
                docker.box.folder().resolve("in"),
                docker.box.folder().resolve("out"),
                List.of(),
                ContainerUser.of(docker.box.folder(), docker.engine.facts()),
                DockerFixture.RESOURCES,
                other.client(),
                true,
                docker.engine.facts()));

    // A second client on the same data is what comes after a crash.
    DockerRuntime next = docker.open();

    assertThat(ids()).doesNotContain(leftover);
    assertThat(stranger.exit()).isNotDone();
    assertThat(next.whyUnavailable()).isEmpty();
    other.clear();
  }

  @Test
  void anExperimentsOwnImageGetsAFreshContainerAndMayHaveNoModel() throws IOException {
    String image = docker.images.ensure(docker.notices::add);
    TrainingJob job = docker.box.job("no-model", Optional.of(image), Duration.ofSeconds(60));
    Box.Running running = Box.start(docker.runtime, job);

    assertThat(running.outcome())
        .isInstanceOfSatisfying(
            TrainingOutcome.Trained.class, trained -> assertThat(trained.model()).isEmpty());
    assertThat(running.epochs).hasSize(1);
    assertThat(ids()).isEmpty();
  }

  @Test
  void anOwnImageIsStoppedPausedAndLimitedLikeAnyOther() throws IOException {
    Optional<String> image = Optional.of(docker.images.ensure(docker.notices::add));
    Box.Running stopped =
        Box.start(docker.runtime, docker.box.job("hang", image, Duration.ofSeconds(60)))
            .afterFirstEpoch();
    stopped.training().pause();
    Await.until(() -> docker.containers().get(0).getStatus().contains("Paused"));
    stopped.training().resume();
    stopped.training().stop();
    assertThat(stopped.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);

    Box.Running late =
        Box.start(docker.runtime, docker.box.job("stubborn", image, Duration.ofSeconds(2)));
    assertThat(late.failure().kind()).isEqualTo(FailureKind.TIME_LIMIT);

    Box.Running died =
        Box.start(docker.runtime, docker.box.job("die", image, Duration.ofSeconds(60)));
    assertThat(died.failure().kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(died.failure().reason()).contains("exit code 7", "the end is near");

    Box.Running greedy =
        Box.start(docker.runtime, docker.box.job("many-files", image, Duration.ofSeconds(60)));
    assertThat(greedy.failure().kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(ids()).isEmpty();
  }

  @Test
  void anImageWithoutADigestOrOnNoMachineIsRefused() throws IOException {
    TrainingJob byTag =
        docker.box.job("good", Optional.of("busybox:latest"), Duration.ofSeconds(60));
    assertThatThrownBy(() -> Box.start(docker.runtime, byTag))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("with its digest")
        .hasMessageContaining("busybox:latest");

    String unknown = "sha256:" + "0".repeat(64);
    TrainingJob byId = docker.box.job("good", Optional.of(unknown), Duration.ofSeconds(60));
    assertThat(Box.start(docker.runtime, byId).failure())
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo(FailureKind.CLIENT_FAULT);
              assertThat(failed.reason()).contains(unknown, "not on this machine");
            });

    String elsewhere = "127.0.0.1:9/trainer@sha256:" + "0".repeat(64);
    TrainingJob pulled = docker.box.job("good", Optional.of(elsewhere), Duration.ofSeconds(60));
    Box.Running running = Box.start(docker.runtime, pulled);
    assertThat(running.failure().kind()).isEqualTo(FailureKind.CLIENT_FAULT);
    assertThat(running.notices).anyMatch(line -> line.startsWith("pulling 127.0.0.1:9/trainer@"));
  }
}
