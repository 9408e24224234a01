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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts trainers that serve in containers, one per box. Thread-safe. */
final class ContainerHost implements TrainerHost {

  private static final List<String> SERVE = List.of("serve");

  private final Engine engine;
  private final ContainerYard yard;
  private final CurrentImage cpu;
  private final Graphics graphics;
  private final Supplier<Resources> resources;
  private volatile @Nullable EngineFacts facts;

  ContainerHost(
      Engine engine,
      ContainerYard yard,
      CurrentImage cpu,
      Graphics graphics,
      Supplier<Resources> resources) {
    this.engine = engine;
    this.yard = yard;
    this.cpu = cpu;
    this.graphics = graphics;
    this.resources = resources;
  }

  @Override
  public RunningTrainer launch(Path box) throws IOException {
    EngineFacts now = engine.facts();
    facts = now;
    ContainerUser user = ContainerUser.of(box, now);
    user.takeOver(box.resolve("in"));
    user.takeOver(box.resolve("out"));
    Resources granted = resources.get();
    CurrentImage cuda = granted.gpu() ? graphics.usableImage() : null;
    if (cuda != null) {
      try {
        return start(cuda, box, user, granted, now);
      } catch (DockerException e) {
        graphics.refused(e);
      }
    }
    try {
      return start(cpu, box, user, Graphics.without(granted), now);
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
