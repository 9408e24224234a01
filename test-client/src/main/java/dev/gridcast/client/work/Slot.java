package dev.gridcast.client.work;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.LogOffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place to train one case at a time, from its assignment to its report; lives in the event loop.
 * A broken connection is nothing to it, except when the data set has yet to come.
 */
final class Slot {

  private static final Logger log = LoggerFactory.getLogger(Slot.class);
  private static final Duration LONGEST_TRAINING = Duration.ofDays(30);

  /** Who goes on from here. */
  interface Owner {
    /** Something has changed: look what is due. */
    void next();

    /** An epoch has ended somewhere. */
    void epochEnded();

    /** A case has been trained for so long. */
    void trained(String lease, double seconds);

    /** Somebody else has stopped a training: the engine, perhaps, or a person. */
    void stoppedByOthers();

    /** Trainers cannot run here now; the reason is one line. */
    void runtimeGone(String reason);

    /** The trainer lacks an engine: it is good for cases of others only; the reason is one line. */
    void engineMissing(String engine, String reason);

    /** This machine cannot train; the reason is one line. */
    void unable(String reason);
  }

  private final int number;
  private final Tools tools;
  private final Owner owner;
  private final HandOver handOver;

  private @Nullable CaseInHand current;
  private String reported = "";
  private boolean letGo;

  Slot(int number, Tools tools, Owner owner) {
    this.number = number;
    this.tools = tools;
    this.owner = owner;
    this.handOver = new HandOver(tools.time(), tools.summary());
  }

  int number() {
    return number;
  }

  boolean isFree() {
    return current == null;
  }

  /** The case in hand. */
  Optional<CaseInHand> held() {
    return Optional.ofNullable(current);
  }

  /** Whether the next case counts as following its forerunner at once. */
  boolean isHandingOver() {
    return handOver.isRunning();
  }

  void cancelHandOver() {
    handOver.cancel();
  }

  /** The server has a report: if it was this slot's, the next case should follow at once. */
  void accepted(String lease) {
    if (isFree() && reported.equals(lease)) {
      handOver.accepted();
    }
  }

  /** Cases are to come: the first of them shall find a warm trainer. */
  void prepare() {
    letGo = false;
    if (!isFree()) {
      return;
    }
    try {
      tools.runtime().prepare(tools.place().folders().box(number));
    } catch (IOException e) {
      // The first case meets the same trouble, and there it has a name and a reason.
      log.warn("slot {} cannot be prepared: {}", number, e.toString());
    }
  }

  /** No case is to come for a while: what waits warm for one goes as soon as the slot is free. */
  void release() {
    letGo = true;
    if (isFree()) {
      try {
        tools.runtime().release(tools.place().folders().box(number));
      } catch (IOException e) {
        log.warn("slot {} cannot be released: {}", number, e.toString());
      }
    }
  }

  /**
   * Takes a case, and begins it unless the volunteer does not allow that now.
   *
   * @param image the image that trains it; empty for the built-in trainer
   */
  void take(Assignment assignment, Optional<String> image, boolean begin) {
    CaseInHand held = new CaseInHand(assignment, image, tools.time());
    current = held;
    letGo = false;
    try {
      Optional<Path> dataset = tools.place().cache().find(assignment.datasetSha256());
      tools.listener().assigned(assignment, dataset.isPresent());
      goOn(held, dataset, begin);
    } catch (IOException e) {
      clientFault(held, "the data set cannot be read on this machine: " + e);
    }
  }

  /** Begins a case that has been waiting for the volunteer's leave. */
  void begin() {
    CaseInHand held = current;
    if (held != null && !held.isBegun() && !held.isDatasetMissing()) {
      try {
        goOn(held, tools.place().cache().find(held.assignment().datasetSha256()), true);
      } catch (IOException e) {
        clientFault(held, "the data set cannot be read on this machine: " + e);
      }
    }
  }

  private void goOn(CaseInHand held, Optional<Path> dataset, boolean begin) {
    if (dataset.isEmpty()) {
      held.datasetMissing();
    } else if (begin) {
      train(held, dataset.get());
    }
    if (!held.isBegun()) {
      handOver.cancel();
    }
  }

  /** Whether the case in hand waits for this data set. */
  boolean waitsFor(String sha256) {
    return held()
        .filter(CaseInHand::isDatasetMissing)
        .filter(held -> held.assignment().datasetSha256().equals(sha256))
        .isPresent();
  }

  /** The data set that the case waits for is here. */
  void datasetArrived(Path dataset, boolean begin) {
    CaseInHand held = current;
    if (held != null) {
      held.datasetHere();
      if (begin) {
        train(held, dataset);
      }
    }
  }

  /** The data set cannot be kept. */
  void datasetLost(String reason) {
    held().ifPresent(held -> clientFault(held, reason));
  }

  /** The server has taken the case away; nothing of it needs reporting. */
  void revoke(String reason) {
    CaseInHand held = current;
    if (held == null || held.isRevoked()) {
      return;
    }
    tools.listener().notice("The server took the case back: " + reason);
    tools.summary().dropped();
    held.revoke();
    if (held.isBegun()) {
      held.kill();
    } else {
      free();
    }
  }

  /** Ends the case in hand, if there is one: it goes back, unless its result comes first. */
  void stop(String reason) {
    CaseInHand held = current;
    if (held == null) {
      return;
    }
    if (held.isBegun()) {
      held.stop(reason);
    } else {
      giveBack(held, reason);
      free();
    }
  }

