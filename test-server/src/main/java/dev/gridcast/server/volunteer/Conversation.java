package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.server.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said between the server and one client, from the opening of the connection to its end.
 *
 * <p>The client's words come one at a time on the peer's own thread. Other threads come in by
 * {@link #tell}, {@link #tick} and {@link #offerAgain} only.
 */
final class Conversation implements PeerListener, ClientWords, Voice {

  static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final long number;
  private final Peer peer;
  private final String volunteer;
  private final KeyLedger.Account account;
  private final Reception reception;
  private final HeldLeases held;
  private final MessageBudget budget;
  private final Instant openedAt;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final ResultIntake intake;
  private final LogIntake logs;

  private final CaseWishes wishes;
  private final VerdictTeller verdicts;
  private final CaseEnds ends;

  private volatile Instant lastHeard;
  private volatile @Nullable Hello hello;

  /**
   * A conversation that begins now.
   *
   * @param number of this conversation among all of the reception
   * @param account what its key has of its quotas
   */
  Conversation(long number, Peer peer, KeyLedger.Account account, Reception reception) {
    this.number = number;
    this.peer = peer;
    this.volunteer = peer.key().text();
    this.account = account;
    this.reception = reception;
    this.openedAt = reception.now();
    this.lastHeard = openedAt;
    this.budget = new MessageBudget(openedAt);
    this.held = new HeldLeases(reception, peer.id());
    this.verdicts = new VerdictTeller(volunteer, reception, this, this::isThere);
    LeaseReports reports = new LeaseReports(reception);
    this.ends = new CaseEnds(reception, reports, held, verdicts, this, this::name);
    this.intake = new ResultIntake(peer, reception, reports, this, ends);
    this.wishes =
        new CaseWishes(
            volunteer, reception, held, () -> reception.heldElsewhere(this, openedAt), this);
    this.logs =
        new LogIntake(
            volunteer,
            reception.failureLogs(),
            (log, listener) -> intake.fetch(log, volunteer, listener));
  }

  long number() {
    return number;
  }

  KeyLedger.Account account() {
    return account;
  }

  /** Who the client is, once it has introduced itself. */
  Optional<String> volunteer() {
    return hello == null ? Optional.empty() : Optional.of(volunteer);
  }

  /** The leases that it knows its client to work on, if the client was heard lately. */
  Set<String> leasesIfHeardSince(Instant instant) {
    return lastHeard.isBefore(instant) ? Set.of() : held.leases();
  }

  // --- from the peer's thread -------------------------------------------------------------------

  @Override
  public void onMessage(Peer from, Message message) {
    lastHeard = reception.now();
    if (ending.get()) {
      return;
    }
    boolean counts = !intake.isExpected(message); // what was asked for is held back by its bytes
    if (counts && !budget.take(lastHeard)) {
      refuse(ErrorCode.UNEXPECTED, "too many messages; slow down");
      return;
    }
    if (counts && !account.take(lastHeard)) {
      refuse(
          ErrorCode.UNAVAILABLE,
          "this key may send "
              + reception.quotas().requestsPerMinute()
              + " messages a minute, over all its connections; try again later");
      return;
    }
    boolean introduction =
        message instanceof Hello || message instanceof Goodbye || message instanceof ProtocolError;
    if (hello == null && !introduction) {
      refuse(ErrorCode.UNEXPECTED, "say Hello first, not " + message.getClass().getSimpleName());
      return;
    }
    try {
      Dispatch.dispatch(message, this);
    } catch (StoreException e) {
      unavailable(e, HeldLeases.endedBy(message));
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    ending.set(true);
    wishes.forget();
    intake.close();
    reception.left(this, peer.id(), name(), reason);
  }

  @Override
  public void hello(Hello word) {
    if (hello != null) {
      refuse(ErrorCode.UNEXPECTED, "Hello was said already");
      return;
    }
    if (word.protocolVersion() != Message.PROTOCOL_VERSION) {
      refuse(ErrorCode.VERSION, HelloCheck.wrongVersion(word, reception.version()));
      return;
    }
    Optional<String> complaint = HelloCheck.complaint(word);
    if (complaint.isPresent()) {
      refuse(ErrorCode.UNEXPECTED, complaint.get());
      return;
    }
    Optional<String> suspension = reception.suspension(volunteer);
    if (suspension.isPresent()) {
      refuse(ErrorCode.SUSPENDED, HelloCheck.harmless(suspension.get()));
      return;
    }
    reception.desk().greet(volunteer, word.name(), HelloCheck.describe(word.machine()));
    held.greeted(word.machine().cpus());
    budget.serves(HeldLeases.mostFor(word.machine().cpus()));
    hello = word;
    reception.entered(peer, word);
    say(reception.offer().welcome(reception.version(), reception.rhythm().heartbeatEvery()));
    verdicts.welcome();
    logs.askForNext();
  }

  @Override
  public void caseRequest(CaseRequest request) {
    Hello who = Objects.requireNonNull(hello, "nothing is asked before Hello");
    wishes.make(
        request,
        MachineFit.of(who.machine(), request.lacking()),
        lastHeard.plus(reception.rhythm().holdRequest()));
  }

  @Override
  public void blob(Message message) {
    intake.blob(message);
  }

  @Override
  public void heartbeat(Heartbeat heartbeat) {
    Set<String> lost = held.keep(heartbeat.cases(), lastHeard);
    List<String> kept = new ArrayList<>();
    for (CaseProgress named : heartbeat.cases()) {
      if (lost.contains(named.lease())) {
        say(new Cancel(named.lease(), reception.whyLost(named.lease())));
      } else {
        kept.add(named.lease());
      }
    }
    say(new HeartbeatAck(kept));
    verdicts.beat();
  }

  @Override
  public void result(Result result) {
    intake.result(result, peer.key().text());
  }

  @Override
  public void failure(Failure failure) {
    if (ends.failure(failure)) {
      logs.failed(failure);
    }
  }

  @Override
  public void giveBack(GiveBack giveBack) {
    ends.giveBack(giveBack);
  }

  @Override
  public void goodbye(Goodbye goodbye) {
    close();
  }

  @Override
  public void protocolError(ProtocolError error) {
    LOG.warn("{} complains: {} {}", peer.id(), error.code(), HelloCheck.harmless(error.reason()));
  }

  @Override
  public void serverWord(Message message) {
    refuse(ErrorCode.UNEXPECTED, message.getClass().getSimpleName() + " is for servers to say");
  }

  @Override
  public void unavailable(StoreException cause, @Nullable String lease) {
    reception.storeFailed(cause);
    ProtocolError error =
        new ProtocolError(
            ErrorCode.UNAVAILABLE, "the server cannot store anything now; try again later", lease);
    held.outcomeUnknown(lease);
    say(error);
    if (hello == null) {
      close();
    }
  }

  // --- from any thread --------------------------------------------------------------------------

  /** Whether requests for cases wait for one to come free. */
  boolean waitsForCase() {
    return wishes.areWaiting();
  }

  /** Turns the client away before anything was said; it may come again later. */
  void turnAway(String reason) {
    reception.speak(() -> refuse(ErrorCode.UNAVAILABLE, reason));
  }

  /** If its key is among those that may not stay: says why, closes, gives its cases to others. */
  void showOut(Map<String, String> barred) {
    String reason = barred.get(volunteer);
    if (reason != null && !ending.get()) {
      reception.speak(
          () -> {
            refuse(ErrorCode.SUSPENDED, HelloCheck.harmless(reason));
            giveBackAll();
          });
    }
  }

  private void giveBackAll() {
    try {
      held.giveBackAll();
      reception.caseCameFree();
    } catch (StoreException e) {
      reception.storeFailed(e); // nobody keeps these leases alive: they run out
    }
  }

  /** Answers the client's requests for cases, if any wait, as well as can be by now. */
  void offerAgain() {
    if (!ending.get()) {
      wishes.answer();
    }
  }

  /** Looks at the clock: ends a connection that is dead, answers a request that waited enough. */
  void tick(Instant now) {
    if (hello == null && !now.isBefore(openedAt.plus(HELLO_WITHIN))) {
      end("no Hello within " + HELLO_WITHIN.toSeconds() + " s");
    } else if (!now.isBefore(lastHeard.plus(reception.rhythm().silenceAtMost()))) {
      end("nothing heard for " + reception.rhythm().silenceAtMost().toSeconds() + " s");
    } else if (wishes.areDue(now)) {
      reception.speak(this::offerAgain);
    }
  }

  /** Says what became of a result, after its acknowledgement. */
  void tell(Verdict verdict) {
    verdicts.tell(verdict);
  }

  /** Says goodbye and closes. */
  void end(String reason) {
    if (ending.compareAndSet(false, true)) {
      LOG.info("{} is closed: {}", peer.id(), reason);
      reception.speak(
          () -> {
            say(new Goodbye(reason));
            peer.close();
          });
    }
  }

  @Override
  public void refuse(ErrorCode code, String reason) {
    if (ending.compareAndSet(false, true)) {
      LOG.warn("{} is refused: {} {}", peer.id(), code, reason);
      say(new ProtocolError(code, reason, null));
      peer.close();
    }
  }

  private void close() {
    if (ending.compareAndSet(false, true)) {
      peer.close();
    }
  }

  /** Whether it could be said. When not, {@link #onClosed} follows. */
  @Override
  public boolean say(Message message) {
    try {
      peer.send(message);
      return true;
    } catch (PeerClosedException e) {
      LOG.debug("{} is gone, {} was not sent", peer.id(), message.getClass().getSimpleName(), e);
      return false;
    }
  }

  private boolean isThere() {
    return hello != null && !ending.get();
  }

  private String name() {
    Hello who = hello;
    return who == null ? peer.id() : who.name();
  }
}
