package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.RecordingListener;
import java.util.concurrent.CountDownLatch;

/** A client in a process of its own that says one thing and then waits to be killed. */
final class Victim {

  private Victim() {}

  public static void main(String[] args) throws Exception {
    WebRtcConnector connector = WebRtcConnector.open(Invite.parse(args[0]));
    Peer peer = connector.connect(new RecordingListener());
    peer.send(new CaseRequest());
    new CountDownLatch(1).await();
  }
}
