package dev.gridcast.acceptance;

import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.SignallingServer;
import dev.gridcast.protocol.signal.mqtt.MqttAddress;
import dev.gridcast.protocol.signal.mqtt.MqttListener;
import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import dev.gridcast.protocol.webrtc.WebRtcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A server in the laboratory, in a process of its own: gives a blob to whoever comes. Prints its
 * invite, and the path of each connection. Ends with its standard input.
 */
final class LabServer {

  private LabServer() {}

  /** Arguments as {@link LabSettings} reads them. */
  public static void main(String[] arguments) throws Exception {
    LabSettings settings = LabSettings.of(arguments);
    Identity self = Identity.random();
    Secret secret = Secret.random();
    Invite.Way way = Invite.Way.parse(settings.one("way"));
    Blob blob = LabBlobs.ofSize(Integer.parseInt(settings.one("blob")));
    WebRtcServer server =
        WebRtcServer.start(
            self, Admission.bySecret(secret), settings.ice(), peer -> serve(peer, blob), "lab");
    AutoCloseable listener = listen(way, self, server);
    LabBlobs.print("INVITE " + new Invite(self.key(), List.of(way), Optional.of(secret)).text());
    while (System.in.read() >= 0) {
      // until whoever started this is gone
    }
    listener.close();
    server.close();
    LabBlobs.end();
  }

  private static AutoCloseable listen(Invite.Way way, Identity self, WebRtcServer server)
      throws IOException {
    if (way.kind() == Invite.Kind.HTTP) {
      return SignallingServer.start(
          new InetSocketAddress(InetAddress.getByName(way.uri().getHost()), way.port()),
          server.handler(),
          self.key(),
          "lab");
    }
    return MqttListener.start(
        List.of(MqttAddress.of(way.uri())),
        MqttTrust.ofThisMachine(),
        self.key(),
        server.handler());
  }

  private static PeerListener serve(Peer peer, Blob blob) {
    LabBlobs.printPath(peer);
    BlobSource source = BlobSource.of(blob);
    BlobExchange exchange =
        LabBlobs.over(
            peer,
            BlobExchange.Side.ACCEPTED,
            sha256 -> sha256.equals(blob.sha256()) ? Optional.of(source) : Optional.empty());
    return LabBlobs.listener(exchange, () -> {});
  }
}
