package dev.gridcast.client.runtime;

import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one trainer that serves, from its first word to its end: one job at a time, each with
 * its time limit and its bounded output. It is given up after the first job that did not succeed;
 * whatever it does, it costs one case at most.
 */
final class ServeSession implements ServeLines.Hearer {

  /** How long a trainer may take to get ready: 2 minutes. */
  static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private static final Logger logger = LoggerFactory.getLogger(ServeSession.class);
  private static final long LAST_WORDS_MILLIS = 2_000;

  /** Hears that a trainer has ended, from a thread of the session, before its job does. */
  interface Owner {
    void gone(ServeSession session, Optional<TrainingOutcome> outcome);
  }

  private final RunningTrainer trainer;
  private final String name;
  private final WarmTrainers.Settings settings;
  private final Owner owner;
  private final BoundedLog wordsBetweenJobs = BoundedLog.inMemory();
  private final OrderlyThread orders;
  private final CountDownLatch end = new CountDownLatch(1);

  private @Nullable ServeTraining current;
  private int jobs;
  private boolean ready;
  private boolean retired;
  private boolean gone;
  private boolean ending;
  private long killAtNanos;

  ServeSession(RunningTrainer trainer, String name, WarmTrainers.Settings settings, Owner owner) {
    this.trainer = trainer;
    this.name = name;
    this.settings = settings;
    this.owner = owner;
    this.orders = new OrderlyThread("trainer-" + name + "-orders");
  }

  /** Begins to listen and to watch. */
  void open() {
    Thread lines = daemon("lines", this::readLines);
    Thread words = daemon("words", this::readWords);
    daemon("watch", () -> watch(lines, words));
  }

  /**
   * Gives the trainer a job.
   *
   * @return empty when it takes no jobs any more
   * @throws IOException when the job's log cannot be written
   */
  synchronized Optional<Training> begin(TrainingJob job, TrainingListener listener, JobClock clock)
      throws IOException {
    if (retired || gone || current != null) {
      return Optional.empty();
    }
    BoundedLog log = BoundedLog.create(job.log());
    String before = wordsBetweenJobs.tail().strip();
    if (jobs == 0 && !before.isEmpty()) {
      // What it said while it started belongs to the case that it was started for.
      log.appendLine(before);
    }
    ServeTraining training = new ServeTraining(this, job, listener, log, clock);
    current = training;
    jobs++;
    training.trainerIsReady();
    String order =
        ServeLines.order(
            job.name(), trainer.inputFolder(job.name()), trainer.outputFolder(job.name()));
    orders.order(() -> send(order));
    return Optional.of(training);
  }

  /** How many jobs it has been given. */
  synchronized int jobs() {
    return jobs;
  }

  synchronized boolean isBusy() {
    return current != null;
  }

  synchronized boolean isUsable() {
    return !retired && !gone;
  }

  /** Ends the trainer unless a job runs; then it is ended after that job. */
  synchronized void retire() {
    retired = true;
    if (current == null) {
      endGently();
    }
  }

  /** Ends the trainer, whatever it does. */
  synchronized void shut(String reason) {
    retired = true;
    if (current != null) {
      stop(current, reason);
    } else {
      endGently();
    }
  }

  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return end.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized void stop(ServeTraining training, String reason) {
    if (training == current && training.askedToStop(reason)) {
      retired = true;
      endGently();
    }
  }

  synchronized void pause(ServeTraining training) {
    if (training != current || training.isPaused()) {
      return;
    }
    training.paused(true);
    training.clock().pause();
    orders.order(
        () -> {
          if (isPaused(training) && !trainer.freeze()) {
            stop(training, "this system cannot freeze a trainer, so the case goes back");
          }
        });
  }

  synchronized void resume(ServeTraining training) {
    if (training == current && training.isPaused()) {
      training.paused(false);
      training.clock().resume();
      orders.order(trainer::thaw);
    }
  }

  private synchronized boolean isPaused(ServeTraining training) {
    return training == current && training.isPaused() && !ending;
  }

  @Override
  public synchronized void onReady(String version, String engines) {
    logger.debug("{} is ready: {}, {}", name, version, engines);
    if (!ready) {
      ready = true;
      if (current != null) {
        current.trainerIsReady();
      }
    }
  }

  @Override
  public void onEpoch(String job, EpochProgress progress) {
    ServeTraining training = inHand(job);
    if (training == null) {
      onNote("stdout: an epoch of a job that is not in hand");
    } else {
      training.tell(progress, settings.nanos().getAsLong());
    }
  }

  @Override
  public void onJobEnded(String job, int exitCode, double seconds) {
    ServeTraining training = inHand(job);
    if (training == null) {
      onNote("stdout: the end of a job that is not in hand");
      giveUp(FailureKind.BAD_OUTPUT, "the trainer spoke of a job that it was not given");
      return;
    }
    TrainingOutcome outcome = training.reported(exitCode, seconds);
    synchronized (this) {
      if (training != current || !training.isOpen()) {
        return;
      }
      if (outcome instanceof TrainingOutcome.Trained) {
        training.decide(outcome);
        if (retired) {
          endGently();
        }
      } else {
        training.decideUnlessStopping(outcome);
        killNow();
      }
      if (ending) {
        // Told when nothing of it runs any more.
        return;
      }
      current = null;
      if (training.isPaused()) {
        orders.order(trainer::thaw);
      }
    }
    training.end(outcome);
  }

