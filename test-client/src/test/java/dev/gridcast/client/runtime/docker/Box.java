package dev.gridcast.client.runtime.docker;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A place for jobs whose trainer does what one word says. */
final class Box {

  private final Path folder;
  private int jobs;

  Box(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** A job that has been started: what its listener heard. */
  static final class Running implements TrainingListener {

    final List<EpochProgress> epochs = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();
    private final CompletableFuture<TrainingOutcome> outcome = new CompletableFuture<>();
    private final TrainingJob job;
    private Optional<Training> training = Optional.empty();

    private Running(TrainingJob job) {
      this.job = job;
    }

    @Override
    public void onEpoch(EpochProgress progress) {
      epochs.add(progress);
    }

    @Override
    public void onNotice(String line) {
      notices.add(line);
    }

    @Override
    public void onEnded(TrainingOutcome ended) {
      outcome.complete(ended);
    }

    Training training() {
      return training.orElseThrow();
    }

    TrainingJob job() {
      return job;
    }

    boolean hasEnded() {
      return outcome.isDone();
    }

    Running afterFirstEpoch() {
      Await.until(() -> !epochs.isEmpty() || outcome.isDone());
      return this;
    }

    TrainingOutcome outcome() {
      try {
        return outcome.get(120, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new AssertionError("the training did not end", e);
      }
    }

    /** What the trainer says it found out. */
    String findings() {
      if (outcome() instanceof TrainingOutcome.Trained trained) {
        return trained.resultJson();
      }
      throw new AssertionError("not trained, but " + outcome());
    }

    TrainingOutcome.Failed failure() {
      if (outcome() instanceof TrainingOutcome.Failed failed) {
        return failed;
      }
      throw new AssertionError("not failed, but " + outcome());
    }
  }

  TrainingJob job(String order, Optional<String> image, Duration limit) throws IOException {
    TrainingJob job = new TrainingJob(folder, "job-" + ++jobs, image, limit);
    Files.createDirectories(job.input());
    Files.createDirectories(job.output());
    Files.writeString(job.input().resolve("parameters.csv"), order + "\n");
    Files.writeString(job.input().resolve("time-series.csv"), "time\n");
    return job;
  }

  Running start(TrainerRuntime runtime, String order) throws IOException {
    return start(runtime, job(order, Optional.empty(), Duration.ofSeconds(60)));
  }

  static Running start(TrainerRuntime runtime, TrainingJob job) throws IOException {
    Running running = new Running(job);
    try {
      running.training = Optional.of(runtime.start(job, running));
    } catch (IOException e) {
      // Else the next trainer of this box would seem to have written there.
      Files.deleteIfExists(job.output());
      throw e;
    }
    return running;
  }
}
