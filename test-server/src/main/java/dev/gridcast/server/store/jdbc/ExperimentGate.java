package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.StoreRefusedException;
import java.util.Optional;

/** Writes the experiment into a new store, and keeps any other experiment out of an old one. */
public final class ExperimentGate {

  private static final String SELECT = "SELECT " + Rows.EXPERIMENT + " FROM experiment";

  private ExperimentGate() {}

  /** The experiment in the store; empty when none was written yet. */
  public static Optional<ExperimentRecord> stored(Sql sql) {
    return sql.first(Rows::experiment, SELECT);
  }

  /**
   * Lets the experiment in, or refuses it. Its text and the number of its cases may have changed,
   * as long as every case still means the same; what decides that is the hash of the space.
   *
   * @param where the name of the store, for people
   * @param instead what to give for another store: {@code another --data-dir}
   * @throws StoreRefusedException when it is refused
   */
  public static void enter(Sql sql, String where, String instead, ExperimentRecord wanted) {
    Optional<ExperimentRecord> stored = stored(sql);
    if (stored.isEmpty()) {
      insert(sql, wanted);
      return;
    }
    requireSame(where, instead, stored.get(), wanted);
    // Lane by lane: a lane's position may be past its last case.
    long leased =
        sql.first(Row::number, "SELECT coalesce(max(case_index), -1) + 1 FROM test_case")
            .orElse(0L);
    if (wanted.totalCases() < leased) {
      throw new StoreRefusedException(
          where
              + ": "
              + leased
              + " cases of experiment "
              + wanted.name()
              + " were handed out already, more than the "
              + wanted.totalCases()
              + " it has now: raise its limit of cases, or give "
              + instead);
    }
    sql.runOne(
        "UPDATE experiment SET specification = ?, total_cases = ?",
        wanted.specification(),
        wanted.totalCases());
  }

  private static void requireSame(
      String where, String instead, ExperimentRecord stored, ExperimentRecord wanted) {
    if (!stored.name().equals(wanted.name())) {
      throw refused(where, instead, "experiment " + stored.name(), "experiment " + wanted.name());
    }
    if (!stored.datasetSha256().equals(wanted.datasetSha256())) {
      throw refused(
          where,
          instead,
          "results of " + wanted.name() + " on dataset " + brief(stored.datasetSha256()),
          "dataset " + brief(wanted.datasetSha256()));
    }
    if (!stored.spaceHash().equals(wanted.spaceHash())) {
      throw refused(
          where,
          instead,
          "results of " + wanted.name() + " with parameter space " + brief(stored.spaceHash()),
          "parameter space "
              + brief(wanted.spaceHash())
              + " (its ranges were changed, or the parameters that Gridcast knows)");
    }
  }

  private static StoreRefusedException refused(
      String where, String instead, String found, String wanted) {
    return new StoreRefusedException(
        where
            + " holds "
            + found
            + ", not "
            + wanted
            + ": give "
            + instead
            + ", or the experiment file it was made from");
  }

  private static String brief(String hash) {
    return hash.length() <= 12 ? hash : hash.substring(0, 12);
  }

  private static void insert(Sql sql, ExperimentRecord experiment) {
    sql.runOne(
        "INSERT INTO experiment (id, " + Rows.EXPERIMENT + ") VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        experiment.name(),
        experiment.specification(),
        experiment.spaceHash(),
        experiment.datasetSha256(),
        experiment.totalCases(),
        JsonText.ofNames(experiment.labels()),
        JsonText.ofNames(experiment.parameters()),
        JsonText.ofNames(experiment.varying()));
  }
}
