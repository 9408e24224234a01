package dev.gridcast.client.work;

import dev.gridcast.client.cache.CorruptDatasetException;
import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one case that is being worked on, from its assignment to a report; lives in the event loop. A
 * broken connection is nothing to it, except when its data set has yet to come.
 */
final class CaseDesk {

  private static final Logger log = LoggerFactory.getLogger(CaseDesk.class);
  private static final Duration LONGEST_TRAINING = Duration.ofDays(30);

  /**
   * How often progress is told out of turn: 2 seconds. Each message costs the server 145 bytes that
   * its network library never frees, 26 MB an hour for 100 clients that use this to the full.
   */
  static final long BETWEEN_BEATS_NANOS = 2_000_000_000L;

  /** Who goes on from here. */
  interface Owner {
    /** Something has changed: look what is due. */
    void next();

    /** Only time can mend what went wrong: let some pass before the next case. */
    void rest();

    /** This machine cannot train; the reason is one line. */
    void unable(String reason);
  }

  private final EventLoop loop;
  private final Timekeeper time;
  private final TrainerRuntime runtime;
  private final DatasetCache cache;
  private final WorkFolders folders;
  private final Reports reports;
  private final Line line;
  private final HandOver handOver;
  private final Summary summary;
  private final WorkListener listener;
  private final Owner owner;

  private @Nullable CaseInHand current;
  private @Nullable String stopReason;
  private long lastBeat;

  CaseDesk(
      EventLoop loop,
      Timekeeper time,
      TrainerRuntime runtime,
      DatasetCache cache,
      WorkFolders folders,
      Reports reports,
      Line line,
      HandOver handOver,
      Summary summary,
      WorkListener listener,
      Owner owner) {
    this.loop = loop;
    this.time = time;
    this.runtime = runtime;
    this.cache = cache;
    this.folders = folders;
    this.reports = reports;
    this.line = line;
    this.handOver = handOver;
    this.summary = summary;
    this.listener = listener;
    this.owner = owner;
    this.lastBeat = time.nanos() - BETWEEN_BEATS_NANOS;
  }

  boolean isFree() {
    return current == null;
  }

  /** A heartbeat that keeps the case in hand, if there is one. */
  Heartbeat heartbeat() {
    return new Heartbeat(current == null ? List.of() : List.of(current.progress()));
  }

  /** Begins a case, or gives it back at once when there is no room for it. */
  void take(Assignment assignment) {
    if (stopReason != null || current != null) {
      String reason = stopReason == null ? "this client has a case already" : stopReason;
      giveBack(assignment.lease(), reason);
      return;
    }
    CaseInHand held = new CaseInHand(assignment);
    current = held;
    try {
      Optional<Path> dataset = cache.find(assignment.datasetSha256());
      listener.assigned(assignment, dataset.isPresent());
      if (dataset.isPresent()) {
        train(held, dataset.get());
      } else {
        handOver.cancel();
      }
    } catch (IOException e) {
      clientFault(held, "the data set cannot be read on this machine: " + e);
    }
  }

  /** Asks for the data set when that is what the case waits for. */
  void askForDataset() {
    CaseInHand held = current;
    if (held != null && held.training() == null && !held.isDatasetAsked()) {
      held.datasetAsked(true);
      line.transferring(held.assignment().datasetBytes());
      line.send(new DatasetRequest(held.assignment().datasetSha256()));
    }
  }

  /** What was asked for may never come: it is to be asked for again. */
  void askAgain() {
    if (current != null) {
      current.datasetAsked(false);
    }
  }

  void datasetArrived(Dataset dataset) {
    line.transferring(0);
    CaseInHand held = current;
    if (held == null
        || held.training() != null
        || !held.assignment().datasetSha256().equals(dataset.sha256())) {
      return;
    }
    try {
      train(held, cache.store(dataset.sha256(), dataset.content().toByteArray()));
    } catch (CorruptDatasetException e) {
      datasetRefused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      clientFault(held, "the data set cannot be kept on this machine: " + e);
    }
  }

  /** There will be no data set for the case in hand, so it goes back. */
  void datasetRefused(String reason) {
    CaseInHand held = current;
    if (held != null && held.training() == null) {
      current = null;
      giveBack(held.lease(), reason);
      listener.notice("The case was given back: " + reason);
      owner.rest();
    }
  }