  @Override
  public synchronized void onNote(String line) {
    words().appendLine(line);
  }

  /** The job in hand, when it is this one and still open. */
  private synchronized @Nullable ServeTraining inHand(String job) {
    ServeTraining training = current;
    return training != null && training.isOpen() && training.job().name().equals(job)
        ? training
        : null;
  }

  private synchronized BoundedLog words() {
    return current == null ? wordsBetweenJobs : current.log();
  }

  private void send(String order) {
    try {
      trainer.stdin().write(order.getBytes(StandardCharsets.UTF_8));
      trainer.stdin().flush();
    } catch (IOException e) {
      // It has ended, or does not listen any more; the watch finds out what to make of it.
      logger.debug("{} does not take its job: {}", name, e.toString());
      trainer.kill();
    }
  }

  /** Closes its standard input, which ends a trainer at once, and kills it after a grace. */
  private synchronized void endGently() {
    if (!ending) {
      ending = true;
      killAtNanos = settings.nanos().getAsLong() + settings.grace().toNanos();
      orders.order(trainer::thaw);
      orders.order(this::closeStdin);
    }
  }

  private synchronized void killNow() {
    retired = true;
    ending = true;
    killAtNanos = settings.nanos().getAsLong();
    orders.order(trainer::kill);
  }

  private void closeStdin() {
    try {
      trainer.stdin().close();
    } catch (IOException e) {
      logger.debug("{} has closed its input already: {}", name, e.toString());
    }
  }

  private synchronized void giveUp(FailureKind kind, String reason) {
    ServeTraining training = current;
    if (training != null && training.isOpen()) {
      training.decideFailed(kind, reason);
    } else if (training == null) {
      logger.warn("{} is ended between two jobs: {}", name, reason);
    }
    killNow();
  }

  private void watch(Thread lines, Thread words) {
    TrainerExit exit = TrainerExit.withItsPlace();
    try {
      exit = untilExit();
      // Whoever holds the pipes open for ever has nothing to say that is worth waiting for.
      lines.join(LAST_WORDS_MILLIS);
      words.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      trainer.kill();
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      logger.error("{} could not be watched", name, e);
      giveUp(FailureKind.CLIENT_FAULT, "the client failed: " + e);
      trainer.kill();
    } finally {
      finish(exit);
    }
  }

  private TrainerExit untilExit() throws InterruptedException {
    while (true) {
      Optional<TrainerExit> exit = trainer.awaitExit(OutputWatch.EVERY);
      if (exit.isPresent()) {
        noMoreJobs();
        return exit.get();
      }
      look();
    }
  }

  private synchronized void noMoreJobs() {
    retired = true;
  }

  private void look() {
    ServeTraining training;
    boolean isReady;
    synchronized (this) {
      if (ending) {
        if (settings.nanos().getAsLong() - killAtNanos >= 0) {
          killNow();
        }
        return;
      }
      training = current;
      isReady = ready;
    }
    if (training == null) {
      return;
    }
    long had = training.sinceReadyNanos();
    if (!isReady && had > READY_LIMIT.toNanos()) {
      giveUp(
          FailureKind.CLIENT_FAULT,
          "the trainer was not ready after " + READY_LIMIT.toSeconds() + " s on this machine");
    } else if (isReady && had > training.job().timeLimit().toNanos()) {
      giveUp(
          FailureKind.TIME_LIMIT,
          String.format(
              Locale.ROOT,
              "stopped after its time limit of %s s",
              training.job().timeLimit().toMillis() / 1000.0));
    } else {
      OutputWatch.excess(training.job().box().resolve("out"))
          .ifPresent(excess -> giveUp(FailureKind.BAD_OUTPUT, excess));
    }
  }

  private void finish(TrainerExit exit) {
    closeStdin();
    orders.end();
    ServeTraining training;
    TrainingOutcome outcome = null;
    synchronized (this) {
      gone = true;
      training = current;
      if (training != null) {
        outcome = training.atExit(exit);
        TrainerOutput.discard(training.job());
        current = null;
      }
    }
    logger.debug("{} has ended: {}", name, exit);
    owner.gone(this, Optional.ofNullable(outcome));
    end.countDown();
    if (training != null && outcome != null) {
      training.end(outcome);
    }
  }

  private void readLines() {
    try (InputStream in = trainer.stdout()) {
      new ServeLines(this).readAll(in);
    } catch (IOException e) {
      logger.debug("the lines of {} ended: {}", name, e.toString());
    }
  }

  private void readWords() {
    try (InputStream in = trainer.stderr()) {
      TrainerWords.readAll(in, (bytes, length) -> words().append(bytes, length));
    } catch (IOException e) {
      logger.debug("the words of {} ended: {}", name, e.toString());
    }
  }

  private Thread daemon(String work, Runnable loop) {
    Thread thread = new Thread(loop, "trainer-" + name + "-" + work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
