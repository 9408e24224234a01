package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.RecordingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A client in a process of its own: says one thing, and then waits to be killed or goes. */
final class Victim {

  private Victim() {}

  public static void main(String[] args) throws Exception {
    try (WebRtcConnector connector =
        WebRtcConnector.open(Identity.random(), Invite.parse(args[0]))) {
      Peer peer = connector.connect(new RecordingListener());
      peer.send(new CaseRequest(1, List.of()));
      if (args.length == 1) {
        new CountDownLatch(1).await();
      }
      System.out.println("last words");
    } catch (WebRtcUnavailableException | ConnectException e) {
      System.out.println(e.getMessage());
    }
    System.out.flush();
    ExitNoise.suppress();
    System.exit(0);
  }

  /** The command that starts it, with options for its JVM. */
  static List<String> command(List<String> jvm, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Victim.class.getName());
    command.addAll(List.of(args));
    return command;
  }
}
