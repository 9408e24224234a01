package dev.gridcast.client.doctor;

import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.PeerPath;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import dev.gridcast.protocol.signal.RefusalCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the doctor looks with, for one invite; a test has its own. */
public interface Instruments extends AutoCloseable {

  /**
   * An address of this computer.
   *
   * @param device its network device, such as {@code eth0}
   */
  record Local(String device, InetAddress address) {}

  /** What came back when somebody knocked on one way. */
  sealed interface Knock {

    /**
     * The server opened.
     *
     * @param version its release
     * @param advice which servers it knows that help to connect
     * @param clockAhead how far its clock is ahead of this computer's; zero when it did not mind
     */
    record Welcomed(String version, IceAdvice advice, Duration clockAhead) implements Knock {}

    /**
     * The server itself said no.
     *
     * @param clockAhead how far its clock is ahead of this computer's; empty when it did not tell
     */
    record Refused(RefusalCode code, String message, Optional<Duration> clockAhead)
        implements Knock {}

    /** Nothing came back, or nothing that the server of the invite has signed. */
    record Unanswered(String why) implements Knock {}
  }

  /**
   * A connection that was there.
   *
   * @param path empty when the library does not tell
   * @param roundTrip from here to the server and back; empty when the library does not tell
   */
  record Contact(Optional<PeerPath> path, Optional<Duration> roundTrip) {}

  /** The key by which the server knows this client, as text. */
  String ownKey();

  /** The addresses of this computer that are in use, loopback left out. */
  List<Local> addresses() throws IOException;

  /** The complaint about the native library of WebRTC; empty when it works. */
  Optional<String> library();

  /** The names of the ways on which the server can be asked, in the order of the invite. */
  List<String> ways();

  /** Knocks on one of these ways. */
  Knock knock(String way) throws InterruptedException;

  /**
   * The servers that a connection would use.
   *
   * @param advice what the server of the invite says; {@link IceAdvice#NONE} when it says nothing
   */
  IceAdvice servers(IceAdvice advice);

  /** What these STUN servers see, in their order; empty for one that does not answer. */
  List<Optional<StunProbe.Answer>> stun(List<InetSocketAddress> servers) throws IOException;

  /**
   * Asks a TURN server for an address that it relays to here.
   *
   * @param server has one URL
   * @return the address; empty when it gives none in time
   */
  Optional<String> relay(IceServer server) throws IOException, InterruptedException;

  /** Makes a real connection, looks at it and closes it. */
  Contact connect() throws ConnectException, InterruptedException;

  @Override
  void close();
}
