package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graphics card that was promised, on an engine that has none to give: cases go on without. */
final class GraphicsIT {

  private static final Resources WITH_GPU = new Resources(1, 512L << 20, true);

  @TempDir Path folder;

  private DockerFixture docker;
  private TrainerImages cuda;
  private final List<DockerRuntime> opened = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    docker = new DockerFixture(folder);
    docker.resources.set(WITH_GPU);
    cuda = cuda(Files.copy(docker.images.release().trainerJar(), folder.resolve("cuda.jar")));
  }

  private TrainerImages cuda(Path jar) {
    String dockerfile = TestEngine.DOCKERFILE.replace("trainer.jar", "trainer-cuda.jar");
    return new TrainerImages(
        docker.engine,
        new TrainerRelease(
            TrainerKind.CUDA, jar, dockerfile, TestEngine.baseImage(), docker.version),
        folder.resolve("image.lock"));
  }

  @AfterEach
  void close() throws IOException {
    opened.forEach(DockerRuntime::close);
    docker.close();
    try (Engine engine = TestEngine.open()) {
      for (String id :
          engine
              .ask(
                  d ->
                      d.listImagesCmd()
                          .withLabelFilter(Map.of(Labels.VERSION, docker.version))
                          .exec())
              .stream()
              .map(com.github.dockerjava.api.model.Image::getId)
              .toList()) {
        engine.ask(d -> d.removeImageCmd(id).withForce(true).exec());
      }
    }
  }

  private DockerRuntime runtime(TrainerImages images) throws IOException {
    DockerRuntime made =
        DockerRuntime.open(
            new DockerRuntime.Settings(
                TestEngine.open(),
                docker.images,
                Optional.of(images),
                docker.resources::get,
                docker.data,
                docker.notices::add));
    opened.add(made);
    return made;
  }

  @Test
  void withoutTheToolkitCasesGoOnOnTheProcessorAndANoticeSaysWhatToInstall() throws IOException {
    DockerRuntime runtime = runtime(cuda);
    runtime.makeImage();
    assertThat(runtime.usesGraphics()).isTrue();
    assertThat(docker.notices).anyMatch(line -> line.startsWith("built gridcast-trainer-cuda:"));

    assertThat(docker.box.start(runtime, "good").findings()).contains("fine");

    assertThat(docker.notices)
        .filteredOn(line -> line.startsWith("the graphics processor cannot be used"))
        .singleElement()
        .asString()
        .contains("install nvidia-container-toolkit", "could not select device driver")
        .contains("compute on the processor instead")
        .doesNotContain("\n");
    assertThat(runtime.usesGraphics()).isFalse();
    assertThat(docker.containers()).as("with the one that was refused").hasSize(1);
  }

  @Test
  void anExperimentsOwnImageGoesOnWithoutItToo() throws IOException {
    DockerRuntime runtime = runtime(cuda);
    Optional<String> image = Optional.of(docker.images.ensure(docker.notices::add));
    Box.Running running = Box.start(runtime, docker.box.job("good", image, Duration.ofSeconds(60)));

    assertThat(running.findings()).contains("fine");
    assertThat(docker.notices).anyMatch(line -> line.contains("install nvidia-container-toolkit"));
  }

  @Test
  void withoutItsTrainerCasesGoOnAndANoticeSaysHowToGetIt() throws IOException {
    DockerRuntime runtime = runtime(cuda(folder.resolve("missing-cuda.jar")));
    runtime.makeImage();

    assertThat(runtime.usesGraphics()).isFalse();
    assertThat(docker.notices)
        .filteredOn(line -> line.startsWith("the graphics processor cannot be used"))
        .singleElement()
        .asString()
        .contains("missing-cuda.jar", "mvn -P cuda", "--trainer-cuda-jar", "pull --gpu");
    assertThat(docker.box.start(runtime, "good").findings()).contains("fine");
  }

  @Test
  void pruneKeepsTheCurrentImageOfEachKind() throws IOException {
    String cpu = docker.images.ensure(docker.notices::add);
    String older = cuda.ensure(docker.notices::add);
    Files.copy(
        TestEngine.standInJar(Files.createDirectory(folder.resolve("new")), "changed"),
        cuda.release().trainerJar(),
        StandardCopyOption.REPLACE_EXISTING);
    String newer = cuda.ensure(docker.notices::add);

    assertThat(cuda.prune(image -> image.version().equals(docker.version)))
        .extracting(TrainerImages.Found::id)
        .containsExactly(older);
    assertThat(docker.images.prune(image -> image.version().equals(docker.version))).isEmpty();
    assertThat(Images.find(docker.engine, cpu)).isPresent();
    assertThat(Images.find(docker.engine, newer)).isPresent();
    TrainerImages withoutJar = cuda(folder.resolve("missing-cuda.jar"));
    assertThat(withoutJar.prune(image -> image.version().equals(docker.version)))
        .as("an image of this release whose jar is not here")
        .isEmpty();
  }
}
