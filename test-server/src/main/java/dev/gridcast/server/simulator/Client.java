package dev.gridcast.server.simulator;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client of one simulated volunteer: speaks the protocol as the real one does, trains one case
 * at a time, keeps what is not acknowledged yet in an outbox, and connects again when its line was
 * cut.
 */
final class Client implements PeerListener {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(20);
  private static final Duration LAST_RETRY = Duration.ofHours(1);

  /** How soon a client asks whether there is something again after all cases had ended. */
  private static final Duration ASK_WHEN_DONE = Duration.ofHours(2);

  private static final List<String> ENCODINGS = List.of(BlobHead.ZSTD, BlobHead.IDENTITY);

  private static final Duration STORE_RETRY = Duration.ofMinutes(1);

  /** So many heartbeats without an answer, and the server is gone. */
  private static final int DEAF_AFTER = 4;

  private final World world;
  private final Person person;
  private final EventLoop loop;
  private final Map<String, Message> outbox = new LinkedHashMap<>();
  private @Nullable Peer peer;
  private @Nullable Job job;
  private @Nullable String dataset;
  private @Nullable BlobHead coming;
  private long asked = 1;
  private long request;
  private boolean wanted;
  private boolean welcome;
  private boolean asking;
  private Duration heartbeat = Duration.ofHours(1);
  private Duration retry = FIRST_RETRY;
  private Instant lastAnswer = Instant.EPOCH;

  Client(World world, Person person) {
    this.world = world;
    this.person = person;
    this.loop = world.loop();
  }

  // --- what its machine and its person do -------------------------------------------------------

  /** The machine is on: connects, and works on from where it was. */
  void start() {
    wanted = true;
    if (job != null) {
      job.run();
    }
    connect();
  }

  /** The case goes back and goodbye is said. */
  void stopPolitely() {
    Job current = job;
    if (current != null) {
      current.pause();
      current.training().fault = Fault.LEFT;
      job = null;
      say(new GiveBack(current.training().lease, "the machine is switched off"));
    }
    wanted = false;
    say(new Goodbye("the machine is switched off"));
    Peer last = peer;
    if (last != null) {
      last.close();
    }
  }

  /** The machine sleeps: nobody is told, and nothing is forgotten. */
  void freeze() {
    if (job != null) {
      job.pause();
    }
    fallSilent();
  }

  /** The line is gone for good, but the machine works on. */
  void fallSilent() {
    wanted = false;
    Peer last = peer;
    if (last != null) {
      world.network().cut(last);
    }
  }

  /** What is in hand is forgotten, as after a crash of the machine. */
  void forget() {
    Job current = job;
    if (current != null) {
      current.pause();
      job = null;
    }
    outbox.clear();
  }

  /** Says a lot in no time. */
  void flood(int messages) {
    for (int i = 0; i < messages; i++) {
      say(new Heartbeat(List.of()));
    }
  }

  /** What it works on. */
  Optional<Training> training() {
    return Optional.ofNullable(job).map(Job::training);
  }

  // --- the line ---------------------------------------------------------------------------------

  private void connect() {
    if (!wanted || peer != null) {
      return;
    }
    Peer opened = world.network().connect(person.key, this);
    if (opened == null) {
      connectLater();
      return;
    }
    peer = opened;
    welcome = false;
    asking = false;
    Duration lasts = world.profile().network().cutEvery();
    if (!lasts.isZero()) {
      loop.after(
          person.chance.until(lasts),
          () -> {
            if (peer == opened) {
              world.network().cut(opened);
            }
          });
    }
    say(
        new Hello(
            Message.PROTOCOL_VERSION,
            "simulated",
            person.id,
            new Machine("Linux", "amd64", 1, 8L << 30, "17")));
  }

  private void connectLater() {
    loop.after(retry.plus(person.chance.upTo(retry)), this::connect);
    Duration twice = retry.multipliedBy(2);
    retry = twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
  }

  @Override
  public void onClosed(Peer from, String reason) {
    if (from == peer) {
      peer = null;
      welcome = false;
      asking = false;
      connectLater();
    }
  }

  private void say(Message message) {
    Peer to = peer;
    if (to == null) {
      return;
    }
    try {
      to.send(message);
    } catch (PeerClosedException e) {
      // Its onClosed is about to come; whatever matters is in the outbox, or said again.
      world.trace().note(loop.instant(), person.id, "spoke into a closed line");
    }
  }

