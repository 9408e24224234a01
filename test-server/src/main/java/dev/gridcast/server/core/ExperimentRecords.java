package dev.gridcast.server.core;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.trainer.work.ParametersException;
import java.util.List;

/** What a store is to remember of an experiment; neither room has to know the other. */
public final class ExperimentRecords {

  private ExperimentRecords() {}

  /** The record of an experiment, as its store keeps it. */
  public static ExperimentRecord of(Experiment experiment) {
    return new ExperimentRecord(
        experiment.name(),
        experiment.specification(),
        experiment.fingerprint(),
        experiment.dataset().sha256(),
        experiment.space().size(),
        labels(experiment),
        experiment.space().names(),
        experiment.space().varyingNames());
  }

  private static List<String> labels(Experiment experiment) {
    try {
      return OwnParameters.without(experiment.space().decode(0)).labels();
    } catch (ParametersException e) {
      throw new IllegalStateException("the experiment makes a case that cannot be read", e);
    }
  }
}
