package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.model.Container;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.WarmTrainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** The runtime on the real engine, with a stand-in for the trainer; leaves nothing behind. */
final class DockerFixture implements AutoCloseable {

  static final Resources RESOURCES = new Resources(1, 512L << 20, false);

  final String version = "it-" + UUID.randomUUID().toString().substring(0, 8);
  final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
  final AtomicReference<Resources> resources = new AtomicReference<>(RESOURCES);
  final Path data;
  final Engine engine;
  final TrainerImages images;
  final DockerRuntime runtime;
  final Box box;

  DockerFixture(Path folder) throws IOException {
    this(folder, TestEngine.address());
  }

  DockerFixture(Path folder, String address) throws IOException {
    this(folder, address, Duration.ofMinutes(1));
  }

  /** On an engine that is taken for gone when it does not answer in time. */
  DockerFixture(Path folder, String address, Duration patience) throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    engine = Engine.at(address, patience);
    images =
        new TrainerImages(
            engine, TestEngine.standIn(folder, version), folder.resolve("image.lock"));
    runtime = open();
    box = new Box(Files.createDirectories(data.resolve("work").resolve("0")));
  }

  DockerRuntime open() throws IOException {
    return DockerRuntime.open(
        new DockerRuntime.Settings(
            engine, images, Optional.empty(), resources::get, data, notices::add),
        new WarmTrainers.Settings(50, Duration.ofSeconds(1), System::nanoTime));
  }

  Box.Running start(String order) throws IOException {
    return box.start(runtime, order);
  }

  /** Every container of this client, running or not. */
  List<Container> containers() throws IOException {
    return engine.ask(
        docker ->
            docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(Labels.CLIENT, Labels.clientOf(data)))
                .exec());
  }

  @Override
  public void close() throws IOException {
    runtime.close();
    try (Engine again = Engine.at(engine.address())) {
      TrainerImages ours = new TrainerImages(again, images.release(), data.resolve("lock"));
      for (TrainerImages.Found image : ours.status()) {
        if (image.version().equals(version)) {
          again.ask(docker -> docker.removeImageCmd(image.id()).withForce(true).exec());
        }
      }
    }
  }
}
