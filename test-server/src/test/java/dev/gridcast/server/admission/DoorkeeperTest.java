package dev.gridcast.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who comes in at the door, and by what. */
final class DoorkeeperTest extends DoorScene {

  @Test
  void anInviteOpensTheDoorAndIsNotAskedForAgain() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret secret = invite();

    assertIn(door.decide(ADA, Optional.of(secret)));
    assertIn(door.decide(ADA, Optional.empty()));
    assertIn(door.decide(ADA, Optional.of(Secret.random())));

    assertThat(stored(secret).used()).isEqualTo(1);
    assertThat(invites.usersOf(stored(secret))).containsExactly(ADA.text());
    assertThat(news).singleElement().asString().contains(ADA.text(), "invite-1");
  }

  @Test
  void withoutAnInviteOrWithOneThatIsNotOursNobodyComesInAndNothingIsWritten() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret others =
        InviteDesk.of(store, BOB, clock)
            .invite(Optional.empty(), Optional.empty(), OptionalLong.empty())
            .orElseThrow()
            .secret();

    assertOut(door.decide(ADA, Optional.empty()), RefusalCode.SECRET, "has none");
    assertOut(door.decide(ADA, Optional.of(Secret.random())), RefusalCode.SECRET, "does not know");
    assertOut(door.decide(ADA, Optional.of(others)), RefusalCode.SECRET, "another server's");

    assertThat(desk.members()).isEmpty();
  }

  @Test
  void anInviteEndsWithItsTimeButNotForThoseWhoCameByIt() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret secret = invite(Optional.of(Duration.ofDays(7)), OptionalLong.empty());
    clock.move(Duration.ofDays(7).minusMillis(1));
    assertIn(door.decide(ADA, Optional.of(secret)));

    clock.move(Duration.ofMillis(1));

    assertIn(door.decide(ADA, Optional.of(secret)));
    assertOut(
        door.decide(BOB, Optional.of(secret)), RefusalCode.SECRET, "expired (on 2026-01-08T12");
    assertThat(stored(secret).state(clock.instant())).isEqualTo(IssuedInvite.State.EXPIRED);
  }

  @Test
  void anInviteIsGoodForSoManyKeys() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret secret = invite(Optional.empty(), OptionalLong.of(1));
    assertIn(door.decide(ADA, Optional.of(secret)));
    assertOut(door.decide(BOB, Optional.of(secret)), RefusalCode.SECRET, "as many as may");
    assertIn(door.decide(ADA, Optional.of(secret)));
  }

  @Test
  void aRevokedInviteLetsNobodyNewIn() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret secret = invite();
    assertIn(door.decide(ADA, Optional.of(secret)));

    assertThat(invites.revoke(stored(secret), false)).isZero();

    assertOut(door.decide(BOB, Optional.of(secret)), RefusalCode.SECRET, "taken back");
    assertIn(door.decide(ADA, Optional.of(secret)));
  }

  @Test
  void aRevokedInviteTakesItsMembersWithItWhenItShould() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret secret = invite();
    assertIn(door.decide(ADA, Optional.of(secret)));

    assertThat(invites.revoke(stored(secret), true)).isEqualTo(1);

    assertOut(door.decide(ADA, Optional.of(secret)), RefusalCode.SECRET, "taken back");
    assertOut(door.decide(ADA, Optional.empty()), RefusalCode.SECRET, "has none");
    Secret another = invite();
    assertIn(door.decide(ADA, Optional.of(another)));
    assertThat(desk.member(ADA).orElseThrow().inviteName()).isEqualTo("invite-2");
  }

  @Test
  void whereTheOperatorAcceptsEachKeyAnInviteLeadsToTheWaitingRoomOnly() {
    Doorkeeper door = door(AdmissionMode.APPROVE);
    Secret secret = invite();

    assertThat(
            assertOut(
                    door.decide(ADA, Optional.of(secret)),
                    RefusalCode.PENDING,
                    "accept your key first, " + ADA.text())
                .retryAfter())
        .contains(Duration.ofSeconds(15));
    assertOut(door.decide(ADA, Optional.of(secret)), RefusalCode.PENDING, "asks again");
    assertThat(news).singleElement().asString().contains("gridcast server admit " + ADA.text());
    assertThat(desk.members()).extracting(Member::state).containsExactly(MemberState.PENDING);

    assertThat(desk.admit(ADA).mayStay()).isTrue();
    assertIn(door.decide(ADA, Optional.empty()));
    assertOut(door.decide(BOB, Optional.empty()), RefusalCode.SECRET, "has none");
  }

  @Test
  void whoWaitedComesInWhenTheDoorIsOpenedForAll() {
    Secret secret = invite(Optional.empty(), OptionalLong.of(1));
    door(AdmissionMode.APPROVE).decide(ADA, Optional.of(secret));
    assertIn(door(AdmissionMode.OPEN).decide(ADA, Optional.of(secret)));
    assertThat(stored(secret).used()).isEqualTo(1);
  }

  @Test
  void whoWaitsByARevokedInviteWaitsNoMore() {
    Doorkeeper door = door(AdmissionMode.APPROVE);
    Secret secret = invite();
    door.decide(ADA, Optional.of(secret));
    assertThat(invites.revoke(stored(secret), false)).isEqualTo(1);
    assertOut(door.decide(ADA, Optional.of(secret)), RefusalCode.SECRET, "taken back");
  }

  @Test
  void aStolenInviteCannotFillTheWaitingRoomWithoutEnd() {
    Doorkeeper door = door(AdmissionMode.APPROVE);
    Secret secret = invite();
    store.update(
        writer -> {
          for (int i = 0; i < Doorkeeper.PENDING_AT_MOST; i++) {
            writer
                .guests()
                .putMember(
                    new Member(
                        "key-" + i,
                        MemberState.PENDING,
                        clock.instant(),
                        null,
                        "",
                        Optional.empty(),
                        ""));
          }
        });
    assertOut(door.decide(ADA, Optional.of(secret)), RefusalCode.BUSY, "too many wait");
    assertThat(desk.member(ADA)).isEmpty();
  }

  @Test
  void aClosedDoorOpensForThoseOnTheListOnly() {
    Doorkeeper door = door(AdmissionMode.CLOSED);
    Secret secret = invite();
    assertOut(door.decide(ADA, Optional.of(secret)), RefusalCode.CLOSED, ADA.text());
    desk.admit(ADA);
    assertIn(door.decide(ADA, Optional.empty()));
    assertOut(door.decide(BOB, Optional.of(secret)), RefusalCode.CLOSED, "named");
    assertThat(stored(secret).used()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aBannedKeyComesInNowhereAndStandsAsBeforeAfterwards(AdmissionMode mode) {
    Secret secret = invite();
    assertIn(door(AdmissionMode.OPEN).decide(ADA, Optional.of(secret)));
    desk.ban(ADA, "sends rubbish");
    desk.ban(BOB, "never seen");

    assertOut(door(mode).decide(ADA, Optional.of(secret)), RefusalCode.BANNED, "sends rubbish");
    assertOut(door(mode).decide(BOB, Optional.of(secret)), RefusalCode.BANNED, "never seen");

    assertThat(desk.unban(ADA).orElseThrow().mayStay()).isTrue();
    assertThat(desk.unban(ADA)).as("it is not banned any more").isEmpty();
    assertIn(door(mode).decide(ADA, Optional.empty()));
    assertThat(desk.unban(BOB).orElseThrow().mayStay()).as("it never was a member").isFalse();
  }

  @Test
  void aKeyThatWasLetInMayStillBeBanned() {
    desk.ban(ADA, "first");
    assertThat(desk.admit(ADA).mayStay()).as("a ban stays").isFalse();
    assertOut(door(AdmissionMode.OPEN).decide(ADA, Optional.empty()), RefusalCode.BANNED, "first");
  }

  @Test
  void aKeyWithAllItsConnectionsIsToldSo() {
    Doorkeeper door = door(AdmissionMode.OPEN);
    Secret secret = invite();
    assertIn(door.decide(ADA, Optional.of(secret)));
    full.add(ADA);
    assertOut(door.decide(ADA, Optional.of(secret)), RefusalCode.QUOTA, "connections");
    full.clear();
    assertIn(door.decide(ADA, Optional.of(secret)));
  }

  @Test
  void theDefaultInviteIsRemadeButNeverComesBackFromTheDead() {
    Secret first = Secret.random();
    invites.keepDefault(first);
    invites.keepDefault(first);
    assertThat(invites.invites()).hasSize(1);
    invites.revoke(stored(first), false);

    invites.keepDefault(first);
    assertOut(
        door(AdmissionMode.OPEN).decide(ADA, Optional.of(first)), RefusalCode.SECRET, "taken back");

    Secret second = Secret.random();
    Secret third = Secret.random();
    invites.keepDefault(second);
    invites.keepDefault(third);
    assertThat(invites.invites())
        .extracting(invite -> invite.name() + " " + invite.state(clock.instant()))
        .containsExactly("default REVOKED", "default REVOKED", "default VALID");
    assertIn(door(AdmissionMode.OPEN).decide(ADA, Optional.of(third)));
  }

  @Test
  void aNameIsTakenOnce() {
    Optional<String> name = Optional.of("friends");
    assertThat(invites.invite(name, Optional.empty(), OptionalLong.empty())).isPresent();
    assertThat(invites.invite(name, Optional.empty(), OptionalLong.empty())).isEmpty();
  }

  @Test
  void theSecretIsNowhereInTheStore() {
    Secret secret = invite();
    assertThat(stored(secret).secretSha256()).hasSize(64).doesNotContain(secret.text());
    PeerKey stranger = Identity.random().key();
    assertIn(door(AdmissionMode.OPEN).decide(stranger, Optional.of(secret)));
  }
}
