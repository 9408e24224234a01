package dev.gridcast.server.web;

import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server would see, set by hand. */
final class StillLife implements Live {

  private final Store store;
  private volatile List<Presence> present = List.of();
  private volatile List<Fault> faults = List.of();
  private volatile FailureLogs failureLogs = new FailureLogs(Path.of("no-such-folder"));
  private volatile Map<String, Long> signalling = Map.of();

  StillLife(Store store) {
    this.store = store;
  }

  /** Where the logs of failed cases lie. */
  void failureLogs(FailureLogs logs) {
    failureLogs = logs;
  }

  @Override
  public FailureLogs failureLogs() {
    return failureLogs;
  }

  void signalling(Map<String, Long> counts) {
    signalling = Map.copyOf(counts);
  }

  @Override
  public List<Broker> brokers() {
    return List.of(
        new Broker("mqtts://one.example.org:8883", true, "", 12, 0),
        new Broker("mqtts://two.example.org:8883", false, "connection refused", 3, 1));
  }

  @Override
  public Map<String, Long> signalling() {
    return signalling;
  }

  void present(List<Presence> now) {
    present = List.copyOf(now);
  }

  void faults(List<Fault> now) {
    faults = List.copyOf(now);
  }

  @Override
  public Counts counts() {
    return store.read(reader -> Counts.of(reader, store.experiment().totalCases()));
  }

  @Override
  public List<Presence> present() {
    return present;
  }

  @Override
  public double persistenceRmse() {
    return 250.5;
  }

  @Override
  public Optional<Duration> timeLeft() {
    return Optional.of(Duration.ofMillis(90_500));
  }

  @Override
  public List<Fault> faults() {
    return faults;
  }
}
