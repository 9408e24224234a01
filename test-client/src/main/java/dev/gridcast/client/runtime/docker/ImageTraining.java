package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.gridcast.client.runtime.BoundedLog;
import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.JobClock;
import dev.gridcast.client.runtime.OrderlyThread;
import dev.gridcast.client.runtime.Outcomes;
import dev.gridcast.client.runtime.OutputWatch;
import dev.gridcast.client.runtime.ProgressLines;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainerExit;
import dev.gridcast.client.runtime.TrainerOutput;
import dev.gridcast.client.runtime.TrainerWords;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One case in a fresh container of an experiment's own image, from its fetching to its outcome. */
final class ImageTraining implements Training {

  private static final Logger logger = LoggerFactory.getLogger(ImageTraining.class);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final long LAST_WORDS_MILLIS = 2_000;
  private static final long BETWEEN_EPOCHS_NANOS = Duration.ofMillis(20).toNanos();

  private final Engine engine;
  private final ContainerYard yard;
  private final Graphics graphics;
  private final EngineFacts facts;
  private final Resources resources;
  private final TrainingJob job;
  private final String image;
  private final TrainingListener listener;
  private final BoundedLog log;
  private final Outcomes outcomes;
  private final JobClock clock = new JobClock(System::nanoTime);
  private final OrderlyThread orders;

  private @Nullable Container container;
  private boolean stopped;
  private boolean paused;
  private long stopAt;
  private long lastEpoch;
  private @Nullable TrainingOutcome decided;

  private ImageTraining(
      Engine engine,
      ContainerYard yard,
      Graphics graphics,
      EngineFacts facts,
      Resources resources,
      TrainingJob job,
      String image,
      TrainingListener listener,
      BoundedLog log) {
    this.engine = engine;
    this.yard = yard;
    this.graphics = graphics;
    this.facts = facts;
    this.resources = resources;
    this.job = job;
    this.image = image;
    this.listener = listener;
    this.log = log;
    this.outcomes = new Outcomes(job, log);
    this.orders = new OrderlyThread("image-" + job.name() + "-orders");
  }

  /**
   * Starts it, on a thread of its own: an image may have to be fetched first.
   *
   * @throws IOException when the image has no digest, or the log cannot be written
   */
  static ImageTraining start(
      Engine engine,
      ContainerYard yard,
      Graphics graphics,
      EngineFacts facts,
      Resources resources,
      TrainingJob job,
      String image,
      TrainingListener listener)
      throws IOException {
    Optional<String> whyNot = ImageName.whyNotPinned(image);
    if (whyNot.isPresent()) {
      throw new IOException(whyNot.get() + ": '" + image + "'");
    }
    BoundedLog log = BoundedLog.create(job.log());
    ImageTraining training =
        new ImageTraining(engine, yard, graphics, facts, resources, job, image, listener, log);
    Engine.onThread("image-" + job.name()).execute(training::live);
    return training;
  }

