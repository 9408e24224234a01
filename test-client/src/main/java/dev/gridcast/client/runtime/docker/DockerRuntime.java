package dev.gridcast.client.runtime.docker;

import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.WarmTrainers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs trainers in sealed containers: the built-in one in a container per box that takes one case
 * after the other, an experiment's own image in a fresh container per case.
 */
public final class DockerRuntime implements TrainerRuntime {

  /** What to do about an engine that cannot give containers NVIDIA's graphics cards. */
  public static final String NVIDIA_TOOLKIT = Graphics.TOOLKIT;

  private final Engine engine;
  private final ContainerYard yard;
  private final CurrentImage cpu;
  private final Graphics graphics;
  private final Supplier<Resources> resources;
  private final WarmTrainers trainers;

  /**
   * What the runtime needs.
   *
   * @param engine closed with the runtime
   * @param cpu the images of the trainer that computes on processors
   * @param cuda the same for graphics processors, where the volunteer gives one
   * @param resources what one trainer may use, asked whenever one is started
   * @param dataFolder the client's own: its leftovers are told by it
   * @param notices hears, in one line each, what takes long or went differently than asked for
   */
  public record Settings(
      Engine engine,
      TrainerImages cpu,
      Optional<TrainerImages> cuda,
      Supplier<Resources> resources,
      Path dataFolder,
      Consumer<String> notices) {}

  /** Uses the engine from the first training on; what was left from before goes now. */
  public static DockerRuntime open(Settings settings) throws RuntimeUnavailableException {
    return open(settings, WarmTrainers.Settings.DEFAULT);
  }

  static DockerRuntime open(Settings settings, WarmTrainers.Settings warm)
      throws RuntimeUnavailableException {
    settings.engine().facts();
    DockerRuntime runtime = new DockerRuntime(settings, warm);
    runtime.yard.sweep();
    return runtime;
  }

  private DockerRuntime(Settings settings, WarmTrainers.Settings warm) {
    this.engine = settings.engine();
    this.yard = new ContainerYard(engine, Labels.clientOf(settings.dataFolder()));
    this.cpu = new CurrentImage(settings.cpu(), settings.notices());
    this.resources = settings.resources();
    this.graphics =
        new Graphics(
            engine,
            settings.cuda().map(images -> new CurrentImage(images, settings.notices())),
            settings.notices());
    this.trainers =
        new WarmTrainers(new ContainerHost(engine, yard, cpu, graphics, resources), warm);
  }

  /**
   * Has the images of the built-in trainer made, unless they are there; takes a while the first
   * time. Without the one for graphics processors trainings compute on the processor, and a notice
   * says why.
   *
   * @throws RuntimeUnavailableException when it cannot be had; says what to do
   */
  public void makeImage() throws RuntimeUnavailableException {
    cpu.id();
    if (resources.get().gpu()) {
      graphics.makeReady();
    }
  }

  /** Whether trainers get the graphics processors, as far as is known. */
  public boolean usesGraphics() {
    return resources.get().gpu() && graphics.isUsable();
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public boolean runsImages() {
    return true;
  }

  @Override
  public void prepare(Path box) {
    trainers.prepare(box);
  }

  @Override
  public void release(Path box) {
    trainers.release(box);
  }

  @Override
  public Training start(TrainingJob job, TrainingListener listener) throws IOException {
    if (job.image().isEmpty()) {
      return trainers.start(job, listener);
    }
    // The box's own trainer would hold its memory beside the other's.
    trainers.release(job.box());
    return ImageTraining.start(
        engine,
        yard,
        graphics,
        engine.facts(),
        graphics.of(resources.get()),
        job,
        job.image().get(),
        listener);
  }

  @Override
  public Optional<String> whyUnavailable() {
    return engine.whyUnavailable().or(cpu::trouble);
  }

  @Override
  public void close() {
    trainers.close();
    yard.clear();
    engine.close();
  }
}
