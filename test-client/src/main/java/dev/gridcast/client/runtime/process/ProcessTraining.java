package dev.gridcast.client.runtime.process;

import dev.gridcast.client.runtime.BoundedLog;
import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.Outcomes;
import dev.gridcast.client.runtime.ProgressLines;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trainer process, from its start to its outcome. */
final class ProcessTraining implements Training {

  private static final Logger logger = LoggerFactory.getLogger(ProcessTraining.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final Process process;
  private final ProcessFamily family;
  private final TrainingJob job;
  private final TrainingListener listener;
  private final BoundedLog log;
  private final Duration grace;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  ProcessTraining(
      Process process, TrainingJob job, TrainingListener listener, BoundedLog log, Duration grace) {
    this.process = process;
    this.family = new ProcessFamily(process);
    this.job = job;
    this.listener = listener;
    this.log = log;
    this.grace = grace;
  }

  void watch() {
    Thread progress = daemon("progress", this::readProgress);
    Thread words = daemon("log", this::readLog);
    daemon(
        "watch",
        () -> {
          TrainingOutcome outcome;
          try {
            outcome = await(progress, words);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = new TrainingOutcome.Stopped("the client was interrupted");
          } catch (RuntimeException e) {
            logger.error("the training in {} could not be watched", job.box(), e);
            outcome = failed(FailureKind.CLIENT_FAULT, "the client failed: " + e);
          } finally {
            family.killTheRest();
            log.close();
          }
          ended.set(true);
          listener.onEnded(outcome);
        });
  }

  @Override
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      daemon("stop", this::endFamily);
    }
  }

  @Override
  public void pause() {
    logger.debug("this runtime cannot pause yet");
  }

  @Override
  public void resume() {
    logger.debug("this runtime cannot pause yet");
  }

  private TrainingOutcome await(Thread progress, Thread words) throws InterruptedException {
    long deadline = System.nanoTime() + job.timeLimit().toNanos();
    boolean late = false;
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (process.waitFor(Math.max(1, Math.min(left, LOOK_MILLIS)), TimeUnit.MILLISECONDS)) {
        break;
      }
      family.look();
      if (left <= 0 && !stopped.get()) {
        late = true;
        family.end(grace);
      }
    }
    int exitCode = process.waitFor();
    // A grandchild may hold the pipes open for ever: its words are not worth waiting for.
    family.killTheRest();
    progress.join(LAST_WORDS_MILLIS);
    words.join(LAST_WORDS_MILLIS);
    if (late) {
      return failed(
          FailureKind.TIME_LIMIT,
          "stopped after its time limit of " + job.timeLimit().toMillis() / 1000.0 + " s");
    }
    return outcomeOf(exitCode);
  }

  private TrainingOutcome outcomeOf(int exitCode) {
    for (String name : List.of("parameters.csv", "time-series.csv")) {
      try {
        Files.deleteIfExists(job.output().resolve(name));
      } catch (IOException e) {
        logger.warn("{} is left behind: {}", name, e.toString());
      }
    }
    TrainingOutcome outcome = new Outcomes(job, log).ofExitCode(exitCode, Duration.ZERO);
    return stopped.get() && outcome instanceof TrainingOutcome.Failed
        ? new TrainingOutcome.Stopped("this client asked for it")
        : outcome;
  }

  private TrainingOutcome.Failed failed(FailureKind kind, String reason) {
    return new TrainingOutcome.Failed(kind, Texts.oneLine(reason, 400), log.tail());
  }

  private void onEpoch(EpochProgress progress) {
    // What holds the pipe open after the trainer's death may go on talking: nobody listens.
    if (!ended.get()) {
      listener.onEpoch(progress);
    }
  }

  private void endFamily() {
    try {
      family.end(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readProgress() {
    try (InputStream in = process.getInputStream()) {
      new ProgressLines(this::onEpoch, log::appendLine).readAll(in);
    } catch (IOException e) {
      logger.debug("the trainer's output ended: {}", e.toString());
    }
  }

  private void readLog() {
    byte[] buffer = new byte[8 << 10];
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        log.append(buffer, n);
      }
    } catch (IOException e) {
      logger.debug("the trainer's log ended: {}", e.toString());
    }
  }

  private Thread daemon(String job, Runnable work) {
    Thread thread = new Thread(work, "trainer-" + process.pid() + "-" + job);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
