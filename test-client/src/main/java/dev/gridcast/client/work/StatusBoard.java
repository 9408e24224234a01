package dev.gridcast.client.work;

import dev.gridcast.client.work.ClientStatus.State;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.PeerPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a client tells of itself, and shows it to other threads. Written in the event loop,
 * read anywhere.
 */
final class StatusBoard {

  private final Tools tools;
  private final String server;
  private final String address;
  private final Deque<Verdict> verdicts = new ArrayDeque<>();
  private String experiment = "";
  private @Nullable Instant connectedSince;
  private boolean renewing;
  private String path = "";
  private String downReason = "not connected yet";
  private String idleReason = "";
  private List<Forecast> best = List.of();
  private volatile ClientStatus shown;

  StatusBoard(Tools tools, String server, String address, int parallelCases) {
    this.tools = tools;
    this.server = server;
    this.address = address;
    this.shown = compose(State.CONNECTING, downReason, parallelCases, List.of());
  }

  /** From any thread. */
  ClientStatus shown() {
    return shown;
  }

  /** Which server it is. */
  String server() {
    return server;
  }

  String experiment() {
    return experiment;
  }

  /** The server has let us in; so many reports from before wait to be sent. */
  void connected(Welcome welcome, int waitingReports) {
    experiment = welcome.experiment();
    idleReason = "";
    if (!renewing || connectedSince == null) {
      connectedSince = tools.time().instant();
      tools.listener().connected(welcome, waitingReports);
    }
    renewing = false;
  }

  /** The connection is being renewed: nothing that a person must know, while it works. */
  void renewing() {
    renewing = true;
  }

  void disconnected(String reason, Duration retryIn) {
    connectedSince = null;
    downReason = reason;
    renewing = false;
    tools.listener().disconnected(reason, retryIn);
  }

  void nothingNow(NothingNow nothing) {
    idleReason =
        nothing.done()
            ? "the experiment is finished"
            : nothing.reason().isEmpty() ? "no case is free at the moment" : nothing.reason();
    best(nothing.best());
  }

  void best(List<Forecast> forecasts) {
    if (!forecasts.isEmpty()) {
      best = forecasts;
    }
  }

  void judged(Verdict verdict) {
    verdicts.addFirst(verdict);
    if (verdicts.size() > ClientStatus.MOST_VERDICTS) {
      verdicts.removeLast();
    }
  }

  /**
   * Shows how things stand.
   *
   * @param transfer how far a data set is that is on its way; empty when none is
   * @param lastCases whether it ends after the cases in hand
   * @param why why it is about to end, or has ended
   * @param ended whether it has
   */
  void show(
      Slots slots,
      Readiness readiness,
      Optional<String> transfer,
      boolean lastCases,
      Optional<Ending> why,
      boolean ended) {
    Optional<Forced> forced =
        why.map(end -> new Forced(ended ? State.ENDED : State.STOPPING, end.reason()))
            .or(readiness::state);
    if (forced.isEmpty() && lastCases) {
      forced = Optional.of(new Forced(State.FINISHING, "it ends after the case in hand"));
    }
    tellPath();
    List<CaseStatus> cases = slots.status();
    State state;
    String reason;
    if (forced.isPresent()) {
      state = forced.get().state();
      reason = forced.get().reason();
    } else if (!cases.isEmpty()) {
      state = State.WORKING;
      reason = connectedSince == null ? downReason : transfer.orElse("");
    } else if (connectedSince == null) {
      state = State.CONNECTING;
      reason = downReason;
    } else {
      state = State.WAITING;
      reason = idleReason;
    }
    shown = compose(state, reason, slots.wanted(), cases);
  }

  /** Says over what the connection goes, when that is known or has changed. */
  private void tellPath() {
    String now = tools.line().path().map(PeerPath::text).orElse(path);
    if (!now.equals(path)) {
      path = now;
      tools.listener().notice("Connection: " + now + ".");
    }
  }

  /** A state that does not come from the cases and the line. */
  record Forced(State state, String reason) {}

  private ClientStatus compose(
      State state, String reason, int parallelCases, List<CaseStatus> cases) {
    return new ClientStatus(
        tools.time().instant(),
        state,
        reason,
        address,
        experiment,
        Optional.ofNullable(connectedSince),
        connectedSince == null || path.isEmpty() ? Optional.empty() : Optional.of(path),
        parallelCases,
        cases,
        tools.summary().counts(tools.reports().size()),
        tools.place().record().of(server, experiment),
        best,
        List.copyOf(verdicts));
  }
}
