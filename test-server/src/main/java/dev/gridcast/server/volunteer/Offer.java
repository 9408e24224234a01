package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.server.lease.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of an experiment that volunteers may see. What is not in here cannot leave the server.
 *
 * @param experiment its name
 * @param totalCases how many test cases it has
 * @param dataset the rows of the training and validation ranges, as {@code time-series.csv}
 * @param timePerCase how long a training may take
 * @param trainerImage what trains, when it is not the built-in trainer
 */
record Offer(
    String experiment,
    long totalCases,
    BlobSource dataset,
    Duration timePerCase,
    Optional<String> trainerImage) {

  static Offer of(Experiment experiment) {
    return new Offer(
        experiment.name(),
        experiment.space().size(),
        BlobSource.of(Blob.wrap(experiment.dataset().published())),
        experiment.limits().timePerCase(),
        experiment.trainerImage());
  }

  /** What whoever comes in is told. */
  Welcome welcome(String serverVersion, Duration heartbeatEvery) {
    return new Welcome(
        Message.PROTOCOL_VERSION,
        serverVersion,
        experiment,
        totalCases,
        heartbeatEvery.toMillis(),
        trainerImage.orElse(null));
  }

  /** What the holder of a lease is told who asked for a case by this number. */
  Assignment assignment(long request, Lease lease, boolean again) {
    return new Assignment(
        request,
        lease.token(),
        lease.testCase().index(),
        totalCases,
        lease.testCase().caseId(),
        OwnParameters.published(lease.testCase().parameters()),
        dataset.sha256(),
        dataset.size(),
        Math.max(1, timePerCase.toSeconds()),
        again);
  }
}
