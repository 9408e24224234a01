package dev.gridcast.server.verify;

import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.core.SpaceCases;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.Lease;
import dev.gridcast.server.lease.LeaseAnswer;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.lease.SpotChecks;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.SettableClock;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.ResultFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A few volunteers, honest and not, with the real desk, judge and store, moved step by step by one
 * thread: each in turn asks for a case, trains it and reports, and the server scores what waits.
 */
final class Village implements AutoCloseable {

  /** A true result; any other seed gives one that only a second training shows to be false. */
  static final long TRUTH = 1;

  /** The same training gives the same model, so no two villages need to wait for it. */
  private static final Map<String, HonestTrainer.Model> TRAINED = new ConcurrentHashMap<>();

  /** More turns than any test needs: a village that goes on for longer never ends. */
  private static final int TURNS = 5_000;

  /** What a volunteer returns for the cases that it gets. */
  interface Habit {
    /**
     * Its result of a case.
     *
     * @param parameters of the case, as it is told them
     * @param turn how many it returned before
     */
    HonestTrainer.Model train(Map<String, String> parameters, int turn);
  }

  private final Experiment experiment;
  private final SqliteStore store;
  private final LeaseDesk desk;
  private final JudgingStep judging;
  private final SettableClock clock = new SettableClock();
  private final Map<String, Habit> habits = new LinkedHashMap<>();
  private final Map<String, Integer> returned = new LinkedHashMap<>();
  private final Map<String, Integer> caughtAfter = new LinkedHashMap<>();

  Village(Path folder, Experiment experiment, long seed, SpotChecks spotChecks) {
    this.experiment = experiment;
    this.store =
        SqliteStore.openRelaxed(
            folder.resolve("village-" + seed + ".db"), ExperimentRecords.of(experiment));
    this.desk =
        LeaseDesk.open(
            store,
            new SpaceCases(experiment.space()),
            LeaseRules.of(Duration.ofMinutes(2), 3),
            TrustRules.STANDARD,
            clock,
            new Random(seed),
            spotChecks);
    this.judging = new JudgingStep(desk, Judge.of(experiment)::judge, this::judged);
  }

  /** An honest training. */
  HonestTrainer.Model honest(Map<String, String> parameters) {
    return with(parameters, TRUTH);
  }

  /** A training with other weights; what it says of them is true. */
  HonestTrainer.Model with(Map<String, String> parameters, long seed) {
    return TRAINED.computeIfAbsent(
        experiment.dataset().publishedSha256() + seed + parameters,
        unknown -> HonestTrainer.train(parameters, experiment.dataset().published(), seed));
  }

  /** Somebody new. */
  void join(String name, Habit habit) {
    habits.put(name, habit);
    desk.greet(name, name, "a machine");
  }

  /** So many honest ones. */
  void joinHonest(int count) {
    for (int i = 1; i <= count; i++) {
      join("honest-" + i, (parameters, turn) -> honest(parameters));
    }
  }

  /** Lets everybody work until every case has ended. */
  void live() {
    for (int turn = 0; turn < TURNS && !desk.done(); turn++) {
      clock.move(Duration.ofSeconds(20));
      habits.forEach(this::work);
      desk.sweep().forEach(this::settled);
    }
    if (!desk.done()) {
      throw new AssertionError("never ended: " + desk.counts() + " " + returned);
    }
  }

  /** Lets one of them go on alone, and the others do what comes of it. */
  void goOn(String name, int turns) {
    for (int turn = 0; turn < turns; turn++) {
      clock.move(Duration.ofSeconds(20));
      work(name, Objects.requireNonNull(habits.get(name)));
      desk.sweep().forEach(this::settled);
    }
    live();
  }

  private void work(String name, Habit habit) {
    if (!(desk.lease(name, Capabilities.UNKNOWN, Set.of())
        instanceof LeaseAnswer.Granted granted)) {
      return;
    }
    Lease lease = granted.lease();
    Map<String, String> told = new LinkedHashMap<>(lease.testCase().parameters());
    told.remove("confirmation-from");
    int turn = returned.merge(name, 1, Integer::sum) - 1;
    HonestTrainer.Model model = habit.train(told, turn);
    desk.report(lease.token(), claim(model.json()), model.json(), model.bytes());
    while (judging.next()) {
      clock.move(Duration.ofMillis(1));
    }
  }

  private static Claim claim(String json) {
    try {
      ResultFile.Trained told =
          (ResultFile.Trained) ResultFile.parse(json.getBytes(StandardCharsets.UTF_8));
      return new Claim(told.validation().model().rmse(), 2, 1, 1.5, "vector 1");
    } catch (ResultFileException e) {
      throw new AssertionError(e);
    }
  }

  private void judged(Judged judged) {
    judged.settled().forEach(this::settled);
  }

  private void settled(Settled settled) {
    if (settled.outcome() == AttemptOutcome.REJECTED) {
      caughtAfter.putIfAbsent(settled.volunteer(), returned.getOrDefault(settled.volunteer(), 0));
    }
  }

  /** After how many results of its the first was found false; 0 when none ever was. */
  int caughtAfter(String name) {
    return caughtAfter.getOrDefault(name, 0);
  }

  /** How many results a volunteer returned. */
  int returned(String name) {
    return returned.getOrDefault(name, 0);
  }

  /** How many trainings there were in all, for each case. */
  double trainingsPerCase() {
    return returned.values().stream().mapToInt(Integer::intValue).sum()
        / (double) experiment.space().size();
  }

  /** What is known of a volunteer. */
  Volunteer volunteer(String name) {
    return store.read(reader -> reader.volunteer(name)).orElseThrow();
  }

  /** Cases whose result counts although it is not what honest training gives. */
  List<Long> falseResults() {
    List<Long> wrong = new ArrayList<>();
    for (long index = 0; index < experiment.space().size(); index++) {
      Map<String, String> told = new LinkedHashMap<>(experiment.space().decode(index));
      told.remove("confirmation-from");
      String truth = honest(told).weights().sha256();
      long at = index;
      boolean isFalse =
          store.read(reader -> reader.candidates(at)).stream()
              .filter(one -> one.outcome() == AttemptOutcome.VERIFIED)
              .map(Candidate::fingerprint)
              .anyMatch(print -> !print.modelSha256().equals(truth));
      if (isFalse) {
        wrong.add(index);
      }
    }
    return wrong;
  }

  /** How many cases have a result that counts. */
  long verified() {
    return store.read(reader -> reader.rowCounts()).getOrDefault(CaseState.VERIFIED, 0L);
  }

  LeaseDesk desk() {
    return desk;
  }

  @Override
  public void close() {
    store.close();
  }
}
