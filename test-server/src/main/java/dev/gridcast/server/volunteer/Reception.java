package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.EndedLease;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.Volunteer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where volunteers come in: opens a conversation with each new peer, ends those that fall silent,
 * and tells volunteers what they did not ask for. Thread-safe.
 *
 * <p>It has no thread and no timer of its own: somebody must call {@link #tick} about once a
 * second.
 */
public final class Reception implements PeerAcceptor {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** Each takes a few threads and buffers of the native library; far more than any home has. */
  static final int CONNECTIONS_AT_MOST = 500;

  /** How often at most the operator hears that the store fails. */
  private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

  private final Offer offer;
  private final Store store;
  private final LeaseDesk desk;
  private final IncomingModels incoming;
  private final FailureLogs failureLogs;
  private final String version;
  private final Rhythm rhythm;
  private final InstantSource clock;
  private final Executor speakers;
  private final Runnable resultStored;
  private final Listener listener;
  private final Verdicts verdicts;
  private final Standings standings;
  private final ToIntFunction<Map<String, String>> largestModel;
  private final KeyLedger ledger;
  private final VolunteerRoom room = new VolunteerRoom();

  /** By the order of their coming: whatever is done for all of them happens in that order. */
  private final ConcurrentNavigableMap<Long, Conversation> conversations =
      new ConcurrentSkipListMap<>();

  private final AtomicLong came = new AtomicLong();
  private Instant nextComplaint = Instant.MIN;
  private volatile boolean closed;

  /** Gets to hear what happens. Called on whatever thread it happens; must return soon. */
  public interface Listener {

    /** One line for people: something worth saying happened. */
    void happened(String event);

    /** A result stands otherwise than before, and its volunteer is about to be told. */
    void settled(Settled result, Verdict verdict);
  }

  /**
   * A reception for one experiment.
   *
   * @param incoming keeps what has come of models
   * @param failureLogs keeps the logs of failed cases
   * @param largestModel the parameters of a case to the bytes that its model can have at most
   * @param version the release of this server, told to clients
   * @param rhythm how often clients are to be heard
   * @param quotas how much one key may ask
   * @param speakers runs what must not hold up a peer's own thread: sending to a slow line may
   *     block
   * @param resultStored called when a result waits for verification; must return at once
   * @param listener hears what happens
   */
  public Reception(
      Experiment experiment,
      Store store,
      LeaseDesk desk,
      IncomingModels incoming,
      FailureLogs failureLogs,
      ToIntFunction<Map<String, String>> largestModel,
      String version,
      Rhythm rhythm,
      KeyQuotas quotas,
      InstantSource clock,
      Executor speakers,
      Runnable resultStored,
      Listener listener) {
    this.offer = Offer.of(experiment);
    this.store = store;
    this.desk = desk;
    this.incoming = incoming;
    this.failureLogs = failureLogs;
    this.version = version;
    this.rhythm = rhythm;
    this.ledger = new KeyLedger(quotas);
    this.clock = clock;
    this.speakers = speakers;
    this.resultStored = resultStored;
    this.listener = listener;
    this.verdicts = new Verdicts(store);
    this.standings = new Standings(store);
    this.largestModel = largestModel;
  }

  @Override
  public PeerListener accept(Peer peer) {
    long number = came.incrementAndGet();
    KeyLedger.Account account = ledger.enter(peer.key(), now());
    Conversation conversation = new Conversation(number, peer, account, this);
    boolean full = conversations.size() >= CONNECTIONS_AT_MOST;
    conversations.put(number, conversation);
    if (closed) {
      conversation.end("the server stops");
    } else if (full) {
      conversation.turnAway(
          "this server has its " + CONNECTIONS_AT_MOST + " connections already; try again later");
    } else if (account.isCrowded()) {
      conversation.turnAway(
          "this key has its "
              + ledger.quotas().connections()
              + " connections already; close one, or try again later");
    }
    return conversation;
  }

  /** What all connections of a key keep to, together. */
  public RateLimits limitsOf(PeerKey key) {
    return ledger.bytesOf(key, now());
  }

  /** Whether a key has as many connections as it may. */
  public boolean isFull(PeerKey key) {
    return ledger.connections(key) >= ledger.quotas().connections();
  }

  /**
   * Shows those out who may not stay.
   *
   * @param barred the keys, as text, and what each is told
   */
  public void showOut(Map<String, String> barred) {
    if (!barred.isEmpty()) {
      conversations.values().forEach(conversation -> conversation.showOut(barred));
    }
  }

  /** Who is there and what they run. */
  public VolunteerRoom room() {
    return room;
  }

  /** How many connections there are, those included on which nobody said who they are. */
  int connections() {
    return conversations.size();
  }

  /** Ends leases and connections whose time is over. To be called about once a second. */
  public void tick() {
    Instant now = now();
    try {
      for (EndedLease ended : desk.expire()) {
        announce(
            "case "
                + ended.caseIndex()
                + ": the volunteer fell silent, "
                + (ended.caseFailed() ? "and it was the last attempt" : "it is on offer again"));
        caseCameFree();
      }
      settled(desk.sweep());
    } catch (StoreException e) {
      storeFailed(e);
    }
    conversations.values().forEach(conversation -> conversation.tick(now));
    ledger.forget(now);
  }

  /**
   * Tells the operator how results stand now, and the volunteer of each, wherever it is connected;
   * one that is away is told when it comes back.
   */
  public void settled(List<Settled> results) {
    if (results.isEmpty()) {
      return;
    }
    for (Settled result : results) {
      Verdict verdict = verdicts.of(result);
      listener.settled(result, verdict);
      of(result.volunteer()).forEach(conversation -> conversation.tell(verdict));
    }
    caseCameFree(); // a rejected case is on offer again, and the last verified one ends the waiting
  }

  private Stream<Conversation> of(String volunteer) {
    return conversations.values().stream()
        .filter(conversation -> conversation.volunteer().filter(volunteer::equals).isPresent());
  }

  /** Says goodbye to everybody and lets nobody in any more. */
  public void close(String reason) {
    closed = true;
    conversations.values().forEach(conversation -> conversation.end(reason));
  }

  // --- for conversations ------------------------------------------------------------------------

  Offer offer() {
    return offer;
  }

  LeaseDesk desk() {
    return desk;
  }

  IncomingModels incoming() {
    return incoming;
  }

  FailureLogs failureLogs() {
    return failureLogs;
  }

  Standings standings() {
    return standings;
  }

  String version() {
    return version;
  }

  Rhythm rhythm() {
    return rhythm;
  }

  KeyQuotas quotas() {
    return ledger.quotas();
  }

  Instant now() {
    return clock.instant();
  }

  void speak(Runnable words) {
    try {
      speakers.execute(words);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server stops; nobody speaks any more", e);
    }
  }

  void resultStored() {
    resultStored.run();
  }

  void announce(String event) {
    LOG.info("{}", event);
    listener.happened(event);
  }

  /** A case may be on offer that was not before, or all have ended: whoever waits may ask again. */
  void caseCameFree() {
    conversations.values().stream()
        .filter(Conversation::waitsForCase)
        .forEach(conversation -> speak(conversation::offerAgain));
  }

  /** Says that the store fails: always to the log, to the operator now and then. */
  void storeFailed(StoreException cause) {
    LOG.error("the store failed", cause);
    if (complaintIsDue()) {
      announce(cause.getMessage() + "; volunteers keep their results and try again");
    }
  }

  /** Says that a model cannot be kept on the disk. */
  void modelNotKept(IOException cause) {
    LOG.error("what comes of a model cannot be kept", cause);
    if (complaintIsDue()) {
      announce("models cannot be kept on this disk (" + cause.getMessage() + "); they come again");
    }
  }

  private synchronized boolean complaintIsDue() {
    Instant now = now();
    boolean due = !now.isBefore(nextComplaint);
    if (due) {
      nextComplaint = now.plus(COMPLAIN_EVERY);
    }
    return due;
  }

  /** Why a volunteer gets no cases; empty when it does. */
  Optional<String> suspension(String volunteer) {
    return store
        .read(reader -> reader.volunteer(volunteer))
        .flatMap(Volunteer::suspension)
        .map(Suspension::reason);
  }

  /** What became of results while their volunteer was away, a few of the oldest. */
  List<Verdict> untold(String volunteer) {
    return desk.untold(volunteer).stream().map(verdicts::of).toList();
  }

  /**
   * The leases that the same volunteer works on in other connections. One that was not heard since
   * this one opened is taken for dead: its client was restarted, and is to get its cases back.
   */
  Set<String> heldElsewhere(Conversation here, Instant opened) {
    Set<String> all = new HashSet<>();
    here.volunteer()
        .ifPresent(
            volunteer ->
                of(volunteer)
                    .filter(other -> other != here)
                    .forEach(other -> all.addAll(other.leasesIfHeardSince(opened))));
    return all;
  }

  /** Why a lease cannot be kept alive, for its holder. */
  String whyLost(String lease) {
    return store
        .read(reader -> reader.attempt(lease))
        .filter(attempt -> attempt.outcome() == AttemptOutcome.SUPERSEDED)
        .map(attempt -> "somebody else has finished the case first")
        .orElse("the lease is unknown, has ended, or lasted too long");
  }

  /** A case that was leased before, of whatever age the lease is. */
  Optional<CaseRow> leasedCase(String lease) {
    return store.read(
        reader -> reader.attempt(lease).flatMap(attempt -> reader.testCase(attempt.caseIndex())));
  }

  /** How many bytes a model of that case can have at most. */
  int largestModel(CaseRow testCase) {
    return largestModel.applyAsInt(testCase.parameters());
  }

  void entered(Peer peer, Hello hello) {
    room.enter(peer, hello.name(), hello.machine(), now());
    announce(hello.name() + " joined (" + HelloCheck.describe(hello.machine()) + ")");
  }

  void left(Conversation conversation, String peer, String name, String reason) {
    conversations.remove(conversation.number());
    ledger.leave(conversation.account(), now());
    room.leave(peer);
    if (closed) {
      LOG.info("{} left", name);
    } else if (conversation.volunteer().isPresent()) {
      announce(name + " left: " + HelloCheck.harmless(reason));
    } else {
      LOG.info("{} closed before it said who it is: {}", peer, HelloCheck.harmless(reason));
    }
  }
}
