package dev.gridcast.server.cli;

import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import dev.gridcast.server.web.Live;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What there is to see of a store that no server works on. */
final class NobodyThere implements Live {

  private final Store store;
  private final FailureLogs failureLogs;

  /**
   * @param dataDirectory of the server that left the store
   */
  NobodyThere(Store store, Path dataDirectory) {
    this.store = store;
    this.failureLogs = new FailureLogs(DataDirectory.failureLogsOf(dataDirectory));
  }

  @Override
  public FailureLogs failureLogs() {
    return failureLogs;
  }

  @Override
  public Counts counts() {
    return store.read(reader -> Counts.of(reader, store.experiment().totalCases()));
  }

  @Override
  public List<Presence> present() {
    return List.of();
  }

  /** As the server measured it beside the best result; not a number before the first. */
  @Override
  public double persistenceRmse() {
    return store.read(reader -> reader.best(1)).stream()
        .map(CaseReport::verification)
        .flatMap(found -> Optional.ofNullable(found).stream())
        .mapToDouble(Verification::persistenceRmse)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public Optional<Duration> timeLeft() {
    return Optional.empty();
  }

  @Override
  public List<Fault> faults() {
    return List.of();
  }
}
