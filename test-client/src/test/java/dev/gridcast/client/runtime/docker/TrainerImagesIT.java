package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer's image on a real engine. Each test has a release of its own, removed at the end. */
final class TrainerImagesIT {

  @TempDir Path folder;

  private final String version = "it-" + UUID.randomUUID().toString().substring(0, 8);
  private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
  private Engine engine;
  private TrainerRelease release;
  private TrainerImages images;

  @BeforeEach
  void open() throws IOException {
    engine = TestEngine.open();
    release = TestEngine.standIn(folder, version);
    images = new TrainerImages(engine, release, folder.resolve("image.lock"));
  }

  @AfterEach
  void removeWhatThisTestMade() throws IOException {
    for (TrainerImages.Found image : images.status()) {
      if (image.version().startsWith(version)) {
        engine.ask(docker -> docker.removeImageCmd(image.id()).withForce(true).exec());
      }
    }
    engine.close();
  }

  @Test
  void theFirstStartBuildsItWithNoticesAndTheSecondFindsIt() throws IOException {
    assertThat(images.find()).isEmpty();

    String built = images.ensure(notices::add);

    assertThat(built).startsWith("sha256:");
    assertThat(notices)
        .anyMatch(line -> line.startsWith("building the trainer's image from trainer.jar"))
        .anyMatch(line -> line.contains(": step 1 of "))
        .anyMatch(line -> line.startsWith("built gridcast-trainer:" + version));
    notices.clear();
    assertThat(images.ensure(notices::add)).isEqualTo(built);
    assertThat(notices).isEmpty();
  }

  @Test
  void anotherTrainerJarIsAnotherImageAndPruneRemovesTheOlderOneOnly() throws IOException {
    String older = images.ensure(notices::add);
    TestEngine.standInJar(folder, "changed");
    String newer = images.ensure(notices::add);

    assertThat(newer).isNotEqualTo(older);
    assertThat(images.status().get(0))
        .satisfies(
            first -> {
              assertThat(first.matches()).isTrue();
              assertThat(first.id()).isEqualTo(newer);
              assertThat(first.version()).isEqualTo(version);
              assertThat(first.bytes()).isGreaterThan(1_000_000);
            });
    // Only what this test made may go: other tests use the same engine.
    assertThat(images.prune(image -> image.version().equals(version)))
        .extracting(TrainerImages.Found::id)
        .containsExactly(older);
    assertThat(Images.find(engine, older)).isEmpty();
    assertThat(Images.find(engine, newer)).isPresent();
    assertThat(Images.find(engine, TestEngine.baseImage())).isPresent();

    assertThat(images.removeIf(image -> image.version().equals(version)))
        .as("who takes leave wants the newest gone, too")
        .extracting(TrainerImages.Found::id)
        .containsExactly(newer);
    assertThat(Images.find(engine, newer)).isEmpty();
  }

  @Test
  void twoClientsThatStartTogetherBuildItOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<String>> both = List.of(ensureAfter(go), ensureAfter(go));
    go.countDown();