  /** The server has taken a case away; nothing of it needs reporting. */
  void revoke(String lease, String reason) {
    CaseInHand held = current;
    if (held == null || !held.lease().equals(lease) || held.isRevoked()) {
      return;
    }
    listener.notice("The server took the case back: " + reason);
    summary.dropped();
    held.revoke();
    Training training = held.training();
    if (training == null) {
      current = null;
    } else {
      training.stop();
    }
  }

  /** Takes no more cases, and ends the one in hand: it goes back, unless its result comes first. */
  void stop(String reason) {
    if (stopReason != null) {
      return;
    }
    stopReason = reason;
    CaseInHand held = current;
    if (held != null && held.training() == null) {
      current = null;
      giveBack(held.lease(), reason);
    }
    kill();
  }

  /** Stops the training, if there is one, whatever becomes of the case. */
  void kill() {
    Training training = current == null ? null : current.training();
    if (training != null) {
      training.stop();
    }
  }

  private void train(CaseInHand held, Path dataset) {
    Assignment assignment = held.assignment();
    try {
      Path box = folders.create(assignment, dataset);
      long seconds = Math.min(assignment.timeLimitSeconds(), LONGEST_TRAINING.toSeconds());
      held.training(
          runtime.start(
              new TrainingJob(
                  box, assignment.lease(), Optional.empty(), Duration.ofSeconds(seconds)),
              new TrainingEvents(held)));
    } catch (IOException e) {
      clientFault(held, "the trainer cannot be started: " + e.getMessage());
      return;
    }
    handOver.end();
    listener.trainingStarted(assignment);
    line.beatNow();
  }

  private void epochEnded(CaseInHand held) {
    EpochProgress progress = held.read();
    if (progress == null || held != current) {
      return;
    }
    listener.epoch(held.assignment(), progress);
    long now = time.nanos();
    if (now - lastBeat >= BETWEEN_BEATS_NANOS) {
      lastBeat = now;
      line.beatNow();
    }
  }

  private void trainingEnded(CaseInHand held, TrainingOutcome outcome) {
    if (held == current) {
      current = null;
      if (!held.isRevoked()) {
        report(held, outcome);
      }
      listener.trainingEnded(held.assignment(), outcome);
    }
    folders.remove(held.lease());
    owner.next();
  }

  private void report(CaseInHand held, TrainingOutcome outcome) {
    if (outcome instanceof TrainingOutcome.Trained trained) {
      reports.add(new Result(held.lease(), trained.resultJson(), trained.model().orElse(null)));
    } else if (outcome instanceof TrainingOutcome.Failed failed) {
      fail(held, failed);
    } else if (outcome instanceof TrainingOutcome.Stopped stopped) {
      giveBack(held.lease(), stopReason == null ? stopped.reason() : stopReason);
      if (stopReason == null) {
        // Whoever stops trainers on this machine may do so again: no case should suffer at once.
        owner.rest();
      }
    } else {
      throw new IllegalStateException("an unheard outcome: " + outcome);
    }
  }

  private void fail(CaseInHand held, TrainingOutcome.Failed failed) {
    log.warn(
        "case {} failed: {} {}\n{}",
        held.assignment().caseIndex(),
        failed.kind(),
        failed.reason(),
        failed.logTail());
    summary.failed();
    reports.add(new Failure(held.lease(), failed.kind(), failed.reason(), failed.logTail()));
    if (failed.kind() == FailureKind.CLIENT_FAULT) {
      // The next case would fare no better, and each try costs the experiment an attempt.
      owner.unable(failed.reason());
    }
  }

  private void clientFault(CaseInHand held, String reason) {
    current = null;
    folders.remove(held.lease());
    fail(held, new TrainingOutcome.Failed(FailureKind.CLIENT_FAULT, reason, ""));
  }

  private void giveBack(String lease, String reason) {
    reports.add(new GiveBack(lease, reason));
    summary.gaveBack();
  }

  /** What a training tells, on a thread of its own. */
  private final class TrainingEvents implements TrainingListener {

    private final CaseInHand held;

    TrainingEvents(CaseInHand held) {
      this.held = held;
    }

    @Override
    public void onEpoch(EpochProgress progress) {
      if (held.offer(progress)) {
        loop.post(() -> epochEnded(held));
      }
    }

    @Override
    public void onEnded(TrainingOutcome outcome) {
      loop.post(() -> trainingEnded(held, outcome));
    }
  }
}
