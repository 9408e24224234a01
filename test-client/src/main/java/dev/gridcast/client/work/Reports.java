package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, Optional<Message>> waiting = new LinkedHashMap<>();

  private boolean inFlight;

  /** Finds what an earlier client left for this server. */
  Reports(Outbox outbox, String destination) throws IOException {
    this.outbox = outbox;
    this.destination = destination;
    for (String lease : outbox.leasesFor(destination)) {
      waiting.put(lease, Optional.empty());
    }
  }

  void add(Result result) {
    try {
      outbox.put(destination, result);
      waiting.put(result.lease(), Optional.empty());
    } catch (IOException e) {
      log.error("a finished result cannot be written to the outbox; it is kept in memory", e);
      waiting.put(result.lease(), Optional.of(result));
    }
  }

  void add(Failure failure) {
    waiting.put(failure.lease(), Optional.of(failure));
  }

  void add(GiveBack giveBack) {
    waiting.put(giveBack.lease(), Optional.of(giveBack));
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

  boolean has(String lease) {
    return waiting.containsKey(lease);
  }

  /** Whether what waits under a lease is a finished training. */
  boolean isResult(String lease) {
    Optional<Message> message = waiting.get(lease);
    return message != null && message.filter(m -> !(m instanceof Result)).isEmpty();
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
  Optional<Message> takeNext() throws IOException {
    Optional<String> lease = firstLease();
    if (inFlight || lease.isEmpty()) {
      return Optional.empty();
    }
    Optional<Message> message = waiting.getOrDefault(lease.get(), Optional.empty());
    if (message.isEmpty()) {
      message = outbox.find(lease.get()).map(result -> result);
      if (message.isEmpty()) {
        throw new IOException("it is no longer in the outbox");
      }
    }
    inFlight = true;
    return message;
  }

  /** What is on its way may not arrive: it is to be sent again. */
  void sendAgain() {
    inFlight = false;
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
