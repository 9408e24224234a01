package dev.gridcast.server.insight;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.RangeForecasts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the stored models of verified results forecast the confirmation range again, as the judge
 * did when they came. Safe for many threads; the last few answers are kept.
 */
final class StoredModels {

  private static final int KEPT = 16;

  private final Experiment experiment;
  private final Store store;

  /** By the lease of the result: another result of the case is another model. */
  private final Map<String, RangeForecasts> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RangeForecasts> eldest) {
          return size() > KEPT;
        }
      };

  StoredModels(Experiment experiment, Store store) {
    this.experiment = experiment;
    this.store = store;
  }

  /** The result that counts for a case. */
  StoredResult result(long index) throws NotThereException {
    Optional<StoredResult> found =
        store.read(
            reader ->
                reader
                    .report(index)
                    .filter(report -> report.verification() != null)
                    .flatMap(report -> reader.result(report.attempt().lease())));
    return found.orElseThrow(
        () -> new NotThereException("NO_RESULT", "case " + index + " has no verified result"));
  }

  /** What the model of a case says of the confirmation range. */
  RangeForecasts forecasts(long index) throws NotThereException {
    Optional<String> lease =
        store.read(
            reader ->
                reader
                    .report(index)
                    .filter(report -> report.verification() != null)
                    .map(CaseReport::attempt)
                    .map(attempt -> attempt.lease()));
    if (lease.isPresent()) {
      synchronized (known) {
        RangeForecasts kept = known.get(lease.get());
        if (kept != null) {
          return kept;
        }
      }
    }
    StoredResult result = result(index);
    RangeForecasts found = forecasts(result);
    synchronized (known) {
      known.put(result.lease(), found);
    }
    return found;
  }

  private RangeForecasts forecasts(StoredResult result) throws NotThereException {
    try {
      CaseScorer scorer =
          CaseScorer.of(
              OwnParameters.without(result.testCase().parameters()), experiment.dataset().full());
      return scorer.forecasts(
          Safetensors.read(result.model().toByteArray(), scorer.architecture()),
          Range.CONFIRMATION);
    } catch (SafetensorsException | ParametersException | SampleException e) {
      // It was judged by the same code: only another release, or a damaged store, comes here.
      throw new NotThereException(
          "MODEL_UNREADABLE",
          "the stored model of case " + result.testCase().index() + " cannot be run: " + line(e));
    }
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", "?");
  }
}
