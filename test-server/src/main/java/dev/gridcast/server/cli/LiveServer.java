package dev.gridcast.server.cli;

import dev.gridcast.protocol.webrtc.ExitNoise;
import dev.gridcast.server.core.ServerRules;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.lease.SpotChecks;
import dev.gridcast.server.report.BestModel;
import dev.gridcast.server.report.ClaimsTable;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.report.ResultsTable;
import dev.gridcast.server.report.sheets.SheetsTarget;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that a person looks at: a session behind its door, with a screen in front, until the
 * experiment is done or the person stops it. {@code run} and {@code demo} differ in what happens
 * beside it only.
 */
final class LiveServer {

  private static final Logger LOG = LoggerFactory.getLogger(LiveServer.class);

  private static final long REDRAW_MILLIS = 500;

  /** How long Ctrl-C waits for a clean stop before the process ends anyway. */
  private static final long STOP_SECONDS = 20;

  private static final int SUMMARY_PLACES = 10;

  private final Experiment experiment;
  private final DataDirectory directory;
  private final StoreOpener stores;
  private final SpotChecks spotChecks;
  private final DashboardPlan dashboard;
  private final PrintWriter out;
  private final Terminal terminal;
  private final Clock clock;
  private final LiveScreen screen;
  private Optional<SheetsTarget> mirror = Optional.empty();
  private AdmissionPlan admission = AdmissionPlan.STANDARD;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** A server that trains nothing itself, and has no dashboard. */
  LiveServer(
      Experiment experiment,
      DataDirectory directory,
      StoreOpener stores,
      PrintWriter out,
      Terminal terminal,
      Clock clock) {
    this(experiment, directory, stores, SpotChecks.NONE, DashboardPlan.OFF, out, terminal, clock);
  }

  LiveServer(
      Experiment experiment,
      DataDirectory directory,
      StoreOpener stores,
      SpotChecks spotChecks,
      DashboardPlan dashboard,
      PrintWriter out,
      Terminal terminal,
      Clock clock) {
    this.experiment = experiment;
    this.directory = directory;
    this.stores = stores;
    this.spotChecks = spotChecks;
    this.dashboard = dashboard;
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.screen = new LiveScreen(out, terminal, clock);
  }

  /** Mirrors the results there while it serves. */
  void mirroredIn(Optional<SheetsTarget> target) {
    mirror = target;
  }

  /** Lets in whom that plan lets in. */
  void admitting(AdmissionPlan plan) {
    admission = plan;
  }

  /** What goes on beside the server while it runs. */
  interface Companion extends AutoCloseable {

    /** Nothing goes on beside the server. */
    Companion NONE = () -> true;

    /** Called again and again; false when the server is to stop. */
    boolean tend() throws UserError;

    @Override
    default void close() {}
  }

  /** Starts what goes on beside the server, once that can be reached. */
  @FunctionalInterface
  interface CompanionStarter {
    Companion start(Open server) throws UserError;
  }

  /**
   * A server that can be reached.
   *
   * @param invite for whoever is on this machine, whatever the server is called elsewhere
   * @param screen what its person looks at
   * @param operator does what that person decides
   */
  record Open(String invite, LiveScreen screen, OperatorDesk operator) {}

  /** What a command prints when the server has stopped. */
  @FunctionalInterface
  interface LastWords {

    /**
     * Says them.
     *
     * @param done whether every case has ended
     */
    void say(boolean done);
  }

  /**
   * Serves until the experiment is done, if {@code exitWhenDone}, or until the person stops it.
   *
   * @param lastWords printed at the end, also when the process is being stopped by Ctrl-C
   * @return whether every case has ended
   */
  boolean serve(
      Door.Opener opener, boolean exitWhenDone, CompanionStarter companions, LastWords lastWords)
      throws UserError {
    Thread hook = new Thread(this::stopCleanly, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    LOG.info("{} {} starts", experiment.name(), ServerVersion.text());
    try {
      boolean done = serveUntilStopped(opener, exitWhenDone, companions);
      lastWords.say(done);
      out.flush();
      LOG.info("stopped cleanly");
      return done;
    } finally {
      stopped.countDown();
      forget(hook);
    }
  }

  private boolean serveUntilStopped(
      Door.Opener opener, boolean exitWhenDone, CompanionStarter companions) throws UserError {
    Store store = stores.open(directory, experiment);
    try (ServerSession session =
        new ServerSession(
            experiment,
            store,
            ServerRules.live(experiment).with(spotChecks).within(admission.quotas()).on(store),
            directory,
            clock,
            screen::say)) {
      mirror.ifPresent(session::mirrorIn);
      sayWhereItStands(session.counts());
      Door.Entrance entrance = session.entrance(directory.identity().key(), admission.mode());
      try (Door door = opener.open(directory, entrance, session.door())) {
        session.knockedOn(door::counts, door::brokers);
        // Said at once: volunteers need not wait for the dashboard.
        out.println("invite for volunteers: " + door.invite());
        out.flush();
        try (DashboardPlan.Opened pages = dashboard.open(session.house(), directory.root())) {
          pages.lines().forEach(out::println);
          out.flush();
          try (Companion companion =
              companions.start(new Open(door.inviteHere(), screen, session.operator()))) {
            watch(session, companion, exitWhenDone);
            session.sayGoodbye(
                session.counts().done() ? "the experiment is done" : "the server stops");
          }
          return summarise(session);
        }
      }
    }
  }

  private void watch(ServerSession session, Companion companion, boolean exitWhenDone)
      throws UserError {
    boolean announced = false;
    try {
      do {
        try {
          screen.show(session.state());
          boolean done = session.counts().done();
          if (done && exitWhenDone) {
            break;
          }
          if (done && !announced) {
            announced = true;
            screen.say("every case has ended; the server stays until Ctrl-C");
          }
        } catch (StoreException e) {
          LOG.error("the state cannot be shown", e); // the store may recover, e.g. a full disk
        }
        if (!companion.tend()) {
          break;
        }
      } while (!stop.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      screen.finish(session.state());
    } catch (StoreException e) {
      LOG.error("the last state cannot be shown", e);
    }
  }

  private void sayWhereItStands(Counts counts) {
    if (counts.neverLeased() < counts.total()) {
      out.println("going on: " + CountsText.standing(counts));
    }
  }

  /** Prints what came of it; whether every case has ended. */
  private boolean summarise(ServerSession session) {
    Counts counts = session.counts();
    boolean done = counts.done();
    out.println();
    Leaderboard leaderboard = Leaderboard.of(session.store(), SUMMARY_PLACES);
    out.print(ResultsTable.render(leaderboard, terminal.colours()));
    long more = leaderboard.verified() - ResultsTable.shown(leaderboard);
    if (more > 0) {
      out.println("and " + Figures.count(more) + " more");
    }
    out.println();
    out.print(ClaimsTable.render(session.store(), SUMMARY_PLACES));
    String best = BestModel.describe(session.store());
    if (!best.isEmpty()) {
      out.println(best);
    }
    out.println((done ? "done: " : "stopped: ") + CountsText.standing(counts));
    if (counts.endedBadly() > 0) {
      out.println("what was given up, and why: gridcast server quarantine");
    }
    if (session.finishReport()) {
      out.println("every result: " + directory.report());
    }
    out.flush();
    return done;
  }

  /** Ctrl-C: asks the serving thread to stop, and keeps the process alive until it has. */
  private void stopCleanly() {
    stop.countDown();
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("no clean stop within {} s", STOP_SECONDS);
      }
      ExitNoise.suppress();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the process ends already", e);
    }
  }
}
