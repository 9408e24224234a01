package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.IdentityFile;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands in for a whole Test Client with its trainer: started as that is, it knows itself by the
 * same file, and works through cases of {@link TestExperiments#fourCases} over WebRTC until its
 * input ends. Where {@code lies} is in its folder, its weights are those of another case, and what
 * it says of them is true.
 */
final class StandInVolunteer implements PeerListener {

  private static final long RETRY_MILLIS = 300;

  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final byte[] dataset =
      TestExperiments.parse(TestExperiments.fourCases()).dataset().published();
  private final AtomicLong requests = new AtomicLong();
  private final boolean lies;

  private StandInVolunteer(boolean lies) {
    this.lies = lies;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    Path folder = Path.of(words.get(words.indexOf("--data-dir") + 1));
    String name = words.get(words.indexOf("--name") + 1);
    WebRtcConnector network =
        WebRtcConnector.open(IdentityFile.open(folder), Invite.parse(words.get(1)));
    network
        .connect(new StandInVolunteer(Files.exists(folder.resolve("lies"))))
        .send(
            new Hello(
                Message.PROTOCOL_VERSION,
                "test",
                name,
                new Machine("Linux", "amd64", 2, 8L << 30, "17")));
    System.out.println("started");
    while (System.in.read() >= 0) {
      System.out.println("nobody should say anything");
    }
    System.exit(0);
  }

  @Override
  public void onMessage(Peer peer, Message message) {
    System.out.println(message.getClass().getSimpleName());
    if (message instanceof Assignment assignment) {
      send(peer, HonestTrainer.resultOf(assignment, dataset, lies ? 2 : 1));
    } else if (message instanceof Welcome || message instanceof Accepted) {
      ask(peer);
    } else if (message instanceof NothingNow nothing && !nothing.done()) {
      Future<?> unused = later.schedule(() -> ask(peer), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void ask(Peer peer) {
    send(peer, new CaseRequest(requests.incrementAndGet(), List.of()));
  }

  private static void send(Peer peer, Message message) {
    try {
      peer.send(message);
    } catch (PeerClosedException e) {
      peer.close();
    }
  }

  @Override
  public void onClosed(Peer peer, String reason) {
    System.out.println("closed: " + reason);
  }
}
