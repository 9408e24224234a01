package dev.gridcast.server.web;

import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together who may join: what the store knows of the keys, and how they are connected. */
final class MemberView {

  private final House house;

  MemberView(House house) {
    this.house = house;
  }

  /**
   * Who may join.
   *
   * @param admission {@code open}, {@code approve} or {@code closed}; null where no server runs
   * @param members those that wait first
   */
  record Answer(@Nullable String admission, List<Key> members) {}

  /**
   * A key that is, or was, at the door.
   *
   * @param key its text, which is the volunteer's identity
   * @param name the name that it gave as a volunteer; empty before its first hello
   * @param state {@code pending}, {@code member}, {@code outside} or {@code banned}
   * @param since since when it stands so
   * @param invite the name of the invite by which it came; null when there is none
   * @param reason why it is banned; null unless it is
   * @param connection how it is connected; null when it is not, or that is not known
   */
  record Key(
      String key,
      String name,
      String state,
      Instant since,
      @Nullable String invite,
      @Nullable String reason,
      @Nullable String connection) {}

  /** Everybody. */
  Answer everybody() {
    Map<String, String> ways = ways();
    List<Key> keys =
        house.store().read(reader -> reader.guests().members()).stream()
            .map(member -> key(member, ways))
            .toList();
    Optional<AdmissionMode> mode = house.live().admission();
    return new Answer(mode.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse(null), keys);
  }

  /** One of them. */
  Key one(Member member) {
    return key(member, ways());
  }

  private Map<String, String> ways() {
    Map<String, String> ways = new HashMap<>();
    for (Presence present : house.live().present()) {
      String way = present.connection();
      if (way != null) {
        ways.put(present.volunteer(), way);
      }
    }
    return ways;
  }

  private static Key key(Member member, Map<String, String> ways) {
    return new Key(
        member.id(),
        member.name(),
        state(member),
        member.ban().isPresent() ? member.ban().get().at() : member.since(),
        member.inviteName().isEmpty() ? null : member.inviteName(),
        member.ban().isPresent() ? member.ban().get().reason() : null,
        ways.get(member.id()));
  }

  private static String state(Member member) {
    if (member.ban().isPresent()) {
      return "banned";
    }
    return switch (member.state()) {
      case PENDING -> "pending";
      case ADMITTED -> "member";
      case OUTSIDE -> "outside";
    };
  }
}
