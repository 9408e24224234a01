package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Assignment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the cases that the server hands out, or gives them back; lives in the event loop. */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Tools tools;
  private final RequestDesk requests;
  private final ReportDesk reportDesk;
  private final Slots slots;
  private final Holdings holdings;
  private final Readiness readiness;
  private final Departure departure;
  private Optional<String> image = Optional.empty();

  Intake(
      Tools tools,
      RequestDesk requests,
      ReportDesk reportDesk,
      Slots slots,
      Holdings holdings,
      Readiness readiness,
      Departure departure) {
    this.tools = tools;
    this.requests = requests;
    this.reportDesk = reportDesk;
    this.slots = slots;
    this.holdings = holdings;
    this.readiness = readiness;
    this.departure = departure;
  }

  /** What trains the cases from now on; empty for the built-in trainer. */
  void trainsWith(Optional<String> named) {
    image = named;
  }

  void take(Assignment assignment) {
    if (holdings.leases().contains(assignment.lease())) {
      log.warn("the server assigned the lease of a case that is here already");
      return;
    }
    Optional<String> whyNot =
        departure
            .stopping()
            .map(Ending::reason)
            .or(
                () ->
                    departure.isAfterTheseCases()
                        ? Optional.of("this client takes no more cases")
                        : readiness.whyNoCase());
    if (whyNot.isPresent()) {
      reportDesk.giveBack(assignment.lease(), whyNot.get());
      return;
    }
    if (assignment.again()) {
      tools
          .listener()
          .notice(
              "The next case was yours before the connection ended; it is trained from its start.");
    }
    if (!slots.take(assignment, image)) {
      reportDesk.giveBack(assignment.lease(), "this client has no room for another case");
    }
  }

  /** The trainer lacks an engine; why nothing can be trained at all, if so. */
  Optional<String> engineMissing(String engine, String reason, Iterable<String> declared) {
    if (requests.lacks(engine)) {
      tools
          .listener()
          .notice(
              "The trainer here cannot use the engine "
                  + engine
                  + " ("
                  + reason
                  + "): from now on this client takes cases for other engines only.");
    }
    for (String other : declared) {
      if (!requests.lacking().contains(other)) {
        return Optional.empty();
      }
    }
    return Optional.of(reason);
  }
}
