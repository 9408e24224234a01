package dev.gridcast.server.support;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.core.SpaceCases;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ParameterSpace;
import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A store as a server would have left it after hours or days of an experiment: hundreds to hundreds
 * of thousands of verified results of several volunteers, cases that nobody could train, leases
 * that are held, a volunteer that is suspended. The same arguments give the same store.
 *
 * <p>The best dozen results are real: their models were trained, and everything said of them is
 * true. The figures of all others are made up from their parameters by {@link
 * SeededExperiment#quality}, and their models are noise.
 */
public final class SeededStore {

  /** When the last of it happened. */
  public static final Instant END = Instant.parse("2026-11-21T20:00:00Z");

  /** How many results are real, baselines not counted. */
  public static final int REAL = 9;

  private static final int BATCH = 2_000;
  private static final int NOISE_BYTES = 512;
  private static final int LAST_WITH_HISTORY = 5_000;
  private static final Duration LEASE = Duration.ofSeconds(90);

  private final Experiment experiment;
  private final Store store;
  private final int results;
  private final SpaceCases cases;
  private final Map<Long, RealCase> real = new TreeMap<>();
  private final SeededPeople people;
  private final SeededFigures figures;
  private long leases;

  private SeededStore(Experiment experiment, Store store, int results) {
    this.experiment = experiment;
    this.store = store;
    this.results = results;
    this.cases = new SpaceCases(experiment.space());
    trainRealOnes();
    this.figures = new SeededFigures(experiment, List.copyOf(real.values()));
    this.people = new SeededPeople(END, results);
  }

  /** The experiment of a seeded store of so many results. */
  public static Experiment experiment(int results) {
    return SeededExperiment.parse(SeededExperiment.text(results));
  }

  /**
   * Fills a store.
   *
   * @param experiment as {@link #experiment} gives it for so many results
   * @param results how many cases are verified, at least 40
   */
  public static void fill(Experiment experiment, Store store, int results) {
    if (results < 40) {
      throw new IllegalArgumentException("a seeded store has at least 40 results: " + results);
    }
    new SeededStore(experiment, store, results).fill();
  }

  /**
   * Makes a folder with {@code experiment.yaml} and a filled store under {@code data}, for {@code
   * gridcast server run FOLDER/experiment.yaml --data-dir FOLDER/data}.
   *
   * @param arguments the folder, and how many results
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int results = Integer.parseInt(arguments[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long started = System.nanoTime();
    Experiment experiment = experiment(results);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("experiment.yaml"), experiment.specification());
    try (Store store =
        SqliteStore.openRelaxed(
            folder.resolve("data").resolve("gridcast.db"), ExperimentRecords.of(experiment))) {
      fill(experiment, store, results);
    }
    out.printf(
        Locale.ROOT,
        "%,d results in %s after %.1f s; start a server on them with%n"
            + "gridcast server run %s/experiment.yaml --data-dir %s/data%n",
        results,
        folder,
        (System.nanoTime() - started) / 1e9,
        folder,
        folder);
  }

  /** The first case of each baseline, and the small networks that are promised to be best. */
  private void trainRealOnes() {
    ParameterSpace space = experiment.space();
    List<Long> promising = new ArrayList<>();
    for (long index = 0; index < networks(); index++) {
      Map<String, String> parameters = space.decode(index);
      boolean small =
          Integer.parseInt(parameters.getOrDefault("units", "0")) <= 16
              && Integer.parseInt(parameters.getOrDefault("lags", "0")) <= 24;
      if (small) {
        promising.add(index);
      }
    }
    promising.sort(
        Comparator.comparingDouble(
                (Long index) -> -SeededExperiment.quality(space.decode(index), index))
            .thenComparingLong(index -> index));
    // Not all from one corner of the grid.
    int step = Math.max(1, Math.min(7, promising.size() / REAL));
    for (int i = 0; i < REAL; i++) {
      long index = promising.get(i * step);
      real.put(index, RealCase.train(experiment, index));
    }
    for (int lane = 1; lane < space.lanes(); lane++) {
      OptionalLong first = space.next(lane, 0);
      real.put(first.orElseThrow(), RealCase.train(experiment, first.orElseThrow()));
    }
  }

  /** How many verified results are networks: all but those of the baselines' lanes. */
  private long networks() {
    ParameterSpace space = experiment.space();
    long baselines = space.size() - space.next(1, 0).orElseThrow();
    return results - baselines;
  }

  private void fill() {
    store.update(people::greet);
    List<Long> order = new ArrayList<>();
    ParameterSpace space = experiment.space();
    for (long index = space.next(1, 0).orElseThrow(); index < space.size(); index++) {
      order.add(index);
    }
    for (long index = 0; index < networks(); index++) {
      order.add(index);
    }
    for (int from = 0; from < order.size(); from += BATCH) {
      List<Long> some = order.subList(from, Math.min(order.size(), from + BATCH));
      store.update(writer -> some.forEach(index -> verified(writer, index)));
    }
    store.update(this::unfinished);
    store.update(people::settle);
    people
        .suspended()
        .forEach(id -> OperatorDesk.of(store, () -> END).suspend(id, "returned models of nobody"));
  }

  private void verified(StoreWriter writer, long index) {
    SplittableRandom chance = new SplittableRandom(index * 31 + 7);
    writer.insertCase(row(index, CaseState.LEASED, 0, 0));
    int failed = 0;
    double fate = chance.nextDouble();
    if (fate < 0.02) {
      failed++;
      ended(writer, index, AttemptOutcome.FAILED, "the trainer ran out of memory");
    } else if (fate < 0.05) {
      ended(writer, index, AttemptOutcome.EXPIRED, "no heartbeat for 30 s");
    } else if (fate < 0.06) {
      ended(writer, index, AttemptOutcome.GIVEN_BACK, "the volunteer's computer goes to sleep");
    }
    Confirmation ground =
        fate < 0.80
            ? Confirmation.TRUST
            : fate < 0.95 ? Confirmation.WITNESS : Confirmation.VOUCHED;
    if (experiment.space().work(index) == 0) {
      ground = Confirmation.NOTHING_TRAINED;
    }
    String lease = result(writer, index);
    Instant at = people.reportedAt();
    writer.countResult(lease, ground, at.plusMillis(900));
    writer.endAttempt(lease, AttemptOutcome.VERIFIED, at, "", "");
    writer.toldResult(lease);
    people.credit(AttemptOutcome.VERIFIED);
    if (ground == Confirmation.WITNESS) {
      String second = result(writer, index);
      writer.agreeResult(second, people.reportedAt().plusMillis(900));
      writer.endAttempt(second, AttemptOutcome.AGREED, people.reportedAt(), "", "");
      writer.toldResult(second);
      people.credit(AttemptOutcome.AGREED);
    }
    writer.updateCase(row(index, CaseState.VERIFIED, failed, 0));
  }

  /** An attempt with a scored result; its lease. */
  private String result(StoreWriter writer, long index) {
    people.next();
    String lease = lease(writer, index);
    RealCase trained = real.get(index);
    Instant at = people.reportedAt();
    if (trained == null) {
      Verification found = figures.verification(index);
      Claim claim = figures.claim(found, people.seconds());
      String json =
          results <= LAST_WITH_HISTORY
              ? figures.resultJson(found, claim, at)
              : "{\"format\":2,\"status\":\"failed\",\"kind\":\"seeded\",\"reason\":\"made up\"}";
      writer.insertResult(lease, claim, json, noise(index), at);
      byte[] sha = new byte[32];
      new SplittableRandom(index).nextBytes(sha);
      writer.scoreResult(
          lease,
          new Scoring(
              found, new Fingerprint("vector", "1", "cpu amd64", HexFormat.of().formatHex(sha))),
          at.plusMillis(700));
    } else {
      writer.insertResult(lease, trained.claim(), trained.resultJson(), trained.model(), at);
      writer.scoreResult(lease, trained.scoring(), at.plusMillis(700));
    }
    return lease;
  }

  private void ended(StoreWriter writer, long index, AttemptOutcome outcome, String reason) {
    people.next();
    String lease = lease(writer, index);
    String log =
        outcome == AttemptOutcome.FAILED
            ? "epoch 1 of 6\nepoch 2 of 6\njava.lang.OutOfMemoryError: Java heap space\n"
            : "";
    writer.endAttempt(lease, outcome, people.reportedAt(), reason, log);
    writer.countAttempt(lease, outcome != AttemptOutcome.GIVEN_BACK);
    people.credit(outcome);
  }

  private String lease(StoreWriter writer, long index) {
    String lease = String.format(Locale.ROOT, "%032x", ++leases);
    writer.insertAttempt(
        lease,
        index,
        people.id(),
        people.leasedAt(),
        people.leasedAt().plus(LEASE),
        people.leasedAt().plusSeconds(3_600));
    return lease;
  }

  /** Cases that ended badly, and cases in hand; the lane stands behind them. */
  private void unfinished(StoreWriter writer) {
    long index = networks();
    for (CaseState bad :
        List.of(
            CaseState.QUARANTINED,
            CaseState.QUARANTINED,
            CaseState.QUARANTINED,
            CaseState.FAILED,
            CaseState.ABANDONED)) {
      writer.insertCase(row(index, CaseState.LEASED, 0, 0));
      boolean silent = bad == CaseState.ABANDONED;
      for (int i = 0; i < 3; i++) {
        ended(
            writer,
            index,
            silent ? AttemptOutcome.EXPIRED : AttemptOutcome.FAILED,
            silent ? "no heartbeat for 30 s" : "the training diverged: the loss is not a number");
      }
      writer.updateCase(row(index, bad, silent ? 0 : 3, silent ? 3 : 0));
      index++;
    }
    for (int i = 0; i < 4; i++) {
      writer.insertCase(row(index, CaseState.LEASED, 0, 0));
      people.next();
      writer.insertAttempt(
          String.format(Locale.ROOT, "%032x", ++leases),
          index,
          people.id(),
          END.minusSeconds(10),
          END.plusSeconds(3_600),
          END.plusSeconds(7_200));
      index++;
    }
    writer.moveLane(0, index);
    for (int lane = 1; lane < experiment.space().lanes(); lane++) {
      writer.moveLane(lane, experiment.space().size());
    }
  }

  private CaseRow row(long index, CaseState state, int failed, int abandoned) {
    Map<String, String> parameters = cases.parameters(index);
    return new CaseRow(
        index,
        experiment.space().caseId(parameters),
        parameters,
        experiment.space().lane(index),
        cases.work(index),
        state,
        CaseOffer.NONE,
        failed,
        abandoned);
  }

  private static Blob noise(long index) {
    byte[] bytes = new byte[NOISE_BYTES];
    new SplittableRandom(index).nextBytes(bytes);
    return Blob.wrap(bytes);
  }
}
