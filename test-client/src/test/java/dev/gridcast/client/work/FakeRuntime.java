package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Trains nothing; the test says what happens. */
final class FakeRuntime implements TrainerRuntime {

  private final BlockingQueue<FakeTraining> started = new LinkedBlockingQueue<>();
  volatile boolean obeys = true;
  volatile boolean broken;

  @Override
  public String name() {
    return "fake";
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
    if (broken) {
      throw new IOException("no java here");
    }
    FakeTraining training = new FakeTraining(job, listener, obeys);
    started.add(training);
    return training;
  }

  FakeTraining next() throws InterruptedException {
    FakeTraining training = started.poll(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(training).as("a training that has been started").isNotNull();
    return java.util.Objects.requireNonNull(training);
  }

  @Nullable FakeTraining nextIfAny() {
    return started.poll();
  }

  static final class FakeTraining implements Training {

    final TrainingJob job;
    final AtomicBoolean stopped = new AtomicBoolean();
    final AtomicBoolean paused = new AtomicBoolean();
    private final TrainingListener listener;
    private final boolean obeys;

    FakeTraining(TrainingJob job, TrainingListener listener, boolean obeys) {
      this.job = job;
      this.listener = listener;
      this.obeys = obeys;
    }

    @Override
    public void stop() {
      if (stopped.compareAndSet(false, true) && obeys) {
        listener.onEnded(new TrainingOutcome.Stopped("this client asked for it"));
      }
    }

    @Override
    public void pause() {
      paused.set(true);
    }

    @Override
    public void resume() {
      paused.set(false);
    }

    void epoch(int epoch) {
      listener.onEpoch(new EpochProgress(epoch, 50, 0.1, 800 + epoch, 803.5, epoch));
    }

    void succeed() {
      listener.onEnded(
          new TrainingOutcome.Trained(
              "{\"status\":\"trained\"}",
              Optional.of(Blob.wrap(new byte[] {1, 2, 3})),
              Duration.ZERO));
    }

    void fail(FailureKind kind) {
      listener.onEnded(new TrainingOutcome.Failed(kind, "the loss is not finite", "log"));
    }
  }
}