  private List<String> inHand() {
    List<String> leases = new ArrayList<>(outbox.keySet());
    training().ifPresent(training -> leases.add(training.lease));
    return leases;
  }

  private void beat(Peer on) {
    if (peer != on) {
      return;
    }
    if (loop.instant().isAfter(lastAnswer.plus(heartbeat.multipliedBy(DEAF_AFTER)))) {
      on.close();
      return;
    }
    say(
        new Heartbeat(
            training().stream().map(held -> new CaseProgress(held.lease, null)).toList()));
    loop.after(heartbeat, () -> beat(on));
  }

  private void ask() {
    if (peer != null && welcome && !asking && job == null) {
      asking = true;
      request++;
      say(new CaseRequest(request, inHand()));
    }
  }

  private void askLater(Duration wait) {
    asking = true;
    Peer on = peer;
    loop.after(
        wait,
        () -> {
          if (peer == on) {
            asking = false;
            ask();
          }
        });
  }

  // --- what the server says ---------------------------------------------------------------------

  @Override
  public void onMessage(Peer from, Message message) {
    if (from != peer) {
      return;
    }
    lastAnswer = loop.instant();
    if (message instanceof Welcome word) {
      welcomed(from, word);
    } else if (message instanceof Assignment assignment) {
      assigned(assignment);
    } else if (message instanceof BlobHead head) {
      coming = head;
      received(head.from());
    } else if (message instanceof BlobChunk chunk) {
      received(chunk.at() + chunk.data().size());
    } else if (message instanceof NothingNow nothing) {
      answered(nothing.request());
      Duration wait = Duration.ofMillis(Math.max(1000, nothing.waitMillis()));
      askLater(nothing.done() ? ASK_WHEN_DONE : wait);
    } else if (message instanceof Accepted accepted) {
      outbox.remove(accepted.lease());
      ask();
    } else if (message instanceof Cancel cancel) {
      lost(cancel.lease());
    } else if (message instanceof ProtocolError error) {
      complaint(error);
    } else if (!(message instanceof HeartbeatAck)) {
      world.ledger().told(person, message);
    }
  }

  /** So many bytes of the data set are here. */
  private void received(long bytes) {
    BlobHead head = coming;
    if (head != null && bytes == head.encodedSize()) {
      coming = null;
      dataset = head.sha256();
      if (job != null) {
        job.run();
      }
    }
  }

  private void welcomed(Peer from, Welcome word) {
    welcome = true;
    heartbeat = Duration.ofMillis(word.heartbeatMillis());
    List.copyOf(outbox.values()).forEach(this::say);
    beat(from);
    ask();
  }

  /** The real client leaves a server that answers what was not asked; here it is a bug. */
  private void answered(long number) {
    if (number != request || !asking) {
      throw new IllegalStateException("request " + number + " was answered, not " + request);
    }
  }

  private void assigned(Assignment assignment) {
    answered(assignment.request());
    asking = false;
    retry = FIRST_RETRY;
    Job current = job;
    if (current != null && current.training().lease.equals(assignment.lease())) {
      return; // its own lease, handed out again
    }
    if (outbox.containsKey(assignment.lease())) {
      ask(); // it is done already, and on its way
      return;
    }
    Training training =
        world.ledger().begin(assignment.lease(), assignment.caseIndex(), person, loop.instant());
    Job next = new Job(world, person, assignment, training, this::finished);
    job = next;
    if (assignment.datasetSha256().equals(dataset)) {
      next.run();
    } else {
      asked += 2;
      say(new BlobRequest(asked, assignment.datasetSha256(), ENCODINGS, 0, ""));
    }
  }

  /** The training has ended, one way or another. */
  private void finished(Training training, Message report) {
    job = null;
    training.reportedAt = loop.instant();
    outbox.put(training.lease, report);
    say(report);
  }

  private void lost(String lease) {
    outbox.remove(lease);
    Job current = job;
    if (current != null && current.training().lease.equals(lease)) {
      current.pause();
      job = null;
    }
    ask();
  }

  private void complaint(ProtocolError error) {
    String lease = error.lease();
    if (error.code() == ErrorCode.LEASE_LOST && lease != null) {
      lost(lease);
    } else if (error.code() == ErrorCode.UNAVAILABLE && lease != null) {
      loop.after(STORE_RETRY, () -> Optional.ofNullable(outbox.get(lease)).ifPresent(this::say));
    }
  }
}
