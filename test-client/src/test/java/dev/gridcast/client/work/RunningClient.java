package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.PeerConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The real work loop on a thread of its own, over a folder, with a fake runtime and manual time.
 */
final class RunningClient implements WorkListener {

  /** The one trainer image that this volunteer has allowed. */
  static final String ALLOWED_IMAGE = "trainers/mine@sha256:" + "a".repeat(64);

  final ManualTime time;
  final FakeRuntime runtime = new FakeRuntime();
  final List<String> events = new CopyOnWriteArrayList<>();
  final CompletableFuture<Ending> ended = new CompletableFuture<>();
  final WorkLoop work;
  private final Path folder;

  private RunningClient(
      PeerConnector connector,
      ManualTime time,
      Path folder,
      boolean exitWhenDone,
      int parallelCases)
      throws IOException {
    this.time = time;
    this.folder = folder;
    Hello hello =
        new Hello(Message.PROTOCOL_VERSION, "test", "ada", new Machine("os", "arch", 2, 0, "17"));
    this.work =
        new WorkLoop(
            new WorkLoop.Settings(
                hello,
                "home.example:7420",
                "home.example:7420",
                exitWhenDone,
                parallelCases,
                ALLOWED_IMAGE::equals),
            connector,
            new Workplace(
                runtime,
                DatasetCache.open(folder.resolve("datasets"), 1 << 20, () -> Instant.EPOCH),
                WorkFolders.open(folder.resolve("work")),
                Outbox.open(folder.resolve("outbox")),
                VolunteerRecord.open(folder.resolve("record.json"), time)),
            time,
            new Random(1),
            this);
  }

  /** A client that does nothing before {@link #run}. */
  static RunningClient create(
      PeerConnector connector,
      ManualTime time,
      Path folder,
      boolean exitWhenDone,
      int parallelCases)
      throws IOException {
    return new RunningClient(connector, time, folder, exitWhenDone, parallelCases);
  }

  RunningClient run() {
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(work.run());
              } catch (InterruptedException | RuntimeException | Error e) {
                ended.completeExceptionally(e);
              }
            },
            "client-under-test");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  Ending ending() throws Exception {
    return ended.get(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  Path outbox(String lease) {
    return folder.resolve("outbox").resolve(lease);
  }

  Path workFolder(String lease) {
    return folder.resolve("work").resolve("1").resolve("in").resolve(lease);
  }

  /** The data sets in the cache. */
  String[] datasets() {
    String[] names = folder.resolve("datasets").toFile().list((dir, name) -> name.endsWith(".csv"));
    return names == null ? new String[0] : names;
  }

  /** The folder of a slot. */
  Path box(int slot) {
    return folder.resolve("work").resolve(Integer.toString(slot));
  }

  void expectEvent(String beginning) {
    Await.until(
        "an event '" + beginning + "' among " + events,
        () -> events.stream().anyMatch(e -> e.startsWith(beginning)));
  }

  void expectNoEvent(String beginning) {
    assertThat(events).noneMatch(e -> e.startsWith(beginning));
  }

  @Override
  public void connected(Welcome welcome, int waitingReports) {
    events.add("connected " + waitingReports);
  }

  @Override
  public void disconnected(String reason, Duration retryIn) {
    events.add("disconnected " + reason);
  }

  @Override
  public void assigned(Assignment assignment, boolean datasetCached) {
    events.add("assigned " + assignment.caseIndex() + " " + datasetCached);
  }

  @Override
  public void trainingStarted(Assignment assignment) {
    events.add("started " + assignment.caseIndex());
  }

  @Override
  public void epoch(Assignment assignment, EpochProgress progress) {
    events.add("epoch " + progress.epoch());
  }

  @Override
  public void trainerNotice(Assignment assignment, String line) {
    events.add("trainer notice " + assignment.caseIndex() + " " + line);
  }

  @Override
  public void paused(String reason) {
    events.add("paused " + reason);
  }

  @Override
  public void resumed() {
    events.add("resumed");
  }

  @Override
  public void trainingEnded(Assignment assignment, TrainingOutcome outcome) {
    events.add("ended " + outcome.getClass().getSimpleName());
  }

  @Override
  public void accepted(String lease, List<Forecast> best) {
    events.add("accepted " + lease);
  }

  @Override
  public void verdict(Verdict verdict) {
    events.add("verdict " + verdict.rank());
  }

  @Override
  public void nothingNow(NothingNow nothing) {
    events.add("nothing " + nothing.done());
  }

  @Override
  public void notice(String line) {
    events.add("notice " + line);
  }
}
