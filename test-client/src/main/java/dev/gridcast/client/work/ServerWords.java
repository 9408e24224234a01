package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Verdict;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings each word of the server to whom it concerns; lives in the event loop. */
final class ServerWords {

  private static final Logger log = LoggerFactory.getLogger(ServerWords.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** Who decides what follows. */
  interface Owner {
    /** A case is ours. */
    void assigned(Assignment assignment);

    /** There is nothing left to do, the server says. */
    void experimentDone(String reason);

    /** The server does not want this client. */
    void refused(String reason);

    /** The server gives this volunteer no cases until its operator says otherwise. */
    void suspended(String reason);
  }

  private final Tools tools;
  private final RequestDesk requests;
  private final ReportDesk reportDesk;
  private final Slots slots;
  private final StatusBoard board;
  private final Verdicts verdicts;
  private final Owner owner;

  ServerWords(
      Tools tools,
      RequestDesk requests,
      ReportDesk reportDesk,
      Slots slots,
      StatusBoard board,
      Verdicts verdicts,
      Owner owner) {
    this.tools = tools;
    this.requests = requests;
    this.reportDesk = reportDesk;
    this.slots = slots;
    this.board = board;
    this.verdicts = verdicts;
    this.owner = owner;
  }

  void hear(Message message) {
    if (message instanceof Assignment assignment) {
      if (isAsked(assignment.request(), true)) {
        owner.assigned(assignment);
      }
    } else if (message instanceof Accepted accepted) {
      accepted(accepted);
    } else if (message instanceof Verdict verdict) {
      judged(verdict);
    } else if (message instanceof NothingNow nothing) {
      if (isAsked(nothing.request(), false)) {
        nothingNow(nothing);
      }
    } else if (message instanceof Cancel cancel) {
      slots.revoke(cancel.lease(), cancel.reason());
    } else if (message instanceof ProtocolError error) {
      failed(error);
    } else if (message instanceof Goodbye goodbye) {
      tools.listener().notice("The server says goodbye: " + goodbye.reason());
      owner.experimentDone("the server has ended (" + goodbye.reason() + ")");
    } else if (!(message instanceof HeartbeatAck)) {
      String name = message.getClass().getSimpleName();
      tools.line().drop("the server said " + name + ", which is not a server's to say");
    }
  }

  /**
   * Whether a request for a case has this answer; a server that answers what is not open is left.
   */
  private boolean isAsked(long request, boolean isCase) {
    boolean asked = requests.answered(request, isCase);
    if (!asked) {
      tools.line().drop("the server answered request " + request + ", which is not open");
    }
    return asked;
  }

  private void accepted(Accepted accepted) {
    board.best(accepted.best());
    if (tools.reports().isResult(accepted.lease())) {
      verdicts.expect(accepted.lease());
    }
    if (reportDesk.accepted(accepted)) {
      slots.accepted(accepted.lease());
      requests.caseEnded();
    }
  }

  private void judged(Verdict verdict) {
    verdicts.judged(verdict.lease());
    boolean known = tools.place().record().judged(board.server(), verdict.lease(), verdict.kind());
    if (!known && tools.summary().judged(verdict)) {
      board.judged(verdict);
      tools.listener().verdict(verdict);
    }
  }

  private void nothingNow(NothingNow nothing) {
    slots.cancelHandOvers();
    board.nothingNow(nothing);
    if (slots.areFree() && reportDesk.isEmpty()) {
      tools.listener().nothingNow(nothing);
    }
    long most = LONGEST_WAIT.toMillis();
    long least = SHORTEST_WAIT.toMillis();
    requests.rest(Duration.ofMillis(Math.max(least, Math.min(most, nothing.waitMillis()))), true);
    if (nothing.done()) {
      owner.experimentDone("the experiment is finished");
    }
  }

  private void failed(ProtocolError error) {
    String lease = error.lease() == null ? "" : error.lease();
    log.warn("the server refused: {} {} (lease {})", error.code(), error.reason(), lease);
    switch (error.code()) {
      case VERSION -> owner.refused(error.reason());
      case SUSPENDED -> owner.suspended(error.reason());
      case LEASE_LOST -> {
        slots.revoke(lease, error.reason());
        reportDesk.drop(lease, "the server no longer wants it (" + error.reason() + ")");
      }
      case UNEXPECTED -> reportDesk.refused(lease, error.reason());
      case UNAVAILABLE, UNKNOWN -> unavailable(error.reason()); // what is new may pass as well
      default -> throw new IllegalStateException("an unheard error: " + error);
    }
  }

  private void unavailable(String reason) {
    tools.listener().notice("The server cannot serve us now: " + reason);
    reportDesk.rest();
    requests.rest(WorkLoop.REST, false);
  }
}
