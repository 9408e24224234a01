package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RunningTrainer;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainerHost;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts trainers that serve in containers, one per box. Thread-safe. */
final class ContainerHost implements TrainerHost {

  private static final Logger log = LoggerFactory.getLogger(ContainerHost.class);
  private static final List<String> SERVE = List.of("serve");

  private final Engine engine;
  private final ContainerYard yard;
  private final CurrentImage cpu;
  private final Optional<CurrentImage> cuda;
  private final Supplier<Resources> resources;
  private final Consumer<String> notices;
  private volatile @Nullable EngineFacts facts;
  private volatile boolean gpuFailed;

  ContainerHost(
      Engine engine,
      ContainerYard yard,
      CurrentImage cpu,
      Optional<CurrentImage> cuda,
      Supplier<Resources> resources,
      Consumer<String> notices) {
    this.engine = engine;
    this.yard = yard;
    this.cpu = cpu;
    this.cuda = cuda;
    this.resources = resources;
    this.notices = notices;
  }

  @Override
  public RunningTrainer launch(Path box) throws IOException {
    EngineFacts now = engine.facts();
    facts = now;
    ContainerUser user = ContainerUser.of(box, now);
    user.takeOver(box.resolve("in"));
    user.takeOver(box.resolve("out"));
    Resources granted = resources.get();
    if (granted.gpu() && cuda.isPresent() && !gpuFailed) {
      try {
        return start(cuda.get(), box, user, granted, now);
      } catch (RuntimeUnavailableException | DockerException e) {
        goOnWithoutGpu(e);
      }
    }
    Resources without = new Resources(granted.cpus(), granted.memoryBytes(), false);
    try {
      return start(cpu, box, user, without, now);
    } catch (DockerException e) {
      throw new IOException(refusal(e), e);
    }
  }

  private RunningTrainer start(
      CurrentImage image, Path box, ContainerUser user, Resources granted, EngineFacts now)
      throws RuntimeUnavailableException {
    String id = image.id();
    try {
      return start(id, box, user, granted, now);
    } catch (NotFoundException e) {
      if (Images.find(engine, id).isPresent()) {
        throw e; // something in it is missing, not the image
      }
      image.missing(id);
      return start(image.id(), box, user, granted, now);
    }
  }

  private RunningTrainer start(
      String image, Path box, ContainerUser user, Resources granted, EngineFacts now)
      throws RuntimeUnavailableException {
    ContainerSpec spec =
        new ContainerSpec(
            image,
            SERVE,
            box.resolve("in").toAbsolutePath(),
            box.resolve("out").toAbsolutePath(),
            List.of(),
            user,
            granted,
            yard.client(),
            true,
            now);
    return new ContainerTrainer(yard.start(spec), granted.memoryBytes());
  }

  private void goOnWithoutGpu(Exception failure) throws RuntimeUnavailableException {
    engine.facts(); // when the engine itself is gone, the graphics processor is not to blame
    gpuFailed = true;
    log.warn("no trainer can be started on the graphics processor", failure);
    notices.accept(
        "the graphics processor cannot be used ("
            + gpuTrouble(String.valueOf(failure.getMessage()))
            + "); going on without it");
  }

  /** What to do about an engine that does not give its containers a graphics processor. */
  static String gpuTrouble(String refusal) {
    String text = refusal.toLowerCase(Locale.ROOT);
    return text.contains("could not select device driver") || text.contains("nvidia")
        ? "install nvidia-container-toolkit, then run `sudo nvidia-ctk runtime configure"
            + " --runtime=docker` and restart Docker: "
            + Texts.oneLine(refusal, 160)
        : Texts.oneLine(refusal, 300);
  }

  static String refusal(DockerException e) {
    return "the Docker engine does not start a trainer: "
        + Texts.oneLine(String.valueOf(e.getMessage()), 300);
  }

  @Override
  public void admit(TrainingJob job) throws IOException {
    EngineFacts known = facts;
    ContainerUser user = ContainerUser.of(job.box(), known == null ? engine.facts() : known);
    user.takeOver(job.input());
    user.takeOver(job.output());
  }
}