    String first = both.get(0).get(120, TimeUnit.SECONDS);
    assertThat(both.get(1).get(120, TimeUnit.SECONDS)).isEqualTo(first);
    assertThat(notices).filteredOn(line -> line.startsWith("built ")).hasSize(1);
  }

  private CompletableFuture<String> ensureAfter(CountDownLatch go) {
    CompletableFuture<String> id = new CompletableFuture<>();
    Engine.onThread("client")
        .execute(
            () -> {
              try {
                go.await();
                id.complete(images.ensure(notices::add));
              } catch (IOException | InterruptedException e) {
                id.completeExceptionally(e);
              }
            });
    return id;
  }

  @Test
  void whoeverWaitsForAnotherClientSaysSo() throws Exception {
    CountDownLatch go = new CountDownLatch(0);
    CompletableFuture<String> id;
    // The lock of another process cannot be had inside this one: the lock of this JVM stands for
    // it.
    try (ImageLock other = ImageLock.take(folder.resolve("image.lock"), notices::add)) {
      assertThat(other).isNotNull();
      id = ensureAfter(go);
      Await.until(() -> notices.contains("waiting for another client that builds the image"));
      assertThat(id).isNotDone();
    }
    assertThat(id.get(120, TimeUnit.SECONDS)).startsWith("sha256:");
  }

  @Test
  void theLockIsOneThatOtherProcessesSee() throws IOException {
    Path file = folder.resolve("other.lock");
    try (ImageLock lock = ImageLock.take(file, notices::add);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(
              () -> {
                try (FileLock second = channel.tryLock()) {
                  assertThat(second).isNull();
                }
              })
          .isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
    }
  }

  @Test
  void aBaseImageThatNobodyHasIsExplained() throws IOException {
    TrainerImages other =
        new TrainerImages(
            engine,
            new TrainerRelease(
                TrainerKind.CPU,
                release.trainerJar(),
                release.dockerfile(),
                "127.0.0.1:9/no-such-base:1",
                version),
            folder.resolve("image.lock"));

    assertThatThrownBy(() -> other.ensure(notices::add))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("127.0.0.1:9/no-such-base:1")
        .hasMessageContaining("docker/base-image.sh")
        .hasMessageContaining("GRIDCAST_BASE_IMAGE")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aTrainerForAnotherProcessorIsExplained() throws IOException {
    Path jar = Files.copy(release.trainerJar(), folder.resolve("other.jar"));
    assertThatThrownBy(() -> JarNatives.require(jar, "linux-riscv64"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("linux-arm64, linux-x86_64")
        .hasMessageContaining("linux-riscv64");
  }

  @Test
  void aFailingStepIsExplainedAndLeavesNoImage() throws IOException {
    TrainerImages other =
        new TrainerImages(
            engine,
            new TrainerRelease(
                TrainerKind.CPU,
                release.trainerJar(),
                TestEngine.DOCKERFILE + "RUN [\"java\", \"-jar\", \"/no/such.jar\"]\n",
                release.baseImage(),
                version),
            folder.resolve("image.lock"));

    assertThatThrownBy(() -> other.ensure(notices::add))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("could not be built")
        .hasMessageContaining("returned a non-zero code: 1");
    assertThat(other.find()).isEmpty();
    assertThat(containersOf()).isEmpty();
  }

  private List<String> containersOf() throws IOException {
    return engine.ask(docker -> docker.listContainersCmd().withShowAll(true).exec()).stream()
        .filter(container -> String.valueOf(container.getCommand()).contains("/no/such.jar"))
        .map(com.github.dockerjava.api.model.Container::getId)
        .toList();
  }

  @Test
  void anImageOfAnotherReleaseIsRefusedWithBothVersions() throws IOException {
    String id = images.ensure(notices::add);
    TrainerImages later =
        new TrainerImages(
            engine,
            new TrainerRelease(
                TrainerKind.CPU,
                release.trainerJar(),
                release.dockerfile(),
                release.baseImage(),
                version + "-later"),
            folder.resolve("image.lock"));

    assertThatThrownBy(() -> later.adopt(Images.find(engine, id).orElseThrow(), "it", notices::add))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("release " + version + ",")
        .hasMessageContaining("release " + version + "-later:");
    assertThat(later.find()).isEmpty();

    TrainerImages same =
        new TrainerImages(
            engine,
            new TrainerRelease(
                TrainerKind.CPU,
                release.trainerJar(),
                release.dockerfile() + "# other\n",
                "other-base",
                version),
            folder.resolve("image.lock"));
    assertThat(same.adopt(Images.find(engine, id).orElseThrow(), "it", notices::add)).isEqualTo(id);
    assertThat(same.find()).contains(id);
  }

  @Test
  void anImageThatCannotBePulledIsExplained() {
    assertThatThrownBy(() -> images.pull("127.0.0.1:9/gridcast/trainer:1", notices::add))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("could not be pulled")
        .hasMessageContaining("gridcast client image build");
  }

  @Test
  void aNewBaseImageUnderTheSameNameIsNoticed() throws IOException {
    String name = "gridcast-it-moving:" + version;
    Image base =
        engine.ask(docker -> docker.listImagesCmd().withShowAll(true).exec()).stream()
            .filter(image -> isNamed(image, TestEngine.baseImage()))
            .findFirst()
            .orElseThrow();
    engine.ask(d -> d.tagImageCmd(base.getId(), "gridcast-it-moving", version).exec());
    try {
      TrainerImages moving =
          new TrainerImages(
              engine,
              new TrainerRelease(
                  TrainerKind.CPU, release.trainerJar(), release.dockerfile(), name, version),
              folder.resolve("image.lock"));
      String first = moving.ensure(notices::add);
      String stranger = images.ensure(notices::add);
      engine.ask(d -> d.tagImageCmd(stranger, "gridcast-it-moving", version).exec());

      assertThat(moving.find()).isEmpty();
      String second = moving.ensure(notices::add);
      assertThat(second).isNotEqualTo(first);
      // It stands on the other, which could not be removed before it.
      engine.ask(d -> d.removeImageCmd(second).exec());
      assertThat(Images.find(engine, first)).as("the one that was replaced").isEmpty();
    } finally {
      engine.ask(d -> d.removeImageCmd(name).exec());
    }
  }

  private static boolean isNamed(Image image, String name) {
    ImageName parts = ImageName.parse(name);
    String[] tags = image.getRepoTags();
    return image.getId().equals(name)
        || (tags != null && List.of(tags).contains(parts.repository() + ":" + parts.tag()));
  }
}
