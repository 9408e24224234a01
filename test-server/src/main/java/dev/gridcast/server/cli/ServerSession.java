package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.admission.Barred;
import dev.gridcast.server.admission.Doorkeeper;
import dev.gridcast.server.admission.InviteDesk;
import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.cli.ScreenState.Best;
import dev.gridcast.server.cli.ScreenState.VolunteerLine;
import dev.gridcast.server.cli.ScreenState.Work;
import dev.gridcast.server.core.ServerCore;
import dev.gridcast.server.core.ServerRules;
import dev.gridcast.server.core.Surroundings;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.report.Ranked;
import dev.gridcast.server.report.ReportFile;
import dev.gridcast.server.report.sheets.SheetsMirror;
import dev.gridcast.server.report.sheets.SheetsTarget;
import dev.gridcast.server.store.ObservedStore;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.server.verify.Verifier;
import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.volunteer.Reception;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import dev.gridcast.server.web.House;
import dev.gridcast.server.web.Live;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server from start to stop, without the network and the screen around it: a {@link ServerCore}
 * with the threads that keep it going, and its report.
 */
final class ServerSession implements Live, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int VERIFIER_THREADS = 2;

  private final Experiment experiment;
  private final ObservedStore store;
  private final ServerCore core;
  private final Verifier verifier;
  private final Clock clock;
  private final Consumer<String> screen;
  private final ReportFile report;
  private final ConnectionsFile connections;
  private final ExecutorService speakers;
  private final ScheduledExecutorService ticker;
  private final ScheduledFuture<?> ticking;
  private final TimeLeft timeLeft;
  private volatile @Nullable SheetsMirror sheets;
  private volatile AdmissionMode admission = AdmissionMode.OPEN;
  private volatile Supplier<Map<String, Long>> signalling = Map::of;
  private volatile Supplier<List<Broker>> brokers = List::of;
  private boolean closed;

  /**
   * Starts to serve: results that wait are verified from now on, and volunteers may come in.
   *
   * @param store the store of this experiment, closed with the session
   * @param directory where the CSV report is kept fresh, among other things for people
   * @param screen gets one line for people when something worth saying happens
   */
  ServerSession(
      Experiment experiment,
      Store store,
      ServerRules rules,
      DataDirectory directory,
      Clock clock,
      Consumer<String> screen) {
    this.experiment = experiment;
    this.store = new ObservedStore(store);
    this.clock = clock;
    this.screen = screen;
    this.report = ReportFile.start(this.store, directory.report(), this::say);
    this.connections = new ConnectionsFile(directory.root());
    this.speakers = Executors.newCachedThreadPool(daemons("speaker"));
    this.ticker = Executors.newSingleThreadScheduledExecutor(daemons("ticker"));
    this.core =
        new ServerCore(
            experiment,
            this.store,
            ServerVersion.text(),
            rules,
            new Surroundings(
                clock,
                new SecureRandom(),
                speakers,
                directory.incoming(),
                directory.failureLogs(),
                this::resultWaits),
            new Listener());
    this.timeLeft = new TimeLeft(core.counts().ended());
    this.verifier = new Verifier(core.judging(), VERIFIER_THREADS);
    verifier.start();
    this.ticking =
        ticker.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Where peers go in. */
  PeerAcceptor door() {
    return core.door();
  }

  /**
   * Who may come in at that door.
   *
   * @param server the key by which volunteers know this server
   */
  Door.Entrance entrance(PeerKey server, AdmissionMode mode) {
    admission = mode;
    return new Door.Entrance(
        new Doorkeeper(store, server, mode, core::isFull, clock, this::say),
        core::limitsOf,
        InviteDesk.of(store, server, clock)::keepDefault);
  }

  /**
   * Knows the door from now on.
   *
   * @param counts how often what happened at it
   * @param at the brokers at which volunteers may knock, too
   */
  void knockedOn(Supplier<Map<String, Long>> counts, Supplier<List<Broker>> at) {
    signalling = counts;
    brokers = at;
  }

  @Override
  public Optional<AdmissionMode> admission() {
    return Optional.of(admission);
  }

  @Override
  public FailureLogs failureLogs() {
    return core.failureLogs();
  }

  @Override
  public Map<String, Long> signalling() {
    return signalling.get();
  }

  @Override
  public List<Broker> brokers() {
    return brokers.get();
  }

  /** What the operator decides. */
  OperatorDesk operator() {
    return OperatorDesk.of(store, clock);
  }

  Store store() {
    return store;
  }

  /** What the dashboard shows and acts upon. */
  House house() {
    return new House(
        experiment,
        store,
        this,
        Optional.of(operator()),
        Optional.of(MembershipDesk.of(store, clock)),
        TrustRules.STANDARD.trustedAfter(),
        clock,
        ServerVersion.text());
  }

  @Override
  public Counts counts() {
    return core.counts();
  }

  @Override
  public List<Presence> present() {
    return core.room().present();
  }

  @Override
  public double persistenceRmse() {
    return core.persistenceRmse();
  }

  @Override
  public Optional<Duration> timeLeft() {
    return timeLeft(
        core.counts(), core.room().present().stream().map(ServerSession::line).toList());
  }

  @Override
  public List<Fault> faults() {
    Optional<Fault> stored = store.fault().map(line -> new Fault(Fault.Kind.STORE, line));
    Optional<Fault> mirrored =
        mirror()
            .map(SheetsMirror::status)
            .filter(status -> status.state() == SheetsMirror.State.TROUBLE)
            .map(status -> new Fault(Fault.Kind.SHEETS, "Google Sheets: " + status.line()));
    return Stream.concat(stored.stream(), mirrored.stream()).toList();
  }

  /** Mirrors the store in Google Sheets from now on; nothing here waits for it. */
  void mirrorIn(SheetsTarget target) {
    sheets = SheetsMirror.start(store, target, ServerVersion.text(), clock, screen);
  }

  private Optional<SheetsMirror> mirror() {
    return Optional.ofNullable(sheets);
  }

  /** Everything that the screen shows, as of now. */
  ScreenState state() {
    Counts counts = core.counts();
    List<VolunteerLine> volunteers =
        core.room().present().stream().map(ServerSession::line).toList();
    return new ScreenState(
        experiment.name(),
        counts,
        suspended(),
        pending(),
        best(),
        core.persistenceRmse(),
        volunteers,
        timeLeft(counts, volunteers),
        brokers());
  }

  private Optional<Duration> timeLeft(Counts counts, List<VolunteerLine> volunteers) {
    double inProgress =
        volunteers.stream()
            .flatMap(line -> line.works().stream())
            .mapToDouble(Work::fraction)
            .sum();
    return timeLeft.estimate(
        clock.instant(), counts.ended(), counts.total(), inProgress, counts.leased() > 0);
  }

  private Optional<Best> best() {
    return Leaderboard.first(store).map(ServerSession::best);
  }

  private int suspended() {
    return store.read(reader -> reader.suspended(ScreenState.MOST_SUSPENDED + 1)).size();
  }

  private int pending() {
    return store.read(reader -> reader.guests().pending(ScreenState.MOST_SUSPENDED + 1)).size();
  }

  private static Best best(Ranked first) {
    return new Best(
        first.caseIndex(),
        first.volunteer(),
        first.confirmationRmse(),
        first.skill().orElse(Double.NaN));
  }

  private static VolunteerLine line(Presence presence) {
    return new VolunteerLine(
        presence.name(),
        Optional.ofNullable(presence.connection()),
        presence.works().stream()
            .map(
                work -> {
                  Progress progress = work.progress();
                  return progress == null
                      ? new Work(work.caseIndex(), 0, 0, Double.NaN)
                      : new Work(
                          work.caseIndex(),
                          progress.epoch(),
                          progress.epochs(),
                          progress.validationRmse());
                })
            .toList());
  }

  private void tick() {
    try {
      core.tick();
      core.showOut(Barred.in(store));
      connections.tell(core.room().present(), clock.instant());
    } catch (RuntimeException e) {
      LOG.error("a tick failed; the next one may not", e); // else the ticker would stop for good
    }
  }

  /** Another result waits. Called by volunteers' threads, which exist once this is made. */
  private void resultWaits() {
    verifier.wake();
  }

  private final class Listener implements Reception.Listener {

    @Override
    public void happened(String event) {
      tellOperator(event);
    }

    @Override
    public void settled(Settled result, Verdict verdict) {
      say(SettledText.line(result, verdict, nameOf(result.volunteer())));
    }
  }

  private String nameOf(String volunteer) {
    return store
        .read(reader -> reader.volunteer(volunteer))
        .map(known -> known.name())
        .orElse(volunteer);
  }

  private void say(String event) {
    LOG.info("{}", event);
    tellOperator(event);
  }

  /** What is worth telling is worth a fresh report. */
  private void tellOperator(String event) {
    screen.accept(event);
    report.changed();
  }

  /** Writes the report a last time; whether that worked. */
  boolean finishReport() {
    return report.finish();
  }

  /** Says goodbye to the volunteers; the network may be closed afterwards. */
  void sayGoodbye(String reason) {
    core.sayGoodbye(reason);
    speakers.shutdown();
    try {
      if (!speakers.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a volunteer's line is too slow for a goodbye");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops; everything that was acknowledged is on disk already. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    ticking.cancel(false);
    ticker.shutdown();
    connections.remove();
    verifier.close();
    report.close();
    mirror().ifPresent(SheetsMirror::close);
    speakers.shutdownNow();
    store.close();
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
