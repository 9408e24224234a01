package dev.gridcast.client.work;

import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings {@link Reports} to the server, one after the other, each until it is acknowledged or in
 * vain; lives in the event loop.
 */
final class ReportDesk {

  /** How often a report may break the conversation before it is given up. */
  static final int MOST_REFUSALS = 3;

  private static final Logger log = LoggerFactory.getLogger(ReportDesk.class);

  private final Reports reports;
  private final Line line;
  private final Summary summary;
  private final WorkListener listener;

  private Optional<BlobSource> offered = Optional.empty();
  private boolean resting;
  private int refusals;

  ReportDesk(Reports reports, Line line, Summary summary, WorkListener listener) {
    this.reports = reports;
    this.line = line;
    this.summary = summary;
    this.listener = listener;
  }

  /** Says for which other servers results wait here. */
  void tellOthers(List<String> destinations) {
    for (String other : destinations) {
      listener.notice("A finished result waits for another server, " + other + ": it is kept.");
    }
  }

  /** A case goes back untried. */
  void giveBack(String lease, String reason) {
    reports.add(new GiveBack(lease, reason));
    summary.gaveBack();
  }

  boolean isEmpty() {
    return reports.isEmpty();
  }

  int size() {
    return reports.size();
  }

  /** Whether every report is on its way at least. */
  boolean isAllSent() {
    return reports.leasesAtRest().isEmpty();
  }

  /** The leases that must live on until the server has their reports, or is about to. */
  List<String> leasesToKeep() {
    return reports.leasesToKeep();
  }

  /** The leases of everything that the server has yet to acknowledge. */
  List<String> leases() {
    return reports.leases();
  }

  /** The server cannot take a report now: it is sent again after {@link #wake}. */
  void rest() {
    reports.sendAnew();
    resting = true;
  }

  void wake() {
    resting = false;
  }

  /** What is on its way may not arrive. */
  void lineDown() {
    reports.sendAgain();
  }

  /** Sends the next report, unless one is on its way. */
  void sendNext() {
    while (!resting && !reports.isInFlight() && !reports.isEmpty()) {
      String lease = reports.firstLease().orElseThrow();
      try {
        reports.takeNext().ifPresent(this::send);
      } catch (IllegalArgumentException e) {
        log.error("the result of lease {} is no result", lease, e);
        drop(lease, "its file is damaged (" + e.getMessage() + ")");
      } catch (IOException e) {
        log.error("the result of lease {} cannot be read", lease, e);
        reports.setAside(lease);
        listener.notice("A result cannot be read (" + e + "): it is kept for the next start.");
      }
    }
  }

  private void send(Parcel report) {
    withdraw();
    offered = report.model();
    offered.ifPresent(line::offer);
    line.send(report.message());
  }

  private void withdraw() {
    offered.ifPresent(line::withdraw);
    offered = Optional.empty();
  }

  /** The server has a report for good; whether it was one of ours. */
  boolean accepted(Accepted accepted) {
    boolean result = reports.isResult(accepted.lease());
    boolean ours = forget(accepted.lease());
    if (ours) {
      refusals = 0;
      if (result) {
        summary.trained(accepted.lease());
        listener.accepted(accepted.lease(), accepted.best());
      }
    }
    return ours;
  }

  /** Sent again and again, such a report would keep all others waiting for ever. */
  void refused(String lease, String reason) {
    if (reports.isInFlight()) {
      refusals++;
      String guilty = reports.has(lease) ? lease : reports.firstLease().orElse("");
      if (guilty.equals(lease) || refusals >= MOST_REFUSALS) {
        drop(guilty, "the server refuses it (" + reason + ")");
      }
    }
  }

  /** A message that can never be put on a line. */
  void unsendable(Message message, String reason) {
    String why = "it cannot be sent (" + reason + ")";
    if (message instanceof Result result) {
      drop(result.lease(), why);
    } else if (message instanceof Failure failure) {
      drop(failure.lease(), why);
    } else if (message instanceof GiveBack giveBack) {
      drop(giveBack.lease(), why);
    }
  }

  private boolean forget(String lease) {
    if (reports.firstLease().filter(lease::equals).isPresent()) {
      withdraw(); // before its file goes
    }
    return reports.forget(lease);
  }

  void drop(String lease, String why) {
    boolean result = reports.isResult(lease);
    if (forget(lease)) {
      refusals = 0;
      summary.dropped();
      listener.notice((result ? "A result" : "A report") + " was dropped: " + why + ".");
    }
  }
}
