package dev.gridcast.client.work;

import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Limits;
import java.util.List;
import java.util.stream.Stream;

/** The leases that this client has not done with, as it names them to the server. */
final class Holdings {

  private final Slots slots;
  private final ReportDesk reports;

  Holdings(Slots slots, ReportDesk reports) {
    this.slots = slots;
    this.reports = reports;
  }

  /** Those it works on, and those whose report is not acknowledged. */
  List<String> leases() {
    return Stream.concat(slots.leases().stream(), reports.leases().stream())
        .distinct()
        .limit(Limits.MAX_CASES)
        .toList();
  }

  /** What keeps them alive: the lease of a result lives on until the server has all of it. */
  Heartbeat heartbeat() {
    Stream<CaseProgress> waiting =
        reports.leasesToKeep().stream().map(lease -> new CaseProgress(lease, null));
    return new Heartbeat(
        Stream.concat(slots.progress().stream(), waiting).limit(Limits.MAX_CASES).toList());
  }
}
