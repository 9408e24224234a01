package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store must know of invites and members. */
abstract class GuestContract extends FeedContract {

  private static final Instant LATER = Samples.START.plusSeconds(60);

  @Test
  void anInviteKeepsAllThatIsSaidOfIt() {
    store.update(
        writer ->
            writer
                .guests()
                .insertInvite(
                    "here",
                    "friends",
                    "aa",
                    Samples.START,
                    Optional.of(LATER),
                    OptionalLong.of(2)));
    IssuedInvite invite = store.read(reader -> reader.guests().invite("here", "aa")).orElseThrow();
    assertThat(invite)
        .isEqualTo(
            new IssuedInvite(
                invite.id(),
                "here",
                "friends",
                "aa",
                Samples.START,
                Optional.of(LATER),
                OptionalLong.of(2),
                Optional.empty(),
                0));
    assertThat(store.<List<IssuedInvite>>read(reader -> reader.guests().invites("here")))
        .containsExactly(invite);
    assertThat(store.<List<IssuedInvite>>read(reader -> reader.guests().invites("there")))
        .as("another server's are its own")
        .isEmpty();
    assertThat(store.<Optional<IssuedInvite>>read(r -> r.guests().invite("there", "aa"))).isEmpty();
    assertThat(invite.state(Samples.START)).isEqualTo(IssuedInvite.State.VALID);
    assertThat(invite.state(LATER)).isEqualTo(IssuedInvite.State.EXPIRED);
  }

  @Test
  void aNameIsFreeAgainOnceItsInviteIsRevoked() {
    insert("friends", "aa");
    assertThatThrownBy(() -> insert("friends", "bb")).isInstanceOf(StoreException.class);
    long first = named("friends").orElseThrow().id();
    store.update(writer -> writer.guests().revokeInvite(first, LATER));
    assertThat(named("friends")).isEmpty();
    insert("friends", "bb");
    assertThat(named("friends").orElseThrow().secretSha256()).isEqualTo("bb");
    assertThat(store.<List<IssuedInvite>>read(reader -> reader.guests().invites("here")))
        .extracting(invite -> invite.state(LATER))
        .containsExactly(IssuedInvite.State.REVOKED, IssuedInvite.State.VALID);
  }

  @Test
  void aKeyUsesAnInviteOnce() {
    insert("friends", "aa");
    long invite = named("friends").orElseThrow().id();
    put("eve", MemberState.PENDING, invite, Optional.empty());
    put("ada", MemberState.ADMITTED, invite, Optional.empty());
    store.update(
        writer -> {
          writer.guests().useInvite(invite, "ada", Samples.START);
          writer.guests().useInvite(invite, "eve", LATER);
          writer.guests().useInvite(invite, "ada", LATER);
        });
    assertThat(named("friends").orElseThrow().used()).isEqualTo(2);
    assertThat(store.<List<String>>read(reader -> reader.guests().usersOf(invite)))
        .containsExactly("ada", "eve");
  }

  @Test
  void aMemberKeepsAllThatIsSaidOfItAndIsCalledWhatItCallsItself() {
    insert("friends", "aa");
    long invite = named("friends").orElseThrow().id();
    put("ada", MemberState.ADMITTED, invite, Optional.of(new Ban(LATER, "sends rubbish")));
    Member ada = store.read(reader -> reader.guests().member("ada")).orElseThrow();
    assertThat(ada)
        .isEqualTo(
            new Member(
                "ada",
                MemberState.ADMITTED,
                Samples.START,
                invite,
                "friends",
                Optional.of(new Ban(LATER, "sends rubbish")),
                "Ada"));
    assertThat(ada.mayStay()).isFalse();
    put("ada", MemberState.OUTSIDE, null, Optional.empty());
    assertThat(store.read(reader -> reader.guests().member("ada")).orElseThrow())
        .isEqualTo(
            new Member(
                "ada", MemberState.OUTSIDE, Samples.START, null, "", Optional.empty(), "Ada"));
  }

  @Test
  void thoseWhoWaitComeFirstAndThoseWhoMayNotStayAreFound() {
    put("b", MemberState.ADMITTED, null, Optional.empty());
    put("c", MemberState.PENDING, null, Optional.empty());
    put("d", MemberState.OUTSIDE, null, Optional.empty());
    put("e", MemberState.ADMITTED, null, Optional.of(new Ban(LATER, "")));
    assertThat(store.<List<Member>>read(reader -> reader.guests().members()))
        .extracting(Member::id)
        .containsExactly("c", "b", "d", "e");
    assertThat(store.<List<Member>>read(reader -> reader.guests().pending(5)))
        .extracting(Member::id)
        .containsExactly("c");
    assertThat(store.<List<Member>>read(reader -> reader.guests().barred()))
        .extracting(Member::id)
        .containsExactlyInAnyOrder("d", "e");
    assertThat(store.<Optional<Member>>read(reader -> reader.guests().member("z"))).isEmpty();
  }

  private void insert(String name, String secretSha256) {
    store.update(
        writer ->
            writer
                .guests()
                .insertInvite(
                    "here",
                    name,
                    secretSha256,
                    Samples.START,
                    Optional.empty(),
                    OptionalLong.empty()));
  }

  private Optional<IssuedInvite> named(String name) {
    return store.read(reader -> reader.guests().inviteNamed("here", name));
  }

  private void put(String id, MemberState state, @Nullable Long invite, Optional<Ban> ban) {
    store.update(
        writer ->
            writer.guests().putMember(new Member(id, state, Samples.START, invite, "", ban, "")));
  }
}
