package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Trains nothing; the test says what happens. */
final class FakeRuntime implements TrainerRuntime {

  private final BlockingQueue<FakeTraining> started = new LinkedBlockingQueue<>();

  /** The boxes that have a warm trainer, by their number. */
  final Set<String> warm = ConcurrentHashMap.newKeySet();

  /** What must never happen: two trainings in one box, a lease that is trained twice. */
  final List<String> faults = new CopyOnWriteArrayList<>();

  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final Set<Path> busy = ConcurrentHashMap.newKeySet();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  final AtomicInteger questions = new AtomicInteger();

  /** How often it was to start a training, whether it may yet or not. */
  final AtomicInteger asked = new AtomicInteger();

  volatile boolean obeys = true;
  volatile boolean broken;
  volatile boolean images;

  /** Why there is no place to train; null when there is. */
  volatile @Nullable String gone;

  /** A training begins only when this opens. */
  volatile CountDownLatch mayStart = new CountDownLatch(0);

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public boolean runsImages() {
    return images;
  }

  @Override
  public void prepare(Path box) {
    assertThat(box.resolve("in")).isDirectory();
    warm.add(box.getFileName().toString());
  }

  @Override
  public void release(Path box) {
    warm.remove(box.getFileName().toString());
  }

  @Override
  public Optional<String> whyUnavailable() {
    questions.incrementAndGet();
    return Optional.ofNullable(gone);
  }

  @Override
  public void close() {
    warm.clear();
  }

  @Override
  public Training start(TrainingJob job, TrainingListener listener) throws IOException {
    asked.incrementAndGet();
    try {
      mayStart.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    String why = gone;
    if (why != null) {
      throw new RuntimeUnavailableException(why);
    }
    if (broken) {
      throw new IOException("no java here");
    }
    if (!busy.add(job.box())) {
      faults.add("two trainings in " + job.box());
    }
    if (!seen.add(job.name())) {
      faults.add("trained twice: " + job.name());
    }
    mostAtOnce.accumulateAndGet(busy.size(), Math::max);
    FakeTraining training = new FakeTraining(job, listener, obeys, () -> busy.remove(job.box()));
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
    private final AtomicBoolean ended = new AtomicBoolean();
    private final boolean obeys;
    private final Runnable whenEnded;

    FakeTraining(TrainingJob job, TrainingListener listener, boolean obeys, Runnable whenEnded) {
      this.job = job;
      this.listener = listener;
      this.obeys = obeys;
      this.whenEnded = whenEnded;
    }

    boolean isEnded() {
      return ended.get();
    }

    /** The first end counts, as with a real process. */
    private void end(TrainingOutcome outcome) {
      if (ended.compareAndSet(false, true)) {
        whenEnded.run();
        listener.onEnded(outcome);
      }
    }

    @Override
    public void stop() {
      if (stopped.compareAndSet(false, true) && obeys) {
        end(new TrainingOutcome.Stopped("this client asked for it"));
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

    void notice(String line) {
      listener.onNotice(line);
    }

    void succeed() {
      succeed(Blob.wrap(new byte[] {1, 2, 3}));
    }

    void succeed(Blob model) {
      end(
          new TrainingOutcome.Trained(
              "{\"status\":\"trained\"}", Optional.of(model), Duration.ofMillis(12)));
    }

    void succeedWithoutModel() {
      end(new TrainingOutcome.Trained("{\"status\":\"trained\"}", Optional.empty(), Duration.ZERO));
    }

    /** The engine, or a person, ends it. */
    void dies() {
      end(new TrainingOutcome.Stopped("the engine has ended"));
    }

    void lacksEngine() {
      end(new TrainingOutcome.EngineMissing("engine-missing: no native library"));
    }

    void fail(FailureKind kind) {
      end(new TrainingOutcome.Failed(kind, "the loss is not finite", "log"));
    }
  }
}
