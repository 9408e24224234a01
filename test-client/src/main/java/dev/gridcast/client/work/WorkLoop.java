package dev.gridcast.client.work;

import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.work.Timekeeper.Alarm;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.PeerConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
  private final Timekeeper time;
  private final WorkListener listener;
  private final HandOver handOver;
  private final Line line;
  private final ReportDesk reportDesk;
  private final CaseDesk desk;

  private boolean asked;
  private @Nullable Alarm rest;

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
    Reports reports = new Reports(outbox, settings.destination());
    this.time = time;
    this.listener = listener;
    this.handOver = new HandOver(time, summary);
    this.line =
        new Line(connector, loop, time, new Backoff(random), settings.hello(), new LineEvents());
    this.reportDesk = new ReportDesk(reports, line, handOver, summary, listener);
    this.desk =
        new CaseDesk(
            loop,
            time,
            runtime,
            cache,
            folders,
            reports,
            line,
            handOver,
            summary,
            listener,
            new DeskEvents());
    for (String other : outbox.otherDestinations(settings.destination())) {
      listener.notice("A finished result waits for another server, " + other + ": it is kept.");
    }
  }

  /** Works until it is stopped, refused, or done; blocks. */
  public Ending run() throws InterruptedException {
    try {
      loop.post(line::open);
      loop.run();
    } finally {
      desk.kill();
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
    if (ending != null) {
      return;
    }
    Ending stop = stopping;
    if (!line.isUp()) {
      if (stop != null && desk.isFree()) {
        end(stop);
      }
    } else if (!desk.isFree()) {
      desk.askForDataset();
    } else if (!reportDesk.isEmpty()) {
      sendReport();
    } else if (asked) {
      log.trace("an answer is on its way");
    } else if (stop != null) {
      ending = stop;
      line.leave(new Goodbye(stop.reason()), loop::end);
    } else if (rest == null) {
      asked = true;
      line.send(new CaseRequest(List.of()));
    }
  }

  private void sendReport() {
    reportDesk.sendNext();
    if (reportDesk.isEmpty()) {
      next(); // none could be read
    }
  }

  private void hear(Message message) {
    if (message instanceof Assignment assignment) {
      asked = false;
      desk.take(assignment);
    } else if (message instanceof Dataset dataset) {
      desk.datasetArrived(dataset);
    } else if (message instanceof Accepted accepted) {
      reportDesk.accepted(accepted);
    } else if (message instanceof Verdict verdict) {
      judged(verdict);
    } else if (message instanceof NothingNow nothing) {
      nothingNow(nothing);
    } else if (message instanceof Cancel cancel) {
      desk.revoke(cancel.lease(), cancel.reason());
    } else if (message instanceof ProtocolError error) {
      refused(error);
    } else if (message instanceof Goodbye goodbye) {
      serverLeaves(goodbye);
    } else if (!(message instanceof HeartbeatAck)) {
      String name = message.getClass().getSimpleName();
      line.drop("the server said " + name + ", which is not a server's to say");
    }
    next();
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
    handOver.cancel();
    listener.nothingNow(nothing);
    if (nothing.done() && settings.exitWhenDone()) {
      stopWith(new Ending(Ending.Kind.DONE, "the experiment is finished"));
    } else {
      long most = LONGEST_WAIT.toMillis();
      long least = SHORTEST_WAIT.toMillis();
      restFor(Duration.ofMillis(Math.max(least, Math.min(most, nothing.waitMillis()))));
    }
  }

  private void serverLeaves(Goodbye goodbye) {
    listener.notice("The server says goodbye: " + goodbye.reason());
    if (settings.exitWhenDone() && desk.isFree() && reportDesk.isEmpty()) {
      stopWith(new Ending(Ending.Kind.DONE, "the server has ended (" + goodbye.reason() + ")"));
    }
  }

  private void refused(ProtocolError error) {
    String lease = error.lease() == null ? "" : error.lease();
    log.warn("the server refused: {} {} (lease {})", error.code(), error.reason(), lease);
    switch (error.code()) {
      case VERSION -> end(new Ending(Ending.Kind.REFUSED, error.reason()));
      case LEASE_LOST -> {
        desk.revoke(lease, error.reason());
        reportDesk.drop(lease, "the server no longer wants it (" + error.reason() + ")");
      }
      case UNEXPECTED -> reportDesk.refused(lease, error.reason());
      case UNKNOWN_DATASET -> desk.datasetRefused(error.reason());
      case UNAVAILABLE -> unavailable(error.reason());
      default -> throw new IllegalStateException("an unheard error: " + error);
    }
  }

  private void unavailable(String reason) {
    listener.notice("The server cannot serve us now: " + reason);
    asked = false;
    desk.askAgain();
    reportDesk.rest();
    restFor(REST);
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
                      reportDesk.wake();
                      next();
                    }));
  }

  private void wake() {
    if (rest != null) {
      rest.cancel();
      rest = null;
    }
  }

  private void stopWith(Ending why) {
    if (stopping != null || ending != null) {
      return;
    }
    stopping = why;
    reportDesk.wake();
    wake();
    time.after(STOP_PATIENCE, () -> loop.post(() -> end(why)));
    desk.stop(why.reason());
    next();
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
      listener.connected(welcome, reportDesk.size());
      next();
    }

    @Override
    public void onMessage(Message message) {
      hear(message);
    }

    @Override
    public void onDown(String reason, Duration retryIn) {
      asked = false;
      handOver.cancel();
      reportDesk.lineDown();
      desk.askAgain();
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
      reportDesk.unsendable(message, reason);
      next();
    }

    @Override
    public Heartbeat heartbeat() {
      // While the server cannot take a result, its lease must live on.
      Optional<String> waiting = reportDesk.restingLease();
      return desk.isFree() && waiting.isPresent()
          ? new Heartbeat(List.of(new CaseProgress(waiting.get(), null)))
          : desk.heartbeat();
    }
  }

  /** What the desk asks for. */
  private final class DeskEvents implements CaseDesk.Owner {

    @Override
    public void next() {
      WorkLoop.this.next();
    }

    @Override
    public void rest() {
      restFor(REST);
    }

    @Override
    public void unable(String reason) {
      stopWith(new Ending(Ending.Kind.UNABLE, reason));
    }
  }
}
