package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.StoreRefusedException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the experiment into a new store, and keeps any other experiment out of an old one. */
final class ExperimentGate {

  private static final String SELECT = "SELECT " + Rows.EXPERIMENT + " FROM experiment";

  private ExperimentGate() {}

  /** The experiment in the file; empty when none was written yet. */
  static Optional<ExperimentRecord> stored(Sql sql) {
    return sql.first(Rows::experiment, SELECT);
  }

  /**
   * Lets the experiment in, or refuses it. Its text and the number of its cases may have changed,
   * as long as every case still means the same; what decides that is the hash of the space.
   */
  static void enter(Sql sql, Path file, ExperimentRecord wanted) {
    Optional<ExperimentRecord> stored = stored(sql);
    if (stored.isEmpty()) {
      insert(sql, wanted);
      return;
    }
    requireSame(file, stored.get(), wanted);
    long cursor = sql.first(row -> row.getLong(1), SqliteReader.CURSOR).orElse(0L);
    if (wanted.totalCases() < cursor) {
      throw new StoreRefusedException(
          file
              + ": "
              + cursor
              + " cases of experiment "
              + wanted.name()
              + " were handed out already, more than the "
              + wanted.totalCases()
              + " it has now: raise its limit of cases, or give another --data-dir");
    }
    sql.runOne(
        "UPDATE experiment SET specification = ?, total_cases = ?",
        wanted.specification(),
        wanted.totalCases());
  }

  private static void requireSame(Path file, ExperimentRecord stored, ExperimentRecord wanted) {
    if (!stored.name().equals(wanted.name())) {
      throw refused(file, "experiment " + stored.name(), "experiment " + wanted.name());
    }
    if (!stored.datasetSha256().equals(wanted.datasetSha256())) {
      throw refused(
          file,
          "results of " + wanted.name() + " on dataset " + brief(stored.datasetSha256()),
          "dataset " + brief(wanted.datasetSha256()));
    }
    if (!stored.spaceHash().equals(wanted.spaceHash())) {
      throw refused(
          file,
          "results of " + wanted.name() + " with parameter space " + brief(stored.spaceHash()),
          "parameter space "
              + brief(wanted.spaceHash())
              + " (its ranges were changed, or the parameters that Gridcast knows)");
    }
  }

  private static StoreRefusedException refused(Path file, String found, String wanted) {
    return new StoreRefusedException(
        file
            + " holds "
            + found
            + ", not "
            + wanted
            + ": give another --data-dir, or the experiment file it was made from");
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
