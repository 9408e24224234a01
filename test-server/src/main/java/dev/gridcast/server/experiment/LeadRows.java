package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.CaseProduct.Written;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.work.SearchParameter;
import java.util.List;
import java.util.Locale;

/**
 * How many rows before a target must lie in its range: the most that any model of the experiment
 * looks back, so that all cases are measured on the same rows.
 *
 * @param words what takes so many, for messages
 * @param where what to blame if they are too many, even where it is not written
 */
record LeadRows(long rows, String words, Value where) {

  /**
   * @param products complete ones
   */
  static LeadRows of(List<CaseProduct> products) {
    CaseProduct any = products.get(0);
    LeadRows most = new LeadRows(0, "a naive model", any.where());
    for (CaseProduct product : products) {
      for (SearchParameter parameter : List.of(SearchParameter.LAGS, SearchParameter.SEASON)) {
        Written written = product.ranges().get(parameter);
        if (written == null) {
          continue;
        }
        long rows = product.largest(parameter).longValueExact();
        if (rows > most.rows) {
          String noun = parameter == SearchParameter.LAGS ? "lags" : "a season";
          most =
              new LeadRows(
                  rows, String.format(Locale.ROOT, "%s of %,d", noun, rows), written.where());
        }
      }
    }
    // Even "next = last" looks back one row.
    return most.rows > 0 ? most : new LeadRows(1, most.words, most.where);
  }

  /** Refuses what leaves a range without a single target. */
  void refuseShortRanges(ExperimentDataset dataset, int warmUp, int horizon)
      throws ExperimentException {
    long needed = rows + horizon - 1;
    for (Range range : Range.values()) {
      int there = dataset.rows(range).rows();
      if (there <= needed) {
        String used =
            range == Range.TRAINING && warmUp > 0
                ? " (after the " + warmUp + " that the features need to warm up)"
                : "";
        throw where.problem(
            String.format(
                Locale.ROOT,
                "%s%s need%s more than %,d rows in every range, and the %s range has %,d%s;"
                    + " use %s, more rows, or another split",
                words,
                horizon > 1 ? " and a horizon of " + horizon : "",
                words.startsWith("a ") && horizon == 1 ? "s" : "",
                needed,
                range.name().toLowerCase(Locale.ROOT),
                there,
                used,
                words.startsWith("a season") ? "a shorter season" : "fewer lags"));
      }
    }
  }
}
