package dev.gridcast.server.cli;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guesses under which address others on the same network reach this machine. */
final class Addresses {

  private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);
  private static final String LOOPBACK = "127.0.0.1";

  private Addresses() {}

  /** An IPv4 address of the first interface that is up, or that of the loopback. */
  static String ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Addresses::usable)
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(Addresses::addresses)
          .findFirst()
          .orElse(LOOPBACK);
    } catch (SocketException e) {
      LOG.warn("the network interfaces cannot be listed", e);
      return LOOPBACK;
    }
  }

  private static boolean usable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
    } catch (SocketException e) {
      return false; // it went away meanwhile
    }
  }

  private static Stream<String> addresses(NetworkInterface network) {
    return network.inetAddresses().flatMap(address -> ipv4(address).stream());
  }

  private static Optional<String> ipv4(InetAddress address) {
    return address instanceof Inet4Address && !address.isLinkLocalAddress()
        ? Optional.of(address.getHostAddress())
        : Optional.empty();
  }
}
