package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.Backoff;
import dev.gridcast.protocol.peer.PeerConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a client, decided on one thread: after every event {@link NextSteps} looks at what
 * there is and takes the steps that are due. A broken connection changes nothing about the cases in
 * hand; a finished result is on disk before it is sent, and stays there until the server has it.
 */
public final class WorkLoop {

  /** How long to wait after something went wrong that only time can mend. */
  static final Duration REST = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

  /**
   * What a client is told once.
   *
   * @param hello how it introduces itself
   * @param destination which server this is, for the outbox and the record: its key
   * @param address where it is, for people
   * @param exitWhenDone whether to end when the experiment is finished, or to go on asking
   * @param parallelCases on how many cases to work at once, from 1
   * @param allowsImage whether the volunteer lets a trainer image run that an experiment names
   */
  public record Settings(
      Hello hello,
      String destination,
      String address,
      boolean exitWhenDone,
      int parallelCases,
      Predicate<String> allowsImage) {

    public Settings {
      requireOneCase(parallelCases);
    }
  }

  private final EventLoop loop = new EventLoop();
  private final Summary summary = new Summary();
  private final Settings settings;
  private final Tools tools;
  private final Line line;
  private final ReportDesk reportDesk;
  private final Slots slots;
  private final DatasetDesk datasets;
  private final Holdings holdings;
  private final RequestDesk requests;
  private final Readiness readiness;
  private final StatusBoard board;
  private final Verdicts verdicts;
  private final ServerWords words;

  private final Departure departure = new Departure();
  private final Intake intake;
  private final NextSteps steps;

  /**
   * Wires a client; nothing happens before {@link #run}.
   *
   * @throws IOException when the outbox cannot be read
   */
  public WorkLoop(
      Settings settings,
      PeerConnector connector,
      Workplace place,
      Timekeeper time,
      RandomGenerator random,
      WorkListener listener)
      throws IOException {
    this.settings = settings;
    Reports reports = new Reports(place.outbox(), settings.destination());
    this.line =
        new Line(connector, loop, time, new Backoff(random), settings.hello(), new LineEvents());
    this.tools = new Tools(loop, time, place, reports, line, summary, listener);
    this.reportDesk = new ReportDesk(reports, line, summary, listener);
    this.slots = new Slots(tools, new SlotEvents());
    this.slots.parallel(settings.parallelCases());
    this.datasets = new DatasetDesk(tools, slots, new DatasetEvents());
    this.holdings = new Holdings(slots, reportDesk);
    this.requests = new RequestDesk(tools, reportDesk::wake, this::next);
    this.readiness =
        new Readiness(tools, slots, settings.allowsImage(), new Backoff(random), this::next);
    this.intake = new Intake(tools, requests, reportDesk, slots, holdings, readiness, departure);
    this.board = new StatusBoard(tools, settings.destination(), settings.address(), slots.wanted());
    this.verdicts = new Verdicts(tools, this::next);
    this.steps =
        new NextSteps(
            tools, slots, reportDesk, datasets, holdings, requests, readiness, verdicts, departure);
    Decisions decisions = new Decisions();
    this.words = new ServerWords(tools, requests, reportDesk, slots, board, verdicts, decisions);
    place.record().damage().ifPresent(listener::notice);
    reportDesk.tellOthers(place.outbox().otherDestinations(settings.destination()));
  }

  /** Works until it is stopped, refused, or done; blocks. */
  public Ending run() throws InterruptedException {
    try {
      loop.post(this::begin);
      loop.run(this::settle);
    } finally {
      slots.kill();
      line.shut();
    }
    log.info("summary {}", summary.toJson());
    return departure
        .ending()
        .orElseThrow(() -> new IllegalStateException("the event loop ended without a reason"));
  }

  /**
   * Asks for a clean end: trainings stop, their cases go back, and {@link #run} returns within a
   * few seconds. From any thread.
   */
  public void stop(String reason) {
    loop.post(() -> steps.stop(new Ending(Ending.Kind.STOPPED, reason)));
  }

  /**
   * Takes no more cases; when those in hand are finished and their results delivered, {@link #run}
   * returns with {@link Ending.Kind#STOPPED}. Without a connection it does not wait for one: the
   * results stay in the outbox for the next start. From any thread.
   */
  public void stopAfterThisCase() {
    loop.post(
        () -> {
          departure.afterTheseCases();
          next();
        });
  }

  /**
   * The volunteer does not let the client work: trainings freeze where they stand, and no case is
   * asked for. Leases are kept, and finished results are delivered. After 10 minutes the cases go
   * back and all memory is free. Once more with another reason changes the reason. From any thread,
   * before {@link #run} too.
   *
   * @param reason one line for people
   */
  public void forbid(String reason) {
    loop.post(() -> readiness.gate().close(reason));
  }

