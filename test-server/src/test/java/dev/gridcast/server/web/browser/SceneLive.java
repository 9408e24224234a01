package dev.gridcast.server.web.browser;

import static java.util.Objects.requireNonNull;

import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import dev.gridcast.server.volunteer.VolunteerRoom.Work;
import dev.gridcast.server.web.Live;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server's live state, as a test sets it: who is there, and what is out of order. */
final class SceneLive implements Live {

  private static final Machine MACHINE = new Machine("Linux", "amd64", 8, 16L << 30, "17.0.12");

  private final Store store;
  private final Map<String, Presence> present = new ConcurrentSkipListMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private volatile Optional<AdmissionMode> admission = Optional.empty();

  SceneLive(Store store) {
    this.store = store;
  }

  /** Somebody is there and has finished so many epochs of a case. */
  void trains(String volunteer, String name, long caseIndex, int epoch, int epochs, Instant since) {
    present.put(
        volunteer,
        new Presence(
            volunteer,
            name,
            MACHINE,
            since,
            "through NAT (srflx to prflx, udp)",
            List.of(
                new Work(
                    "lease of " + volunteer,
                    caseIndex,
                    new Progress(epoch, epochs, 1.25, epoch * 3.0)))));
  }

  @Override
  public FailureLogs failureLogs() {
    return new FailureLogs(Path.of("no-such-folder"));
  }

  /** Somebody has gone. */
  void leaves(String volunteer) {
    present.remove(volunteer);
  }

  /** Something is out of order. */
  void breaks(Fault.Kind kind, String text) {
    faults.add(new Fault(kind, text));
  }

  /** The server is one that lets in those. */
  void admits(AdmissionMode mode) {
    admission = Optional.of(mode);
  }

  @Override
  public Optional<AdmissionMode> admission() {
    return admission;
  }

  @Override
  public Counts counts() {
    return store.read(reader -> Counts.of(reader, store.experiment().totalCases()));
  }

  @Override
  public List<Presence> present() {
    return List.copyOf(present.values());
  }

  @Override
  public double persistenceRmse() {
    return requireNonNull(store.read(reader -> reader.best(1)).get(0).verification())
        .persistenceRmse();
  }

  @Override
  public Optional<Duration> timeLeft() {
    return Optional.of(Duration.ofHours(50));
  }

  @Override
  public List<Fault> faults() {
    return List.copyOf(faults);
  }
}
