package dev.gridcast.client.runtime.process;

import dev.gridcast.client.runtime.Children;
import dev.gridcast.client.runtime.JavaTrainer;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RunningTrainer;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.WarmTrainers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs trainers as child processes of this one. */
public final class ProcessRuntime implements TrainerRuntime {

  private final TrainerCommand command;
  private final Supplier<Resources> resources;
  private final Children children;
  private final WarmTrainers trainers;

  /**
   * Runs what the command says.
   *
   * @param resources as much as a trainer that is started now may use
   */
  public ProcessRuntime(TrainerCommand command, Supplier<Resources> resources) {
    this(command, resources, WarmTrainers.Settings.DEFAULT);
  }

  ProcessRuntime(
      TrainerCommand command, Supplier<Resources> resources, WarmTrainers.Settings settings) {
    this.command = command;
    this.resources = resources;
    this.children = new Children();
    this.trainers = new WarmTrainers(this::launch, settings);
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public boolean runsImages() {
    return false;
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
    return trainers.start(job, listener);
  }

  @Override
  public Optional<String> whyUnavailable() {
    return Optional.empty();
  }

  @Override
  public void close() {
    trainers.close();
    children.close();
  }

  private RunningTrainer launch(Path box) throws IOException {
    Resources allowed = resources.get();
    return children.start(
        new Children.Order(
            command.within(allowed),
            JavaTrainer.environment(System.getenv()),
            box,
            Children.Folders.asTheyAre(box),
            allowed));
  }
}