  /** The volunteer lets the client work, as at the start. From any thread. */
  public void allow() {
    loop.post(() -> readiness.gate().open());
  }

  /**
   * On how many cases to work at once from now on. More begin at once; fewer finish first. From any
   * thread.
   *
   * @param cases from 1; more than the {@value Limits#MAX_CASES} that one client may hold count as
   *     so many
   */
  public void parallelCases(int cases) {
    requireOneCase(cases);
    loop.post(
        () -> {
          slots.parallel(cases);
          next();
        });
  }

  /** What the client is doing; from any thread, at any time. */
  public ClientStatus status() {
    return board.shown();
  }

  /** What has been done; to be read after {@link #run}. */
  public Summary summary() {
    return summary;
  }

  private static void requireOneCase(int cases) {
    if (cases < 1) {
      throw new IllegalArgumentException("a client works on one case at least: " + cases);
    }
  }

  private void begin() {
    readiness.warmUp();
    line.open();
  }

  /** Every event ends here. */
  private void next() {
    steps.take();
  }

  /** After every event: other threads and the disk hear of it. */
  private void settle() {
    tools.place().record().save(tools.listener()::notice);
    board.show(
        slots,
        readiness,
        datasets.progress(),
        departure.isAfterTheseCases(),
        departure.why(),
        departure.isOver());
  }

  /** What the line hears. */
  private final class LineEvents implements Line.Owner {

    @Override
    public void onUp(Welcome welcome) {
      log.info("connected to {} ({})", welcome.experiment(), welcome.serverVersion());
      Optional<String> image = Optional.ofNullable(welcome.trainerImage());
      intake.trainsWith(image);
      board.connected(welcome, reportDesk.size());
      image
          .flatMap(readiness::whyNotImage)
          .ifPresent(reason -> steps.stop(new Ending(Ending.Kind.REFUSED, reason)));
      next();
    }

    @Override
    public void onMessage(Message message) {
      words.hear(message);
      next();
    }

    @Override
    public void onDown(String reason, Duration retryIn) {
      board.disconnected(reason, retryIn);
      lineGone();
    }

    @Override
    public void onRenewal() {
      board.renewing();
      lineGone();
    }

    private void lineGone() {
      requests.lineDown();
      slots.cancelHandOvers();
      verdicts.lineDown();
      reportDesk.lineDown();
      datasets.askAgain();
      next();
    }

    @Override
    public void onRefused(String reason) {
      steps.end(new Ending(Ending.Kind.REFUSED, reason));
    }

    @Override
    public void onSuspended(String reason) {
      steps.end(new Ending(Ending.Kind.SUSPENDED, reason));
    }

    @Override
    public void onUnable(String reason) {
      steps.end(new Ending(Ending.Kind.UNABLE, reason));
    }

    @Override
    public void onUnsendable(Message message, String reason) {
      reportDesk.unsendable(message, reason);
      next();
    }

    @Override
    public Heartbeat heartbeat() {
      return holdings.heartbeat();
    }
  }

  /** What follows from the server's words. */
  private final class Decisions implements ServerWords.Owner {

    @Override
    public void assigned(Assignment assignment) {
      intake.take(assignment);
    }

    @Override
    public void experimentDone(String reason) {
      if (settings.exitWhenDone() && slots.areFree() && reportDesk.isEmpty()) {
        steps.stop(new Ending(Ending.Kind.DONE, reason));
      }
    }

    @Override
    public void refused(String reason) {
      steps.end(new Ending(Ending.Kind.REFUSED, reason));
    }

    @Override
    public void suspended(String reason) {
      steps.end(new Ending(Ending.Kind.SUSPENDED, reason));
    }
  }

  /** What comes of the data sets. */
  private final class DatasetEvents implements DatasetDesk.Owner {

    @Override
    public void useless() {
      requests.rest(REST, false);
    }

    @Override
    public void next() {
      WorkLoop.this.next();
    }
  }

  /** What the slots ask for. */
  private final class SlotEvents implements Slot.Owner {

    @Override
    public void next() {
      WorkLoop.this.next();
    }

    @Override
    public void epochEnded() {
      line.beatSoon();
    }

    @Override
    public void trained(String lease, double seconds) {
      readiness.watch().proved();
      tools.place().record().trained(settings.destination(), board.experiment(), lease, seconds);
    }

    @Override
    public void stoppedByOthers() {
      // Whoever stops trainers on this machine may do so again: no case should suffer at once.
      requests.rest(REST, false);
      readiness.watch().suspect();
    }

    @Override
    public void runtimeGone(String reason) {
      readiness.watch().gone(reason);
    }

    @Override
    public void engineMissing(String engine, String reason) {
      intake
          .engineMissing(engine, reason, settings.hello().machine().engines())
          .ifPresent(this::unable);
    }

    @Override
    public void unable(String reason) {
      steps.stop(new Ending(Ending.Kind.UNABLE, reason));
    }
  }
}
