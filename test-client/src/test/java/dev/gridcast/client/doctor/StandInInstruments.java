package dev.gridcast.client.doctor;

import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows what a test puts in. At first: a computer with an address, and no server at all. */
public final class StandInInstruments implements Instruments {

  /** The key that it says is this client's. */
  public static final String KEY = "my-own-key";

  public final Map<String, Knock> knocks = new LinkedHashMap<>();
  final List<Local> addresses = new ArrayList<>();
  final Map<Integer, InetSocketAddress> seenFromPort = new LinkedHashMap<>();
  final Map<String, String> relays = new LinkedHashMap<>();
  final List<String> asked = new ArrayList<>();
  Optional<String> library = Optional.empty();
  public Optional<Contact> contact = Optional.empty();
  public boolean closed;

  public StandInInstruments() {
    addresses.add(new Local("eth0", address("192.168.1.10")));
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public String ownKey() {
    return KEY;
  }

  @Override
  public List<Local> addresses() {
    return addresses;
  }

  @Override
  public Optional<String> library() {
    return library;
  }

  @Override
  public List<String> ways() {
    return List.copyOf(knocks.keySet());
  }

  @Override
  public Knock knock(String way) {
    return Objects.requireNonNull(knocks.get(way), way);
  }

  @Override
  public IceAdvice servers(IceAdvice advice) {
    return advice;
  }

  @Override
  public List<Optional<StunProbe.Answer>> stun(List<InetSocketAddress> servers) {
    return servers.stream()
        .map(
            server ->
                Optional.ofNullable(seenFromPort.get(server.getPort()))
                    .map(seen -> new StunProbe.Answer(seen, Duration.ofMillis(12))))
        .toList();
  }

  @Override
  public Optional<String> relay(IceServer server) throws IOException {
    String url = server.urls().get(0);
    asked.add(url + " as " + server.username());
    if ("broken".equals(relays.get(url))) {
      throw new IOException("broken");
    }
    return Optional.ofNullable(relays.get(url));
  }

  @Override
  public Contact connect() throws ConnectException {
    asked.add("connection");
    return contact.orElseThrow(
        () -> ConnectException.temporary("no channel opens within 20 s", null));
  }

  @Override
  public void close() {
    closed = true;
  }
}
