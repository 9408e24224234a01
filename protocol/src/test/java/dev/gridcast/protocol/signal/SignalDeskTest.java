package dev.gridcast.protocol.signal;

import static dev.gridcast.protocol.signal.DeskScene.ANSWER;
import static dev.gridcast.protocol.signal.DeskScene.FINGERPRINT;
import static dev.gridcast.protocol.signal.DeskScene.SDP;
import static dev.gridcast.protocol.signal.Letters.KNOCK;
import static dev.gridcast.protocol.signal.Letters.OFFER;
import static dev.gridcast.protocol.signal.Letters.REFUSAL;
import static dev.gridcast.protocol.signal.Letters.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.identity.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's desk answers, and above all what it does not. */
@Timeout(60)
class SignalDeskTest {

  private final DeskScene scene = new DeskScene();

  @Test
  void aKnockIsWelcomed() throws Exception {
    DeskScene.Told told = scene.ask(KNOCK, scene.request());
    assertThat(told.kind()).isEqualTo(WELCOME);
    assertThat(told.reply().version()).isEqualTo("1.2.3");
    assertThat(told.reply().ice())
        .containsExactly(new Letters.Ice(List.of("turn:t"), "u", "p", null));
    assertThat(scene.desk.counts().welcomed()).isEqualTo(1);
  }

  @Test
  void anOfferIsAnsweredForTheKeyThatSealedIt() throws Exception {
    DeskScene.Told told = scene.ask(OFFER, scene.request());
    assertThat(told.reply().sdp()).isEqualTo(ANSWER);
    assertThat(scene.offered).containsExactly(scene.ada.key());
    assertThat(scene.desk.counts().answered()).isEqualTo(1);
  }

  @Property(tries = 150)
  void aForgeryIsNeverAnswered(@ForAll int at, @ForAll @IntRange(min = 1, max = 255) int flip)
      throws Exception {
    DeskScene fresh = new DeskScene();
    byte[] sealed = fresh.seal(OFFER, fresh.request());
    sealed[Math.floorMod(at, sealed.length)] ^= (byte) flip;
    assertThat(fresh.desk.answer(sealed, "x")).isEmpty();
    assertThat(fresh.offered).isEmpty();
    assertThat(fresh.desk.counts().garbage()).isEqualTo(1);
  }

  @Test
  void whatIsSealedForAnotherServerIsGarbage() throws Exception {
    byte[] elsewhere =
        SealedBox.seal(OFFER, scene.ada, Identity.random().key(), Letters.write(scene.request()));
    assertThat(scene.desk.answer(elsewhere, "x")).isEmpty();
    assertThat(scene.desk.counts().garbage()).isEqualTo(1);
  }

  @Test
  void aReplayGetsNoAnswerWhereverItComesFrom() throws Exception {
    byte[] offer = scene.seal(OFFER, scene.request());
    assertThat(scene.desk.answer(offer, "192.0.2.1")).isPresent();
    assertThat(scene.desk.answer(offer, "192.0.2.1")).isEmpty();
    assertThat(scene.desk.answer(offer, "mqtt")).isEmpty();
    assertThat(scene.offered).hasSize(1);
    assertThat(scene.refused(RefusalCode.REPLAY)).isEqualTo(2);
  }

  @Test
  void anOfferByHandThatIsBroughtTwiceGetsTheSameAnswerAndMakesOneConnection() throws Exception {
    Letters.Request request = at(scene.now.toEpochMilli(), 1_800);
    byte[] sealed =
        SealedBox.seal(Letters.OFFER, scene.ada, scene.server.key(), Letters.writeShort(request));
    scene.now = scene.now.plus(Duration.ofMinutes(10));

    for (int i = 0; i < 3; i++) {
      DeskScene.Told told = scene.open(scene.desk.answer(sealed, "192.0.2.1").orElseThrow());
      assertThat(told.kind()).isEqualTo(Letters.ANSWER);
      assertThat(told.reply().re()).isEqualTo(request.nonce());
      assertThat(told.reply().sdp()).isEqualTo(DeskScene.ANSWER);
    }

    assertThat(scene.offered).hasSize(1);
  }

  @Test
  void onlyWhoWritesShortlyIsAnsweredShortly() throws Exception {
    for (boolean brief : new boolean[] {true, false}) {
      Letters.Request request = scene.request();
      byte[] letter = brief ? Letters.writeShort(request) : Letters.write(request);
      byte[] sealed = SealedBox.seal(Letters.KNOCK, scene.ada, scene.server.key(), letter);

      byte[] answer = scene.desk.answer(sealed, "192.0.2.1").orElseThrow();

      assertThat(Letters.isShort(SealedBox.open(answer, scene.ada).body())).isEqualTo(brief);
    }
  }

  @Test
  void aReplayIsStaleWhenItsNonceIsForgotten() throws Exception {
    byte[] knock = scene.seal(KNOCK, scene.request());
    assertThat(scene.desk.answer(knock, "x")).isPresent();
    scene.now = scene.now.plus(SignalDesk.TOLERANCE).plusMillis(1);
    scene.ask(KNOCK, scene.request()); // what is over is forgotten now
    assertThat(scene.open(scene.desk.answer(knock, "x").orElseThrow()).code()).isEqualTo("STALE");
  }