  private void train(CaseInHand held, Path dataset) {
    Assignment assignment = held.assignment();
    Path box;
    try {
      box = tools.place().folders().create(number, assignment, dataset);
    } catch (IOException e) {
      clientFault(held, "the trainer cannot be started: " + e.getMessage());
      return;
    }
    long seconds = Math.min(assignment.timeLimitSeconds(), LONGEST_TRAINING.toSeconds());
    TrainingJob job = new TrainingJob(box, held.lease(), held.image(), Duration.ofSeconds(seconds));
    held.begun(TrainingStart.begin(tools.runtime(), job, new TrainingEvents(held)));
  }

  private void started(CaseInHand held) {
    handOver.end();
    held.running();
    tools.listener().trainingStarted(held.assignment());
    tools.line().beatNow();
  }

  private void notStarted(CaseInHand held, IOException cause) {
    String reason = "the trainer cannot be started: " + cause.getMessage();
    tools.place().folders().remove(number, held.lease());
    if (held.isRevoked()) {
      free();
    } else if (held.stopReason().isPresent()) {
      giveBack(held, held.stopReason().get());
      free();
    } else if (cause instanceof RuntimeUnavailableException) {
      giveBack(held, reason);
      free();
      owner.runtimeGone(String.valueOf(cause.getMessage()));
    } else {
      clientFault(held, reason);
    }
    owner.next();
  }

  private void epochEnded(CaseInHand held) {
    EpochProgress progress = held.read();
    if (progress != null && held == current) {
      tools.listener().epoch(held.assignment(), progress);
      owner.epochEnded();
    }
  }

  private void ended(CaseInHand held, TrainingOutcome outcome) {
    held.ended();
    if (!held.isRevoked()) {
      report(held, outcome);
    }
    tools.listener().trainingEnded(held.assignment(), outcome);
    tools.place().folders().remove(number, held.lease());
    free();
    owner.next();
  }

  private void report(CaseInHand held, TrainingOutcome outcome) {
    if (outcome instanceof TrainingOutcome.Trained trained) {
      logOverhead(trained.overhead());
      double overhead = trained.overhead().toNanos() / 1e9;
      owner.trained(held.lease(), Math.max(0, held.trainedSeconds() - Math.max(0, overhead)));
      tools
          .reports()
          .add(new Finished(held.lease(), trained.resultJson(), trained.model().orElse(null)));
      reportedNow(held);
    } else if (outcome instanceof TrainingOutcome.Failed failed) {
      fail(held, failed);
    } else if (outcome instanceof TrainingOutcome.EngineMissing missing) {
      String engine = held.assignment().parameters().get("engine");
      if (engine == null) {
        // Then any would have done, and there is none.
        fail(held, new TrainingOutcome.Failed(FailureKind.CLIENT_FAULT, missing.reason(), ""));
      } else {
        giveBack(held, missing.reason());
        owner.engineMissing(engine, missing.reason());
      }
    } else if (outcome instanceof TrainingOutcome.Stopped stopped) {
      giveBack(held, held.stopReason().orElse(stopped.reason()));
      if (held.stopReason().isEmpty()) {
        owner.stoppedByOthers();
      }
    } else {
      throw new IllegalStateException("an unheard outcome: " + outcome);
    }
  }

  private void logOverhead(Duration overhead) {
    String millis = String.format(Locale.ROOT, "%.2f", overhead.toNanos() / 1e6);
    log.info("runtime overhead {} ms ({})", millis, tools.runtime().name());
  }

  private void fail(CaseInHand held, TrainingOutcome.Failed failed) {
    log.warn(
        "case {} failed: {} {}\n{}",
        held.assignment().caseIndex(),
        failed.kind(),
        failed.reason(),
        failed.logTail());
    tools.summary().failed();
    LogOffer whole =
        tools.place().folders().keepLog(number, held.lease(), tools.line()).orElse(null);
    tools
        .reports()
        .add(new Failure(held.lease(), failed.kind(), failed.reason(), failed.logTail(), whole));
    reportedNow(held);
    if (failed.kind() == FailureKind.CLIENT_FAULT) {
      // The next case would fare no better, and each try costs the experiment an attempt.
      owner.unable(failed.reason());
    }
  }

  private void clientFault(CaseInHand held, String reason) {
    tools.place().folders().remove(number, held.lease());
    free();
    fail(held, new TrainingOutcome.Failed(FailureKind.CLIENT_FAULT, reason, ""));
  }

  private void giveBack(CaseInHand held, String reason) {
    tools.reports().add(new GiveBack(held.lease(), reason));
    tools.summary().gaveBack();
    reportedNow(held);
  }

  private void reportedNow(CaseInHand held) {
    reported = held.lease();
    handOver.reported();
  }

  private void free() {
    current = null;
    if (letGo) {
      release();
    }
  }

  /** What a training tells, on threads of its own. */
  private final class TrainingEvents implements TrainingStart.Owner {

    private final CaseInHand held;

    TrainingEvents(CaseInHand held) {
      this.held = held;
    }

    @Override
    public void onStarted() {
      tools.loop().post(() -> started(held));
    }

    @Override
    public void onNotStarted(IOException cause) {
      tools.loop().post(() -> notStarted(held, cause));
    }

    @Override
    public void onEpoch(EpochProgress progress) {
      if (held.offer(progress)) {
        tools.loop().post(() -> epochEnded(held));
      }
    }

    @Override
    public void onNotice(String line) {
      tools.loop().post(() -> tools.listener().trainerNotice(held.assignment(), line));
    }

    @Override
    public void onEnded(TrainingOutcome outcome) {
      tools.loop().post(() -> ended(held, outcome));
    }
  }
}
