package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerPath;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Who is connected and what each runs, for people to look at. Thread-safe. */
public final class VolunteerRoom {

  private final Map<String, Present> byPeer = new ConcurrentSkipListMap<>();

  VolunteerRoom() {}

  /**
   * A volunteer with an open connection.
   *
   * @param volunteer the stable identity
   * @param name the name to show
   * @param machine what it says it runs on
   * @param since when it said hello
   * @param connection how it is connected, in the words of {@link PeerPath#text}; null when that is
   *     not known
   * @param works what it trains, in the order of the leases; empty when it waits
   */
  public record Presence(
      String volunteer,
      String name,
      Machine machine,
      Instant since,
      @Nullable String connection,
      List<Work> works) {}

  /** The way may only be known, or become another one, after the hello. */
  private record Present(Peer peer, String name, Machine machine, Instant since, List<Work> works) {

    Presence presence() {
      return new Presence(
          peer.key().text(),
          name,
          machine,
          since,
          peer.path().map(PeerPath::text).orElse(null),
          works);
    }
  }

  /**
   * A training in progress.
   *
   * @param lease the lease under which the case is trained
   * @param caseIndex the test case
   * @param progress the volunteer's last word on it; null before the first epoch
   */
  public record Work(String lease, long caseIndex, @Nullable Progress progress) {}

  /** Everybody who is there, by name, then in the order of their coming. */
  public List<Presence> present() {
    return byPeer.values().stream()
        .map(Present::presence)
        .sorted(Comparator.comparing(Presence::name).thenComparing(Presence::since))
        .toList();
  }

  void enter(Peer peer, String name, Machine machine, Instant now) {
    byPeer.put(peer.id(), new Present(peer, name, machine, now, List.of()));
  }

  void leave(String peer) {
    byPeer.remove(peer);
  }

  void works(String peer, List<Work> works) {
    byPeer.computeIfPresent(
        peer, (id, was) -> new Present(was.peer(), was.name(), was.machine(), was.since(), works));
  }
}
