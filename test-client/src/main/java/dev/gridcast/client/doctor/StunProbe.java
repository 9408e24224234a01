package dev.gridcast.client.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks several STUN servers at once, from one port of this computer, where a packet from there
 * seems to come from. That two of them see different ports tells a symmetric NAT.
 */
final class StunProbe {

  /** RFC 5389 waits half a second before it repeats a request, and twice as long each time. */
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private final Duration limit;
  private final SecureRandom random = new SecureRandom();

  /**
   * A probe.
   *
   * @param limit how long a server may take, repeated requests included
   */
  StunProbe(Duration limit) {
    this.limit = limit;
  }

  /**
   * What a server said.
   *
   * @param seen from where the request seemed to come
   * @param took from the first request to the answer
   */
  record Answer(InetSocketAddress seen, Duration took) {}

  /** One server that is being asked. */
  private final class Asked {

    private final InetSocketAddress server;
    private final byte[] id = new byte[StunMessage.ID_BYTES];
    private final long begun = System.nanoTime();
    private long repeatAt = begun;
    private Duration wait = FIRST_WAIT;
    private Optional<Answer> answer = Optional.empty();

    private Asked(InetSocketAddress server) {
      this.server = server;
      random.nextBytes(id);
    }

    private boolean open(long now) {
      return answer.isEmpty() && now - begun < limit.toNanos();
    }

    /** Nanoseconds until the next request or the end, for one that is open. */
    private long idle(long now) {
      return Math.max(0, Math.min(repeatAt - now, begun + limit.toNanos() - now));
    }

    private void sendWhenDue(DatagramSocket socket, long now) {
      if (repeatAt - now > 0) {
        return;
      }
      repeatAt = now + wait.toNanos();
      wait = wait.multipliedBy(2);
      byte[] request = StunMessage.request(id);
      try {
        socket.send(new DatagramPacket(request, request.length, server));
      } catch (IOException e) {
        // No route, or a firewall of this computer's own; a later try may find another state.
        return;
      }
    }

    private void offer(DatagramPacket packet, long now) {
      ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
      if (answer.isEmpty()) {
        answer =
            StunMessage.address(bytes, id)
                .map(seen -> new Answer(seen, Duration.ofNanos(now - begun)));
      }
    }
  }

  /**
   * Asks them all and waits for the slowest.
   *
   * @return an answer for each server in their order; empty for one that gave none in time
   * @throws IOException when this computer gives no port
   */
  List<Optional<Answer>> ask(List<InetSocketAddress> servers) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      List<Asked> all = new ArrayList<>();
      for (InetSocketAddress server : servers) {
        all.add(new Asked(server));
      }
      for (long now = System.nanoTime(); anyOpen(all, now); now = System.nanoTime()) {
        receive(socket, all, now);
      }
      return all.stream().map(asked -> asked.answer).toList();
    }
  }

  private static boolean anyOpen(List<Asked> all, long now) {
    return all.stream().anyMatch(asked -> asked.open(now));
  }

  private static void receive(DatagramSocket socket, List<Asked> all, long now) throws IOException {
    long idle = Long.MAX_VALUE;
    for (Asked asked : all) {
      if (asked.open(now)) {
        asked.sendWhenDue(socket, now);
        idle = Math.min(idle, asked.idle(now));
      }
    }
    socket.setSoTimeout((int) Math.max(1, Duration.ofNanos(idle).toMillis()));
    DatagramPacket packet =
        new DatagramPacket(new byte[StunMessage.MAX_BYTES], StunMessage.MAX_BYTES);
    try {
      socket.receive(packet);
      long then = System.nanoTime();
      all.forEach(asked -> asked.offer(packet, then));
    } catch (SocketTimeoutException e) {
      // Then it is time to repeat a request, or to give up.
      return;
    }
  }
}
