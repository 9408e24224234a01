package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Goodbye;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at what there is and takes the steps that are due, after every event: data sets are asked
 * for, reports are sent, cases are asked for, the client comes to its end. Lives in the event loop.
 */
final class NextSteps {

  /** How long a client that is told to stop waits for the server to take its cases back. */
  static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final Tools tools;
  private final Slots slots;
  private final ReportDesk reportDesk;
  private final DatasetDesk datasets;
  private final Holdings holdings;
  private final RequestDesk requests;
  private final Readiness readiness;
  private final Verdicts verdicts;
  private final Departure departure;

  NextSteps(
      Tools tools,
      Slots slots,
      ReportDesk reportDesk,
      DatasetDesk datasets,
      Holdings holdings,
      RequestDesk requests,
      Readiness readiness,
      Verdicts verdicts,
      Departure departure) {
    this.tools = tools;
    this.slots = slots;
    this.reportDesk = reportDesk;
    this.datasets = datasets;
    this.holdings = holdings;
    this.requests = requests;
    this.readiness = readiness;
    this.verdicts = verdicts;
    this.departure = departure;
  }

  /** Takes the steps that are due now. */
  void take() {
    if (departure.isOver()) {
      return;
    }
    slots.fit();
    boolean said =
        !tools.line().isUp() || (slots.areFree() && reportDesk.isEmpty() && verdicts.areIn());
    if (departure.isAfterTheseCases() && slots.areFree() && said) {
      stop(new Ending(Ending.Kind.STOPPED, "it was to stop after its last case"));
    }
    Optional<Ending> stop = departure.stopping();
    if (!tools.line().isUp()) {
      if (slots.areFree()) {
        stop.ifPresent(this::end);
      }
      return;
    }
    if (stop.isEmpty() && readiness.gate().isOpen()) {
      datasets.ask();
    }
    reportDesk.sendNext();
    if (stop.isPresent()) {
      if (slots.areFree() && reportDesk.isEmpty() && !requests.isOpen()) {
        departure.end(stop.get());
        tools.line().leave(new Goodbye(stop.get().reason()), tools.loop()::end);
      }
    } else {
      while (mayAsk()) {
        requests.ask(holdings.leases());
      }
    }
  }

  /** Reports go first: a server grants no more than the machine can hold. */
  private boolean mayAsk() {
    return requests.mayAsk(slots.room())
        && !departure.isAfterTheseCases()
        && readiness.isReady()
        && reportDesk.isAllSent();
  }

  /** Comes to an end in good order: cases go back, and what is left to say is said. */
  void stop(Ending why) {
    if (!departure.stop(why)) {
      return;
    }
    reportDesk.wake();
    requests.wake();
    tools.time().after(STOP_PATIENCE, () -> tools.loop().post(() -> end(why)));
    slots.stop(why.reason());
    take();
  }

  /** Ends at once. */
  void end(Ending why) {
    if (departure.end(why)) {
      tools.line().shut();
      tools.loop().end();
    }
  }
}
