package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Result;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server has yet to acknowledge, in order, one at a time. Results lie in the {@link
 * Outbox}; a failure or a case given back is only kept in memory, since the end of its lease says
 * as much.
 */
final class Reports {

  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  private final Outbox outbox;
  private final String destination;

  /** By lease; empty where the message lies in the outbox. */
  private final Map<String, Optional<Parcel>> waiting = new LinkedHashMap<>();

  /** The report that was taken last: its model may be encoded already. */
  private @Nullable Parcel last;

  private String lastLease = "";
  private boolean inFlight;

  /** Finds what an earlier client left for this server. */
  Reports(Outbox outbox, String destination) throws IOException {
    this.outbox = outbox;
    this.destination = destination;
    for (String lease : outbox.leasesFor(destination)) {
      waiting.put(lease, Optional.empty());
    }
  }

  void add(Finished result) {
    try {
      outbox.put(destination, result);
      waiting.put(result.lease(), Optional.empty());
    } catch (IOException e) {
      log.error("a finished result cannot be written to the outbox; it is kept in memory", e);
      waiting.put(result.lease(), Optional.of(Parcel.of(result)));
    }
  }

  void add(Failure failure) {
    waiting.put(failure.lease(), Optional.of(Parcel.of(failure)));
  }

  void add(GiveBack giveBack) {
    waiting.put(giveBack.lease(), Optional.of(Parcel.of(giveBack)));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /** The leases of all reports. */
  List<String> leases() {
    return List.copyOf(waiting.keySet());
  }

  /** The leases of those that are not on their way. */
  List<String> leasesAtRest() {
    return waiting.keySet().stream().skip(inFlight ? 1 : 0).toList();
  }

  /**
   * The leases that must live on: the server has the report for good only when it has the model as
   * well, and that may take its time.
   */
  List<String> leasesToKeep() {
    boolean gone = inFlight && (last == null || last.model().isEmpty());
    return waiting.keySet().stream().skip(gone ? 1 : 0).toList();
  }

  boolean has(String lease) {
    return waiting.containsKey(lease);
  }

  /** Whether what waits under a lease is a finished training. */
  boolean isResult(String lease) {
    Optional<Parcel> parcel = waiting.get(lease);
    return parcel != null && parcel.filter(p -> !(p.message() instanceof Result)).isEmpty();
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** The lease whose turn it is. */
  Optional<String> firstLease() {
    return waiting.keySet().stream().findFirst();
  }

  /**
   * Takes the next report to send; it stays here until it is acknowledged.
   *
   * @throws IOException when it cannot be read; see {@link #setAside}
   */
  Optional<Parcel> takeNext() throws IOException {
    Optional<String> lease = firstLease();
    if (inFlight || lease.isEmpty()) {
      return Optional.empty();
    }
    Optional<Parcel> parcel = waiting.getOrDefault(lease.get(), Optional.empty());
    if (parcel.isEmpty()) {
      parcel = lastLease.equals(lease.get()) ? Optional.ofNullable(last) : Optional.empty();
    }
    if (parcel.isEmpty()) {
      parcel = outbox.find(lease.get());
    }
    last = parcel.orElseThrow(() -> new IOException("it is no longer in the outbox"));
    lastLease = lease.get();
    inFlight = true;
    return parcel;
  }

  /** What is on its way may not arrive: it is to be sent again. */
  void sendAgain() {
    inFlight = false;
  }

  /** The same, and it is read from the disk once more. */
  void sendAnew() {
    sendAgain();
    last = null;
    lastLease = "";
  }

  /**
   * Leaves a report that cannot be read where it is: what keeps it from being read may pass, and
   * the next start finds it.
   */
  void setAside(String lease) {
    inFlight = false;
    waiting.remove(lease);
  }

  /** Acknowledged or void: forgets the report, and says whether there was one. */
  boolean forget(String lease) {
    if (firstLease().filter(lease::equals).isPresent()) {
      inFlight = false;
    }
    if (lastLease.equals(lease)) {
      last = null;
      lastLease = "";
    }
    if (waiting.remove(lease) == null) {
      return false;
    }
    try {
      outbox.remove(lease);
    } catch (IOException e) {
      // It will be sent again at the next start, and the server will say again that it has it.
      log.warn("a result that has been dealt with stays in the outbox: {}", e.toString());
    }
    return true;
  }
}
