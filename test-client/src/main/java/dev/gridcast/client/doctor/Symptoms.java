package dev.gridcast.client.doctor;

import dev.gridcast.client.doctor.Instruments.Contact;
import dev.gridcast.client.doctor.Instruments.Knock;
import dev.gridcast.protocol.signal.IceServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the checks found, put together for the one who draws the conclusion. */
final class Symptoms {

  /** Says what hinders everything else, as a sentence of what to do; empty when nothing does. */
  Optional<String> obstacle = Optional.empty();

  final Map<String, Knock> knocks = new LinkedHashMap<>();
  final Map<String, Optional<StunProbe.Answer>> stun = new LinkedHashMap<>();

  /** The addresses that TURN servers gave, by URL. */
  final Map<String, Optional<String>> relays = new LinkedHashMap<>();

  /** Empty when it was not tried, or failed. */
  Optional<Contact> contact = Optional.empty();

  /** The first server that opened; else the first that refused; else empty. */
  Optional<Knock> verdict() {
    return knocks.values().stream()
        .filter(Knock.Welcomed.class::isInstance)
        .findFirst()
        .or(() -> knocks.values().stream().filter(Knock.Refused.class::isInstance).findFirst());
  }

  /** What the STUN servers saw, one entry for each that answered. */
  List<StunProbe.Answer> seen() {
    return stun.values().stream().flatMap(Optional::stream).toList();
  }

  /** Whether two servers see two ports for the same port here: a relay is needed then. */
  boolean symmetric() {
    return seen().stream()
        .map(StunProbe.Answer::seen)
        .collect(Collectors.groupingBy(seen -> seen.getAddress().getClass(), Collectors.toSet()))
        .values()
        .stream()
        .anyMatch(ofOneFamily -> ofOneFamily.size() > 1);
  }

  /** Whether packets come back from nobody, though somebody was asked. */
  boolean noUdp() {
    return !stun.isEmpty() && seen().isEmpty();
  }

  boolean relays() {
    return relays.values().stream().anyMatch(Optional::isPresent);
  }

  /** One server for each URL, as TURN is tried. */
  static List<IceServer> oneByOne(List<IceServer> servers) {
    List<IceServer> single = new ArrayList<>();
    for (IceServer server : servers) {
      for (String url : server.urls()) {
        if (url.startsWith("turn")) {
          single.add(
              new IceServer(
                  List.of(url), server.username(), server.credential(), server.anyCertificate()));
        }
      }
    }
    return single;
  }
}