  @ParameterizedTest
  @ValueSource(longs = {-120_001, 120_001, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
  void whatIsFromAnotherTimeIsStale(long millis) throws Exception {
    scene.now = scene.now.plus(Duration.ofHours(1));
    DeskScene.Told told = scene.ask(KNOCK, at(scene.now.toEpochMilli() + millis, null));
    assertThat(told.code()).isEqualTo("STALE");
    assertThat(told.reply().serverTime()).isEqualTo(scene.now.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(longs = {-120_000, 0, 120_000})
  void clocksMayDifferByTwoMinutes(long millis) throws Exception {
    scene.now = scene.now.plus(Duration.ofHours(1));
    assertThat(scene.ask(KNOCK, at(scene.now.toEpochMilli() + millis, null)).kind())
        .isEqualTo(WELCOME);
  }

  @Test
  void whatAnEarlierRunMayHaveSeenIsStale() throws Exception {
    assertThat(scene.ask(KNOCK, at(DeskScene.START.toEpochMilli() - 1, null)).code())
        .isEqualTo("STALE");
  }

  @Test
  void whoCarriesItByHandHasMoreTime() throws Exception {
    long made = scene.now.toEpochMilli();
    scene.now = scene.now.plus(Duration.ofMinutes(29));
    byte[] offer = scene.seal(OFFER, at(made, 1800));
    assertThat(scene.open(scene.desk.answer(offer, "x").orElseThrow()).reply().sdp())
        .isEqualTo(ANSWER);
    assertThat(scene.ask(OFFER, at(made, 1801)).code()).isEqualTo("BAD_OFFER");
    assertThat(scene.ask(OFFER, at(made, -1)).code()).isEqualTo("BAD_OFFER");
    // Only an offer is carried by hand.
    assertThat(scene.ask(KNOCK, at(made, 1800)).code()).isEqualTo("STALE");
  }

  @Test
  void aKnockCannotBeTurnedIntoAnOffer() throws Exception {
    byte[] knock = scene.seal(KNOCK, scene.request());
    knock[4] = OFFER;
    assertThat(scene.desk.answer(knock, "x")).isEmpty();
    assertThat(scene.offered).isEmpty();
  }

  @Test
  void aWrongSecretIsRefusedAndRemembersNothing() throws Exception {
    DeskScene small = new DeskScene(DeskScene.WIDE, 1);
    for (int i = 0; i < 5; i++) {
      assertThat(small.ask(OFFER, with(small.request(), Secret.random().text())).code())
          .isEqualTo("SECRET");
      assertThat(small.ask(OFFER, with(small.request(), "nonsense")).code()).isEqualTo("SECRET");
      assertThat(small.ask(OFFER, with(small.request(), null)).code()).isEqualTo("SECRET");
    }
    assertThat(small.offered).isEmpty();
    assertThat(small.ask(KNOCK, small.request()).kind()).isEqualTo(WELCOME);
    assertThat(small.ask(KNOCK, small.request()).code()).as("the memory is full").isEqualTo("BUSY");
  }

  @Test
  void aFloodIsNotEvenOpened() throws Exception {
    DeskScene narrow = new DeskScene(new SignalLimits(100, 1, 100), 1000);
    for (int i = 0; i < 10; i++) {
      assertThat(narrow.desk.answer(new byte[200], "192.0.2.1")).isEmpty();
    }
    assertThatThrownBy(() -> narrow.desk.answer(new byte[200], "192.0.2.1"))
        .isInstanceOf(FloodException.class);
    assertThat(narrow.desk.counts().flooded()).isEqualTo(1);
    assertThat(narrow.desk.answer(new byte[200], "192.0.2.2")).isEmpty();
    narrow.nanos += TimeUnit.SECONDS.toNanos(1);
    assertThat(narrow.desk.answer(new byte[200], "192.0.2.1")).isEmpty();
  }

  @Test
  void aFloodFromManyAddressesMeetsTheLimitOfAll() throws Exception {
    DeskScene narrow = new DeskScene(new SignalLimits(5, 1, 100), 1000);
    for (int i = 0; i < 50; i++) {
      assertThat(narrow.desk.answer(new byte[200], "2001:db8::" + i)).isEmpty();
    }
    assertThatThrownBy(() -> narrow.desk.answer(new byte[200], "2001:db8::ffff"))
        .isInstanceOf(FloodException.class);
  }

  @Test
  void aKeyThatAsksTooOftenIsTold() throws Exception {
    DeskScene narrow = new DeskScene(new SignalLimits(1e6, 1e6, 0.5), 1000);
    for (int i = 0; i < 5; i++) {
      assertThat(narrow.ask(KNOCK, narrow.request()).kind()).isEqualTo(WELCOME);
    }
    DeskScene.Told told = narrow.ask(KNOCK, narrow.request());
    assertThat(told.code()).isEqualTo("QUOTA");
    assertThat(told.reply().retryAfterMillis()).isEqualTo(2000);
  }

  @Test
  void whatIsTooLargeIsNotOpened() throws Exception {
    assertThat(scene.desk.answer(new byte[SealedBox.MAX_BYTES + 1], "x")).isEmpty();
    assertThat(scene.desk.counts().garbage()).isEqualTo(1);
  }

  @Test
  void oneOfferOnSeveralWaysMakesOneConnection() throws Exception {
    CountDownLatch answering = new CountDownLatch(1);
    scene.offers =
        (from, sdp, patience) -> {
          answering.await();
          return ANSWER;
        };
    Letters.Request first = scene.request();
    Letters.Request second = again(first);
    CompletableFuture<DeskScene.Told> one = CompletableFuture.supplyAsync(() -> told(first));
    CompletableFuture<DeskScene.Told> two = CompletableFuture.supplyAsync(() -> told(second));
    answering.countDown();
    assertThat(one.get(20, TimeUnit.SECONDS).reply().sdp()).isEqualTo(ANSWER);
    assertThat(two.get(20, TimeUnit.SECONDS).reply().sdp()).isEqualTo(ANSWER);
    assertThat(two.join().reply().re()).isEqualTo(second.nonce());
    assertThat(scene.offered).hasSize(1);
  }

  @Test
  void theFingerprintMustBeThatOfTheDescription() throws Exception {
    String other = FINGERPRINT.replace("AB", "EF");
    for (String sdp :
        List.of(
            "v=0",
            SDP + "a=fingerprint:" + other + "\r\n",
            SDP + "A=Fingerprint:" + other,
            "a=fingerprint:sha-1 AB:CD\r\n",
            SDP.replace("AB", "EF"))) {
      Letters.Request offer = scene.request();
      Letters.Request wrong =
          new Letters.Request(
              offer.nonce(),
              offer.time(),
              offer.secret(),
              null,
              null,
              offer.attempt(),
              FINGERPRINT,
              sdp,
              null);
      assertThat(scene.ask(OFFER, wrong).code()).as(sdp).isEqualTo("BAD_OFFER");
    }
    assertThat(scene.offered).isEmpty();
  }

  @Test
  void aBugInTheServerIsNotTheClientsFault() throws Exception {
    scene.offers =
        (from, sdp, patience) -> {
          throw new IllegalStateException("a bug");
        };
    assertThat(scene.ask(OFFER, scene.request()).code()).isEqualTo("BUSY");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WELCOME, REFUSAL, 6, 255})
  void aKindThatNobodyKnowsIsToldSo(int kind) throws Exception {
    assertThat(scene.ask(kind, scene.request()).code()).isEqualTo("VERSION");
  }

  /** A sealed letter is from somebody, and that may be anybody. */
  @Property(tries = 200)
  void anyLetterIsAnsweredOrIgnored(@ForAll byte[] body, @ForAll @IntRange(max = 255) int kind)
      throws Exception {
    DeskScene fresh = new DeskScene();
    byte[] sealed = SealedBox.seal(kind, fresh.ada, fresh.server.key(), body);
    assertThat(fresh.desk.answer(sealed, "x")).isEmpty();
    assertThat(fresh.offered).isEmpty();
  }

  @Property(tries = 150)
  void anyFieldsAreAnsweredOrIgnored(
      @ForAll String text, @ForAll @Nullable Long time, @ForAll @Nullable Integer patience)
      throws Exception {
    DeskScene fresh = new DeskScene();
    Letters.Request odd =
        new Letters.Request(Letters.token(), time, text, text, text, text, text, text, patience);
    for (int kind : List.of(KNOCK, OFFER)) {
      var unused =
          fresh.desk.answer(
              SealedBox.seal(kind, fresh.ada, fresh.server.key(), Letters.write(odd)), "x");
    }
    assertThat(fresh.offered).isEmpty();
  }

  @Property(tries = 1000)
  void anyDescriptionHasOneFingerprintOrNone(@ForAll String text) {
    for (String sdp : List.of(text, SDP + text, "a=fingerprint:" + text)) {
      try {
        assertThat(Fingerprints.of(sdp)).hasSize(Fingerprints.BYTES);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("fingerprint");
      }
    }
  }

  private DeskScene.Told told(Letters.Request request) {
    try {
      return scene.ask(OFFER, request);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Letters.Request at(long millis, @Nullable Integer patience) {
    Letters.Request it = scene.request();
    return new Letters.Request(
        it.nonce(),
        millis,
        it.secret(),
        null,
        null,
        it.attempt(),
        it.fingerprint(),
        it.sdp(),
        patience);
  }

  private static Letters.Request with(Letters.Request it, @Nullable String secret) {
    return new Letters.Request(
        it.nonce(), it.time(), secret, null, null, it.attempt(), it.fingerprint(), it.sdp(), null);
  }

  /** The same attempt on another way. */
  private static Letters.Request again(Letters.Request it) {
    return new Letters.Request(
        Letters.token(),
        it.time(),
        it.secret(),
        it.client(),
        "another",
        it.attempt(),
        it.fingerprint(),
        it.sdp(),
        null);
  }
}
