package dev.gridcast.server.admission;

import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.Store;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may not be connected, though it came in once. */
public final class Barred {

  private Barred() {}

  /** The keys, as text, and what each is told. */
  public static Map<String, String> in(Store store) {
    return store.read(reader -> reader.guests().barred()).stream()
        .collect(Collectors.toMap(Member::id, Barred::why));
  }

  private static String why(Member member) {
    return member
        .ban()
        .map(Ban::reason)
        .map(reason -> "the operator of this server has banned this key: " + reason)
        .orElse("the invite by which this key came was taken back; ask for a new one");
  }
}