  private void live() {
    TrainingOutcome outcome;
    try {
      outcome = outcome();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = new TrainingOutcome.Stopped("the client was interrupted");
    } catch (RuntimeUnavailableException e) {
      outcome = new TrainingOutcome.Stopped(String.valueOf(e.getMessage()));
    } catch (DockerException e) {
      outcome = outcomes.failed(FailureKind.CLIENT_FAULT, ContainerHost.refusal(e));
    } catch (IOException e) {
      outcome = outcomes.failed(FailureKind.CLIENT_FAULT, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      logger.error("the training {} could not be watched", job.name(), e);
      outcome = outcomes.failed(FailureKind.CLIENT_FAULT, "the client failed: " + e);
    } finally {
      orders.end();
      Container mine = current();
      if (mine != null && !mine.exit().isDone()) {
        mine.remove();
      }
    }
    TrainerOutput.discard(job);
    log.close();
    listener.onEnded(outcome);
  }

  private TrainingOutcome outcome() throws IOException, InterruptedException {
    if (Images.find(engine, image).isEmpty()) {
      try {
        fetch();
      } catch (ImageException e) {
        return outcomes.failed(
            FailureKind.CLIENT_FAULT,
            "the trainer image " + image + " cannot be had: " + e.getMessage());
      }
    }
    if (isStopped()) {
      return new TrainingOutcome.Stopped("this client asked for it");
    }
    ContainerUser user = ContainerUser.of(job.box(), facts);
    user.takeOver(job.input());
    user.takeOver(job.output());
    Container mine = start(user);
    begin(mine);
    Thread lines = onThread("lines", () -> readLines(mine));
    Thread words = onThread("words", () -> readWords(mine));
    TrainerExit exit = watch(mine);
    lines.join(LAST_WORDS_MILLIS);
    words.join(LAST_WORDS_MILLIS);
    return outcomeOf(exit);
  }

  private void fetch() throws RuntimeUnavailableException, ImageException {
    if (ImageName.isId(image)) {
      throw new ImageException("it is not on this machine, and an id cannot be pulled");
    }
    Images.pull(engine, image, listener::onNotice);
  }

  private Container start(ContainerUser user) throws RuntimeUnavailableException {
    if (resources.gpu()) {
      try {
        return yard.start(spec(user, resources));
      } catch (DockerException e) {
        graphics.refused(e);
      }
    }
    return yard.start(spec(user, Graphics.without(resources)));
  }

  private ContainerSpec spec(ContainerUser user, Resources granted) {
    return new ContainerSpec(
        image,
        List.of(),
        job.input().toAbsolutePath(),
        job.output().toAbsolutePath(),
        List.of(
            "GRIDCAST_INPUT=" + ContainerSpec.IN,
            "GRIDCAST_OUTPUT=" + ContainerSpec.OUT,
            "HOME=/tmp"),
        user,
        granted,
        yard.client(),
        false,
        facts);
  }

  private synchronized void begin(Container mine) {
    container = mine;
    if (stopped) {
      orders.order(mine::terminate);
    } else if (paused) {
      orders.order(mine::pause);
    }
  }

  private TrainerExit watch(Container mine) throws InterruptedException {
    ContainerTrainer trainer = new ContainerTrainer(mine, resources.memoryBytes());
    while (true) {
      Optional<TrainerExit> exit = trainer.awaitExit(OutputWatch.EVERY);
      if (exit.isPresent()) {
        return exit.get();
      }
      look(mine);
    }
  }

  private void look(Container mine) {
    Optional<String> excess = OutputWatch.excess(job.output());
    synchronized (this) {
      if (stopped) {
        if (System.nanoTime() - stopAt > GRACE.toNanos()) {
          orders.order(mine::kill);
        }
      } else if (excess.isPresent()) {
        decide(mine, outcomes.failed(FailureKind.BAD_OUTPUT, excess.get()));
      } else if (clock.elapsedNanos() > job.timeLimit().toNanos()) {
        String limit =
            String.format(
                Locale.ROOT,
                "stopped after its time limit of %s s",
                job.timeLimit().toMillis() / 1000.0);
        decide(mine, outcomes.failed(FailureKind.TIME_LIMIT, limit));
      }
    }
  }

  private void decide(Container mine, TrainingOutcome outcome) {
    decided = outcome;
    stopped = true;
    stopAt = System.nanoTime() - GRACE.toNanos();
    orders.order(mine::kill);
  }

  private synchronized TrainingOutcome outcomeOf(TrainerExit exit) {
    if (!exit.placeGone() && decided instanceof TrainingOutcome.Failed failed) {
      // Its last words may have come after the decision.
      return outcomes.failed(failed.kind(), failed.reason());
    }
    if (stopped && decided == null) {
      return new TrainingOutcome.Stopped("this client asked for it");
    }
    return exit.placeGone() || exit.killedFor().isPresent()
        ? outcomes.ofDeath(exit)
        : outcomes.ofExitCode(exit.code());
  }

  private void readLines(Container mine) {
    try (InputStream in = mine.output()) {
      new ProgressLines(this::tell, log::appendLine).readAll(in);
    } catch (IOException e) {
      logger.debug("the output of {} ended: {}", job.name(), e.toString());
    }
  }

  private void readWords(Container mine) {
    try (InputStream in = mine.errors()) {
      TrainerWords.readAll(in, log::append);
    } catch (IOException e) {
      logger.debug("the words of {} ended: {}", job.name(), e.toString());
    }
  }

  /** Epochs that come faster than anybody reads are left out, but for the last. */
  private void tell(EpochProgress progress) {
    long now = System.nanoTime();
    if (progress.epoch() == progress.epochs() || now - lastEpoch >= BETWEEN_EPOCHS_NANOS) {
      lastEpoch = now;
      listener.onEpoch(progress);
    }
  }

  private static Thread onThread(String name, Runnable work) {
    Thread thread = new Thread(work, "image-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized @Nullable Container current() {
    return container;
  }

  @Override
  public synchronized void stop() {
    if (!stopped) {
      stopped = true;
      stopAt = System.nanoTime();
      Container mine = container;
      if (mine != null) {
        orders.order(mine::resume);
        orders.order(mine::terminate);
      }
    }
  }

  @Override
  public synchronized void pause() {
    if (!paused && !stopped) {
      paused = true;
      clock.pause();
      Container mine = container;
      if (mine != null) {
        orders.order(mine::pause);
      }
    }
  }

  @Override
  public synchronized void resume() {
    if (paused) {
      paused = false;
      clock.resume();
      Container mine = container;
      if (mine != null) {
        orders.order(mine::resume);
      }
    }
  }
}
