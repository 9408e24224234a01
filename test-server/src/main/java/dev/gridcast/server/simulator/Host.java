package dev.gridcast.server.simulator;

import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.core.ServerCore;
import dev.gridcast.server.core.ServerRules;
import dev.gridcast.server.core.Surroundings;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.server.volunteer.Reception;
import dev.gridcast.server.volunteer.Rhythm;
import java.nio.file.Path;
import java.time.Duration;

/** The machine that the server runs on: starts it, keeps it ticking and judging, and kills it. */
final class Host implements AutoCloseable {

  private static final Duration DOWN = Duration.ofMinutes(1);

  /** What the server's scoring of one result takes in simulated time. */
  private static final Duration JUDGING = Duration.ofMillis(200);

  private final Path file;
  private final Experiment experiment;
  private final Profile.Server profile;
  private final EventLoop loop;
  private final SimulatedNetwork network;
  private final ServerTime serverTime;
  private final Ledger ledger;
  private final Trace trace;
  private final Chance chance;
  private final ServerRules rules;
  private Store store;
  private ServerCore core;
  private long run;
  private boolean judging;
  private boolean up = true;
  private int restarts;

  Host(Path file, World world, ServerTime serverTime, Chance chance) {
    this.file = file;
    this.experiment = world.experiment();
    this.profile = world.profile().server();
    this.loop = world.loop();
    this.network = world.network();
    this.serverTime = serverTime;
    this.ledger = world.ledger();
    this.trace = world.trace();
    this.chance = chance;
    this.rules = rules(experiment, profile);
    this.store = open();
    this.core = newCore();
    serve();
    Duration restartEvery = profile.restartEvery();
    if (!restartEvery.isZero()) {
      loop.after(restartEvery, this::kill);
    }
  }

  /** The rules of a real server, slowed down so that a heartbeat comes so seldom. */
  static ServerRules rules(Experiment experiment, Profile.Server profile) {
    Duration heartbeat = profile.heartbeat();
    Rhythm live = Rhythm.LIVE;
    double slower = (double) heartbeat.toMillis() / live.heartbeatEvery().toMillis();
    ServerRules usual = ServerRules.live(experiment);
    LeaseRules leases = usual.leases();
    return new ServerRules(
        new LeaseRules(
            times(leases.leaseTime(), slower),
            leases.longest().plus(times(leases.leaseTime(), slower)),
            leases.attempts(),
            leases.abandonments()),
        profile.audits() ? TrustRules.STANDARD : TrustRules.STANDARD.withoutAudits(),
        usual.spotChecks(),
        new Rhythm(
            heartbeat,
            times(live.storeEvery(), slower),
            times(live.silenceAtMost(), slower),
            times(live.holdRequest(), slower),
            times(live.askAgain(), slower)),
        usual.quotas());
  }

  private static Duration times(Duration time, double factor) {
    return Duration.ofMillis((long) (time.toMillis() * factor));
  }

  /** Whether the server runs: it does not for a moment after it was killed. */
  boolean isUp() {
    return up;
  }

  /** Starts the server if it is down. */
  void awaitUp() {
    while (!up && loop.step()) {
      // it comes up by itself in a minute
    }
  }

  Store store() {
    return store;
  }

  ServerCore core() {
    return core;
  }

  int restarts() {
    return restarts;
  }

  private Store open() {
    return SqliteStore.openRelaxed(file, ExperimentRecords.of(experiment));
  }

  private ServerCore newCore() {
    long current = ++run;
    return new ServerCore(
        experiment,
        store,
        "simulated",
        rules,
        new Surroundings(
            loop,
            chance.random(),
            task -> loop.execute(() -> during(current, task)),
            file.resolveSibling("incoming"),
            file.resolveSibling("failure-logs"),
            () -> judgeSoon(current)),
        new Listener());
  }

  private void serve() {
    long current = run;
    network.serve(core.door());
    loop.after(profile.tick(), () -> tick(current));
    judging = false;
    judgeSoon(current); // what waited when the last run was killed
  }

  /** Does something of the server's, unless the server that wanted it is dead. */
  private void during(long which, Runnable task) {
    if (which != run) {
      return;
    }
    try {
      serverTime.measure(task);
    } catch (RuntimeException e) {
      throw new Simulator.BrokenRuleException("the server threw " + e + " at " + loop.instant(), e);
    }
  }

  private void tick(long which) {
    during(which, core::tick);
    if (which == run) {
      loop.after(profile.tick(), () -> tick(which));
    }
  }

  private void judgeSoon(long which) {
    if (!judging) {
      judging = true;
      loop.after(JUDGING, () -> during(which, () -> judge(which)));
    }
  }

  private void judge(long which) {
    judging = false;
    if (core.judging().next()) {
      judgeSoon(which);
    }
  }

  /** The machine dies in the middle of whatever it does, and starts again. */
  private void kill() {
    run++;
    restarts++;
    trace.note(loop.instant(), "server", "killed");
    network.serve(null);
    network.cutAll();
    store.close();
    up = false;
    loop.after(
        DOWN,
        () -> {
          up = true;
          store = open();
          core = newCore();
          serve();
        });
    loop.after(profile.restartEvery(), this::kill);
  }

  private final class Listener implements Reception.Listener {

    @Override
    public void happened(String event) {
      trace.note(loop.instant(), "server", event);
    }

    @Override
    public void settled(Settled result, Verdict verdict) {
      if (result.outcome() == AttemptOutcome.REJECTED) {
        ledger.rejected(result.lease());
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
