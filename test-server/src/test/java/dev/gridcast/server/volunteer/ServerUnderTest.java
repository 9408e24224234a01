package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ParameterSpace;
import dev.gridcast.server.lease.CaseSource;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SettableClock;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.server.verify.Judge;
import dev.gridcast.server.verify.Judged;
import dev.gridcast.server.verify.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A whole server but for the network, the screen and the passing of time. */
final class ServerUnderTest implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock();
  final Experiment experiment;
  final Store store;
  final LeaseDesk desk;
  final Reception reception;
  final FailureLogs failureLogs;
  final Verifier verifier;
  final InMemoryNetwork network;
  private final ExecutorService speakers = Executors.newCachedThreadPool();

  ServerUnderTest(Path folder, Experiment experiment) {
    this(folder, experiment, UnaryOperator.identity());
  }

  /**
   * A server.
   *
   * @param inBetween comes between the server and its store
   */
  ServerUnderTest(Path folder, Experiment experiment, UnaryOperator<Store> inBetween) {
    this(folder, experiment, KeyQuotas.STANDARD, inBetween);
  }

  ServerUnderTest(
      Path folder, Experiment experiment, KeyQuotas quotas, UnaryOperator<Store> inBetween) {
    this.experiment = experiment;
    this.store =
        inBetween.apply(SqliteStore.open(folder.resolve("gridcast.db"), record(experiment)));
    this.desk =
        LeaseDesk.open(
            store,
            cases(experiment.space()),
            LeaseRules.of(experiment.limits().timePerCase(), experiment.limits().attempts()),
            TrustRules.STANDARD.withoutAudits(),
            clock);
    Judge judge = Judge.of(experiment);
    this.verifier = new Verifier(desk, judge::judge, this::judged, 1);
    this.failureLogs = new FailureLogs(folder.resolve("failure-logs"));
    this.reception =
        new Reception(
            experiment,
            store,
            desk,
            new IncomingModels(folder.resolve("incoming"), clock),
            failureLogs,
            judge::largestModel,
            "test",
            Rhythm.LIVE,
            quotas,
            clock,
            speakers,
            verifier::wake,
            new Quiet());
    this.network = new InMemoryNetwork(reception);
  }

  /** Lets time pass, as the server's ticker sees it. */
  void pass(Duration time) {
    clock.move(time);
    reception.tick();
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + DEADLINE + ": " + what);
      }
      Thread.onSpinWait();
    }
  }

  private void judged(Judged judged) {
    reception.settled(judged.settled());
  }

  /** Nobody listens. */
  private static final class Quiet implements Reception.Listener {

    @Override
    public void happened(String event) {}

    @Override
    public void settled(Settled result, Verdict verdict) {}
  }

  static ExperimentRecord record(Experiment experiment) {
    return new ExperimentRecord(
        experiment.name(),
        experiment.specification(),
        experiment.fingerprint(),
        experiment.dataset().sha256(),
        experiment.space().size(),
        List.of("high", "low", "close"),
        List.copyOf(experiment.space().decode(0).keySet()),
        experiment.space().varyingNames());
  }

  private static CaseSource cases(ParameterSpace space) {
    return new CaseSource() {
      @Override
      public long size() {
        return space.size();
      }

      @Override
      public Map<String, String> parameters(long index) {
        return space.decode(index);
      }

      @Override
      public String caseId(long index) {
        return space.caseId(index);
      }
    };
  }

  @Override
  public void close() {
    network.close();
    verifier.close();
    speakers.shutdownNow();
    store.close();
  }
}
