package dev.gridcast.client.runtime.process;

import dev.gridcast.client.runtime.BoundedLog;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs each training as a child process of this one. */
public final class ProcessRuntime implements TrainerRuntime {

  /** How long a trainer may take to stop by itself: 2 seconds. */
  public static final Duration GRACE = Duration.ofSeconds(2);

  private final TrainerCommand command;
  private final Duration grace;

  /** Runs what the command says. */
  public ProcessRuntime(TrainerCommand command) {
    this(command, GRACE);
  }

  ProcessRuntime(TrainerCommand command, Duration grace) {
    this.command = command;
    this.grace = grace;
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
  public void prepare(Path box) {}

  @Override
  public void release(Path box) {}

  @Override
  public Optional<String> whyUnavailable() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  @Override
  public Training start(TrainingJob job, TrainingListener listener) throws IOException {
    for (String name : List.of("parameters.csv", "time-series.csv")) {
      if (Files.exists(job.input().resolve(name))) {
        Files.copy(job.input().resolve(name), job.output().resolve(name));
      }
    }
    ProcessBuilder builder = new ProcessBuilder(command.forFolder(job.output()));
    builder.directory(job.output().toFile());
    Map<String, String> environment = builder.environment();
    Map<String, String> needed = TrainerCommand.environment(environment);
    environment.clear();
    environment.putAll(needed);
    BoundedLog log = BoundedLog.create(job.log());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      log.close();
      throw e;
    }
    ProcessTraining training = new ProcessTraining(process, job, listener, log, grace);
    training.watch();
    return training;
  }
}
