package dev.gridcast.client.work;

import dev.gridcast.client.cache.CorruptDatasetException;
import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.client.work.Timekeeper.Alarm;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.PeerConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a client, decided on one thread: after every event {@link #next} looks at what there
 * is and takes the one step that is due. A broken connection changes nothing about the case in
 * hand; a finished result is on disk before it is sent, and stays there until the server has it.
 */
public final class WorkLoop {

  /** How long a client that is told to stop waits for the server to take the case back. */
  static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  /** How long to wait after something went wrong that only time can mend. */
  static final Duration REST = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_TRAINING = Duration.ofDays(30);
  private static final long BETWEEN_BEATS_NANOS = 1_000_000_000;
  private static final long NEVER = Long.MIN_VALUE;

  /**
   * What a client is told once.
   *
   * @param hello how it introduces itself
   * @param destination which server this is, for the outbox; not secret
   * @param exitWhenDone whether to end when the experiment is finished, or to go on asking
   */
  public record Settings(Hello hello, String destination, boolean exitWhenDone) {}

  private final EventLoop loop = new EventLoop();
  private final Summary summary = new Summary();
  private final Settings settings;
  private final TrainerRuntime runtime;
  private final DatasetCache cache;
  private final WorkFolders folders;
  private final Reports reports;
  private final Timekeeper time;
  private final WorkListener listener;
  private final Line line;

  private @Nullable CaseInHand current;
  private boolean asked;
  private @Nullable Alarm rest;
  private boolean reportsRest;
  private long acceptedAt = NEVER;
  private long lastEpochBeat = NEVER;

  /** Set once the client is to end; what is left to say is said first. */
  private @Nullable Ending stopping;

  private @Nullable Ending ending;

  /**
   * Wires a client; nothing happens before {@link #run}.
   *
   * @throws IOException when the outbox cannot be read
   */
  public WorkLoop(
      Settings settings,
      PeerConnector connector,
      TrainerRuntime runtime,
      DatasetCache cache,
      WorkFolders folders,
      Outbox outbox,
      Timekeeper time,
      RandomGenerator random,
      WorkListener listener)
      throws IOException {
    this.settings = settings;
    this.runtime = runtime;
    this.cache = cache;
    this.folders = folders;
    this.reports = new Reports(outbox, settings.destination());
    this.time = time;
    this.listener = listener;
    this.line =
        new Line(connector, loop, time, new Backoff(random), settings.hello(), new LineEvents());
  }

  /** Works until it is stopped, refused, or done; blocks. */
  public Ending run() throws InterruptedException {
    try {
      loop.post(line::open);
      loop.run();
    } finally {
      stopTraining();
      line.shut();
    }
    Ending end = ending;
    if (end == null) {
      throw new IllegalStateException("the event loop ended without a reason");
    }
    log.info("summary {}", summary.toJson());
    return end;
  }

  /**
   * Asks for a clean end: the training stops, the case goes back, and {@link #run} returns within a
   * few seconds. From any thread.
   */
  public void stop(String reason) {
    loop.post(() -> stopWith(new Ending(Ending.Kind.STOPPED, reason)));
  }

  /** What has been done; to be read after {@link #run}. */
  public Summary summary() {
    return summary;
  }

  /** The one step that is due now. Every event ends here. */
  private void next() {
    CaseInHand held = current;
    Ending stop = stopping;
    if (ending != null) {
      return;
    }
    if (!line.isUp()) {
      if (stop != null && held == null) {
        end(stop);
      }
    } else if (held != null) {
      askForDataset(held);
    } else if (!reports.isEmpty()) {
      sendReport();
    } else if (asked) {
      log.trace("an answer is on its way");
    } else if (stop != null) {
      leave(stop);
    } else if (rest == null) {
      asked = true;
      line.send(new CaseRequest());
    }
  }

  private void sendReport() {
    if (reportsRest || reports.isInFlight()) {
      return;
    }
    String lease = reports.firstLease().orElseThrow();
    try {
      Optional<Message> report = reports.takeNext();
      report.ifPresent(
          message -> {
            line.transferring(message instanceof Result result ? result.model().size() : 0);
            line.send(message);
          });
    } catch (IOException | IllegalArgumentException e) {
      log.error("the result of lease {} cannot be read", lease, e);
      dropReport(lease, "its file cannot be read (" + e.getMessage() + ")");
    }
  }

  private void dropReport(String lease, String why) {
    if (reports.forget(lease)) {
      summary.dropped();
      listener.notice("A report was dropped: " + why + ".");
    }
    next();
  }

  // ---- a case -------------------------------------------------------------------------------

  private void assigned(Assignment assignment) {
    asked = false;
    if (stopping != null || current != null) {
      reports.add(new GiveBack(assignment.lease(), "this client is not free"));
      next();
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
        acceptedAt = NEVER;
        next();
      }
    } catch (IOException e) {
      clientFault(held, "the data set cannot be read on this machine: " + e);
    }
  }

  private void askForDataset(CaseInHand held) {
    if (held.training() == null && !held.isDatasetAsked()) {
      held.datasetAsked(true);
      line.transferring(held.assignment().datasetBytes());
      line.send(new DatasetRequest(held.assignment().datasetSha256()));
    }
  }

  private void datasetArrived(Dataset dataset) {
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
      giveBack(held, String.valueOf(e.getMessage()));
      listener.notice("The case was given back: " + e.getMessage());
      restFor(REST);
    } catch (IOException e) {
      clientFault(held, "the data set cannot be kept on this machine: " + e);
    }
  }

  private void train(CaseInHand held, Path dataset) {
    Assignment assignment = held.assignment();
    try {
      Path folder = folders.create(assignment, dataset);
      Duration limit =
          Duration.ofSeconds(Math.min(assignment.timeLimitSeconds(), LONGEST_TRAINING.toSeconds()));
      Training training = runtime.start(new TrainingJob(folder, limit), new TrainingEvents(held));
      held.training(training);
      noteHandOver();
      listener.trainingStarted(assignment);
      line.beatNow();
    } catch (IOException e) {
      clientFault(held, "the trainer cannot be started: " + e.getMessage());
    }
  }

  private void noteHandOver() {
    if (acceptedAt != NEVER) {
      double millis = (time.nanos() - acceptedAt) / 1e6;
      summary.handOver(millis);
      log.info("hand-over {} ms", String.format(Locale.ROOT, "%.1f", millis));
      acceptedAt = NEVER;
    }
  }

  private void epochEnded(CaseInHand held) {
    EpochProgress progress = held.read();
    if (progress == null || held != current) {
      return;
    }
    listener.epoch(held.assignment(), progress);
    long now = time.nanos();
    if (lastEpochBeat == NEVER || now - lastEpochBeat >= BETWEEN_BEATS_NANOS) {
      lastEpochBeat = now;
      line.beatNow();
    }
  }

  private void trainingEnded(CaseInHand held, TrainingOutcome outcome) {
    folders.remove(held.lease());
    if (held != current) {
      return;
    }
    current = null;
    listener.trainingEnded(held.assignment(), outcome);
    if (held.isRevoked()) {
      summary.dropped();
    } else if (outcome instanceof TrainingOutcome.Trained trained) {
      reports.add(new Result(held.lease(), trained.resultJson(), trained.model()));
    } else if (outcome instanceof TrainingOutcome.Failed failed) {
      fail(held, failed);
    } else if (outcome instanceof TrainingOutcome.Stopped stopped) {
      giveBack(held, stopping == null ? stopped.reason() : stopping.reason());
    }
    next();
  }

  private void fail(CaseInHand held, TrainingOutcome.Failed failed) {
    log.warn(
        "case {} failed: {} {}\n{}",
        held.assignment().caseIndex(),
        failed.kind(),
        failed.reason(),
        failed.logTail());
    reports.add(new Failure(held.lease(), failed.kind(), failed.reason(), failed.logTail()));
    if (failed.kind() == FailureKind.CLIENT_FAULT) {
      // The next case would fare no better, and each try costs the experiment an attempt.
      stopWith(new Ending(Ending.Kind.UNABLE, failed.reason()));
    }
  }

  private void clientFault(CaseInHand held, String reason) {
    current = null;
    folders.remove(held.lease());
    fail(held, new TrainingOutcome.Failed(FailureKind.CLIENT_FAULT, reason, ""));
    next();
  }

  private void giveBack(CaseInHand held, String reason) {
    if (held == current) {
      current = null;
    }
    reports.add(new GiveBack(held.lease(), reason));
    summary.gaveBack();
  }

  /** The server has taken the case away. */
  private void revoked(String lease, String reason) {
    CaseInHand held = current;
    if (held == null || !held.lease().equals(lease) || held.isRevoked()) {
      return;
    }
    listener.notice("The server took the case back: " + reason);
    held.revoke();
    Training training = held.training();
    if (training == null) {
      current = null;
      summary.dropped();
    } else {
      training.stop();
    }
  }

  // ---- what the server says -----------------------------------------------------------------

  private void hear(Message message) {
    if (message instanceof Assignment assignment) {
      assigned(assignment);
    } else if (message instanceof Dataset dataset) {
      datasetArrived(dataset);
    } else if (message instanceof Accepted accepted) {
      accepted(accepted);
    } else if (message instanceof Verdict verdict) {
      judged(verdict);
    } else if (message instanceof NothingNow nothing) {
      nothingNow(nothing);
    } else if (message instanceof Cancel cancel) {
      revoked(cancel.lease(), cancel.reason());
    } else if (message instanceof ProtocolError error) {
      refused(error);
    } else if (message instanceof Goodbye goodbye) {
      serverLeaves(goodbye);
    } else if (!(message instanceof HeartbeatAck)) {
      line.drop("the server said something that is a client's to say: " + message.getClass());
    }
    next();
  }

  private void accepted(Accepted accepted) {
    line.transferring(0);
    if (reports.forget(accepted.lease())) {
      acceptedAt = time.nanos();
      listener.accepted(accepted.lease(), accepted.best());
    }
  }

  private void judged(Verdict verdict) {
    if (verdict.verified()) {
      summary.verified(verdict.rank());
    } else {
      summary.rejected();
    }
    listener.verdict(verdict);
  }

  private void nothingNow(NothingNow nothing) {
    asked = false;
    acceptedAt = NEVER;
    listener.nothingNow(nothing);
    if (nothing.done() && settings.exitWhenDone()) {
      stopWith(new Ending(Ending.Kind.DONE, "the experiment is finished"));
    } else {
      Duration wait = Duration.ofMillis(Math.min(nothing.waitMillis(), LONGEST_WAIT.toMillis()));
      restFor(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
    }
  }

  private void serverLeaves(Goodbye goodbye) {
    listener.notice("The server says goodbye: " + goodbye.reason());
    if (settings.exitWhenDone() && current == null && reports.isEmpty()) {
      stopWith(new Ending(Ending.Kind.DONE, "the server has ended: " + goodbye.reason()));
    }
  }

  private void refused(ProtocolError error) {
    String lease = error.lease() == null ? "" : error.lease();
    CaseInHand held = current;
    boolean aboutCase = held != null && held.lease().equals(lease);
    log.warn("the server refused: {} {} (lease {})", error.code(), error.reason(), lease);
    switch (error.code()) {
      case VERSION -> end(new Ending(Ending.Kind.REFUSED, error.reason()));
      case LEASE_LOST -> {
        revoked(lease, error.reason());
        dropReport(lease, "the server no longer wants it (" + error.reason() + ")");
      }
      case UNEXPECTED -> dropReport(lease, "the server refuses it (" + error.reason() + ")");
      case UNKNOWN_DATASET -> {
        if (held != null && held.training() == null) {
          giveBack(held, error.reason());
          restFor(REST);
        }
      }
      case UNAVAILABLE -> {
        listener.notice("The server cannot serve us now: " + error.reason());
        if (aboutCase && held != null) {
          held.datasetAsked(false);
        }
        asked = false;
        reports.sendAgain();
        reportsRest = true;
        time.after(REST, () -> loop.post(this::sendReportsAgain));
        restFor(REST);
      }
      default -> throw new IllegalStateException("an unheard error: " + error);
    }
  }

  private void sendReportsAgain() {
    reportsRest = false;
    next();
  }

  private void restFor(Duration wait) {
    wake();
    rest =
        time.after(
            wait,
            () ->
                loop.post(
                    () -> {
                      rest = null;
                      next();
                    }));
  }

  private void wake() {
    if (rest != null) {
      rest.cancel();
      rest = null;
    }
  }

  // ---- the end ------------------------------------------------------------------------------

  private void stopWith(Ending why) {
    if (stopping != null || ending != null) {
      return;
    }
    stopping = why;
    wake();
    time.after(STOP_PATIENCE, () -> loop.post(() -> end(why)));
    CaseInHand held = current;
    if (held != null && held.training() == null) {
      giveBack(held, why.reason());
    }
    stopTraining();
    next();
  }

  private void stopTraining() {
    CaseInHand held = current;
    Training training = held == null ? null : held.training();
    if (training != null) {
      training.stop();
    }
  }

  private void leave(Ending why) {
    ending = why;
    line.leave(new Goodbye(why.reason()), loop::end);
  }

  private void end(Ending why) {
    if (ending == null) {
      ending = why;
      line.shut();
      loop.end();
    }
  }

  /** What the line hears. */
  private final class LineEvents implements Line.Owner {

    @Override
    public void onUp(Welcome welcome) {
      log.info("connected to {} ({})", welcome.experiment(), welcome.serverVersion());
      listener.connected(welcome, reports.size());
      next();
    }

    @Override
    public void onMessage(Message message) {
      hear(message);
    }

    @Override
    public void onDown(String reason, Duration retryIn) {
      asked = false;
      acceptedAt = NEVER;
      reports.sendAgain();
      if (current != null) {
        current.datasetAsked(false);
      }
      listener.disconnected(reason, retryIn);
      next();
    }

    @Override
    public void onRefused(String reason) {
      end(new Ending(Ending.Kind.REFUSED, reason));
    }

    @Override
    public void onUnable(String reason) {
      end(new Ending(Ending.Kind.UNABLE, reason));
    }

    @Override
    public void onUnsendable(Message message, String reason) {
      reports.firstLease().ifPresent(lease -> dropReport(lease, "it cannot be sent: " + reason));
    }

    @Override
    public Heartbeat heartbeat() {
      return current == null ? new Heartbeat(null, null) : current.heartbeat();
    }
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
