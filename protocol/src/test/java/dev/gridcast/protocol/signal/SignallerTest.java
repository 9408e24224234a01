package dev.gridcast.protocol.signal;

import static dev.gridcast.protocol.signal.DeskScene.ANSWER;
import static dev.gridcast.protocol.signal.DeskScene.SDP;
import static dev.gridcast.protocol.signal.DeskScene.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client believes, and on which way. */
@Timeout(60)
class SignallerTest {

  private final DeskScene scene = new DeskScene();

  @Test
  void aKnockAndAnOfferReachTheServer() throws Exception {
    Signaller signaller = scene.signaller(scene.straight());
    Welcome welcome = signaller.knock();
    assertThat(welcome.version()).isEqualTo("1.2.3");
    assertThat(welcome.ice().relayOnly()).isTrue();
    assertThat(welcome.ice().servers().get(0).credential()).isEqualTo("p");
    assertThat(welcome.ice().toString()).doesNotContain("p]");
    assertThat(signaller.offer(SDP)).isEqualTo(ANSWER);
    assertThat(scene.offered).containsExactly(scene.ada.key());
  }

  @Test
  void theFirstAnswerWinsAndTheOtherWaysAreLeft() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    SignalWay silent =
        way(
            "silent",
            box -> {
              try {
                never.await();
              } finally {
                left.complete(true);
              }
              return new byte[0];
            });
    SignalWay rubbish = way("rubbish", box -> new byte[300]);
    assertThat(scene.signaller(silent, rubbish, scene.straight()).offer(SDP)).isEqualTo(ANSWER);
    assertThat(left.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void severalWaysToOneServerMakeOneConnection() throws Exception {
    assertThat(scene.signaller(scene.straight(), scene.straight()).offer(SDP)).isEqualTo(ANSWER);
    assertThat(scene.offered).hasSize(1);
  }

  @Test
  void whatNobodySealedIsNotBelieved() {
    assertNotBelieved(way("echo", box -> box));
    assertNotBelieved(way("nothing", box -> new byte[0]));
    assertNotBelieved(way("long", box -> new byte[SealedBox.MAX_BYTES + 1]));
  }

  @Property(tries = 100)
  void noChangedAnswerIsBelieved(@ForAll int at, @ForAll @IntRange(min = 1, max = 255) int flip) {
    DeskScene fresh = new DeskScene();
    SignalWay changing =
        way(
            "changing",
            box -> {
              byte[] answer = fresh.straight().exchange(box, x -> true, Duration.ZERO);
              answer[Math.floorMod(at, answer.length)] ^= (byte) flip;
              return answer;
            });
    assertThatThrownBy(() -> fresh.signaller(changing).knock())
        .hasMessageContaining("is not the server of this invite");
  }

  @Test
  void anotherServersAnswerIsNotBelieved() {
    DeskScene mallory = new DeskScene();
    assertNotBelieved(
        way(
            "mallory",
            box ->
                SealedBox.seal(
                    Letters.WELCOME,
                    mallory.server,
                    scene.ada.key(),
                    Letters.write(reply(Letters.token())))));
  }

  @Test
  void anAnswerToAnEarlierRequestIsNotBelieved() throws Exception {
    byte[][] kept = new byte[1][];
    SignalWay keeping =
        way(
            "keeping",
            box -> {
              byte[] answer = scene.straight().exchange(box, x -> true, Duration.ZERO);
              byte[] before = kept[0];
              kept[0] = answer;
              return before == null ? answer : before;
            });
    Signaller signaller = scene.signaller(keeping);
    signaller.knock();
    assertThatThrownBy(signaller::knock).hasMessageContaining("is not the server of this invite");
    assertThatThrownBy(() -> signaller.offer(SDP))
        .hasMessageContaining("is not the server of this invite");
  }

  @Test
  void aWelcomeIsNoAnswerToAnOffer() {
    SignalWay swapping =
        way(
            "swapping",
            box -> {
              try {
                Letters.Request request =
                    Letters.read(SealedBox.open(box, scene.server).body(), Letters.Request.class);
                return SealedBox.seal(
                    Letters.WELCOME,
                    scene.server,
                    scene.ada.key(),
                    Letters.write(reply(String.valueOf(request == null ? "" : request.nonce()))));
              } catch (dev.gridcast.protocol.identity.SealException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThatThrownBy(() -> scene.signaller(swapping).offer(SDP))
        .hasMessageContaining("is not the server of this invite");
  }

  @Test
  void aWrongClockIsSetByTheServersOnce() throws Exception {
    Signaller late =
        new Signaller(
            scene.ada,
            scene.invite(),
            List.of(scene.straight()),
            "1.0",
            () -> scene.now.minus(Duration.ofDays(400)));
    assertThat(late.knock().version()).isEqualTo("1.2.3");
    assertThat(late.offer(SDP)).isEqualTo(ANSWER);
    assertThat(scene.refused(RefusalCode.STALE)).isEqualTo(1);
  }

  @Test
  void onlyTheServerItselfEndsTheTrying() {
    Signaller wrong =
        new Signaller(
            scene.ada,
            scene.invite().withSecret(Optional.of(Secret.random())),
            List.of(scene.straight(), way("rubbish", box -> new byte[300])),
            "1.0",
            () -> scene.now);
    assertThatThrownBy(wrong::knock)
        .hasMessageContaining("wrong secret")
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isTrue());
  }

  @Test
  void aServerThatAsksForPatienceIsGivenIt() {
    scene.offers =
        (from, sdp, patience) -> {
          throw OfferRefusedException.unavailable("full");
        };
    assertThatThrownBy(() -> scene.signaller(scene.straight()).offer(SDP))
        .hasMessageContaining("full")
        .isInstanceOfSatisfying(
            ConnectException.class,
            e -> {
              assertThat(e.isPermanent()).isFalse();
              assertThat(e.retryAfter()).contains(Duration.ofSeconds(5));
            });
  }

  @Test
  void whenNoWayWorksAllReasonsAreTold() {
    SignalWay one = failing("the first is closed");
    SignalWay two = failing("the second is closed");
    assertThatThrownBy(() -> scene.signaller(one, two).knock())
        .hasMessageContaining("the first is closed")
        .hasMessageContaining("the second is closed")
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse());
  }

  @Test
  void withoutAWayItMustBeCarriedByHand() {
    assertThatThrownBy(() -> scene.signaller().knock()).hasMessageContaining("by hand");
  }

  @Test
  void theDoctorSeesTheRefusalOfOneWay() {
    Signaller stranger =
        new Signaller(
            Identity.random(),
            scene.invite().withSecret(Optional.empty()),
            List.of(),
            "1.0",
            () -> scene.now);
    assertThatThrownBy(() -> stranger.knock(scene.straight(), Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.code()).isEqualTo(RefusalCode.SECRET);
              assertThat(e.serverTime()).contains(scene.now);
            });
  }

  private static SignalWay failing(String why) {
    return way(
        why,
        box -> {
          throw ConnectException.temporary(why, null);
        });
  }

  private void assertNotBelieved(SignalWay liar) {
    assertThatThrownBy(() -> scene.signaller(liar).knock())
        .hasMessageContaining("is not the server of this invite")
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse());
  }

  private static Letters.Reply reply(String re) {
    return new Letters.Reply(
        Letters.token(), 0L, re, 4, "1", null, null, null, ANSWER, null, null, null, null);
  }
}
