package dev.gridcast.client.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A STUN server on the loopback interface, with the manners that a test wants. */
final class StandInStun implements AutoCloseable {

  private final DatagramSocket socket;
  private final AtomicInteger heard = new AtomicInteger();
  private final int deafTo;
  private final boolean babbles;

  private StandInStun(int deafTo, boolean babbles) throws IOException {
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    this.deafTo = deafTo;
    this.babbles = babbles;
    Thread thread = new Thread(this::serve, "stand-in-stun");
    thread.setDaemon(true);
    thread.start();
  }

  static StandInStun good() throws IOException {
    return new StandInStun(0, false);
  }

  /** One that loses the first requests. */
  static StandInStun deafTo(int requests) throws IOException {
    return new StandInStun(requests, false);
  }

  /** One that answers with something else. */
  static StandInStun babbling() throws IOException {
    return new StandInStun(0, true);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  /** How many requests came. */
  int heard() {
    return heard.get();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        if (heard.incrementAndGet() > deafTo) {
          byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), packet);
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (SocketException e) {
      return; // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] answer(byte[] request, DatagramPacket from) {
    if (babbles) {
      return new byte[] {1, 1, 0, 12, 0};
    }
    byte[] address = from.getAddress().getAddress();
    byte[] cookie = {0x21, 0x12, (byte) 0xa4, 0x42};
    for (int i = 0; i < address.length; i++) {
      address[i] ^= cookie[i];
    }
    return ByteBuffer.allocate(32)
        .putShort((short) 0x0101)
        .putShort((short) 12)
        .put(request, 4, 16)
        .putShort((short) 0x0020)
        .putShort((short) 8)
        .putShort((short) 1)
        .putShort((short) (from.getPort() ^ 0x2112))
        .put(address)
        .array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
