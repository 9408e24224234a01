package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.peer.Introduction.Role;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IntroductionTest {

  private static final Identity ADA = seeded(1);
  private static final Identity SERVER = seeded(2);
  private static final Identity MALLORY = seeded(3);
  private static final byte[] ADAS_LINE = filled(10);
  private static final byte[] SERVERS_LINE = filled(20);
  private static final byte[] MALLORYS_LINE = filled(30);

  private final Introduction ada =
      new Introduction(ADA, SERVER.key(), Role.OFFERED, ADAS_LINE, SERVERS_LINE);
  private final Introduction server =
      new Introduction(SERVER, ADA.key(), Role.ANSWERED, SERVERS_LINE, ADAS_LINE);

  @Test
  void twoWhoKnowEachOtherProveIt() throws Exception {
    byte[] adasProof = ada.hear(server.greeting()).orElseThrow();
    byte[] serversProof = server.hear(ada.greeting()).orElseThrow();
    assertThat(ada.isComplete()).isFalse();
    assertThat(ada.hear(serversProof)).isEmpty();
    assertThat(server.hear(adasProof)).isEmpty();
    assertThat(ada.isComplete()).isTrue();
    assertThat(server.isComplete()).isTrue();
    assertThat(ada.otherMinor()).isEqualTo(Introduction.MINOR);
  }

  @Test
  void theFirstWordsAreTheseOnEveryPlatform() {
    byte[] nonce = filled(7);
    Introduction fixed =
        new Introduction(ADA, SERVER.key(), Role.OFFERED, ADAS_LINE, SERVERS_LINE, nonce);
    byte[] greeting = fixed.greeting();
    assertThat(greeting).hasSize(70).startsWith(5, 'G', 'C', 'C', 1, 0);
    assertThat(Arrays.copyOfRange(greeting, 6, 38)).isEqualTo(ADA.key().bytes());
    assertThat(Arrays.copyOfRange(greeting, 38, 70)).isEqualTo(nonce);
  }

  @Test
  void whoeverHasAnotherKeyIsRefusedAtItsGreeting() {
    Introduction stranger =
        new Introduction(MALLORY, SERVER.key(), Role.OFFERED, ADAS_LINE, SERVERS_LINE);
    assertRefused(server, stranger.greeting(), "another key than the expected one");
  }

  @Test
  void whoeverShowsAKeyThatIsNotItsOwnCannotProveIt() throws Exception {
    Introduction thief =
        new Introduction(MALLORY, SERVER.key(), Role.OFFERED, ADAS_LINE, SERVERS_LINE);
    byte[] greeting = thief.greeting();
    System.arraycopy(ADA.key().bytes(), 0, greeting, 6, PeerKey.BYTES);
    byte[] proof = thief.hear(server.greeting()).orElseThrow();
    assertThat(server.hear(greeting)).isPresent();
    assertRefused(server, proof, "cannot prove its key");
  }

  /** Mallory ends the encryption of both, and passes on what they say to each other. */
  @Test
  void aManInTheMiddleHasOtherFingerprintsAndIsFoundOutByBoth() throws Exception {
    Introduction adaToMallory =
        new Introduction(ADA, SERVER.key(), Role.OFFERED, ADAS_LINE, MALLORYS_LINE);
    Introduction serverToMallory =
        new Introduction(SERVER, ADA.key(), Role.ANSWERED, SERVERS_LINE, MALLORYS_LINE);
    byte[] adasProof = adaToMallory.hear(serverToMallory.greeting()).orElseThrow();
    byte[] serversProof = serverToMallory.hear(adaToMallory.greeting()).orElseThrow();
    assertRefused(serverToMallory, adasProof, "between the two");
    assertRefused(adaToMallory, serversProof, "between the two");
  }

  @Test
  void whatWasSaidOnAnotherLineProvesNothing() throws Exception {
    byte[] oldGreeting = ada.greeting();
    byte[] oldProof = ada.hear(server.greeting()).orElseThrow();
    Introduction later =
        new Introduction(SERVER, ADA.key(), Role.ANSWERED, SERVERS_LINE, ADAS_LINE);
    assertThat(later.hear(oldGreeting)).isPresent();
    assertRefused(later, oldProof, "cannot prove its key");
  }

  @Test
  void whatOneSaidItselfProvesNothing() throws Exception {
    assertRefused(ada, ada.greeting(), "another key");
    Introduction sameKeys = new Introduction(ADA, ADA.key(), Role.OFFERED, ADAS_LINE, ADAS_LINE);
    byte[] own = sameKeys.hear(sameKeys.greeting()).orElseThrow();
    assertRefused(sameKeys, own, "cannot prove its key");
  }

  @Test
  void anotherMajorVersionIsToldWhoMustUpdate() {
    byte[] newer = server.greeting();
    newer[4] = 2;
    assertRefused(
        ada,
        newer,
        "the other side speaks version 2 of the framing, this release 1: update this side");
    byte[] older = ada.greeting();
    older[4] = 0;
    assertRefused(
        server,
        older,
        "the other side speaks version 0 of the framing, this release 1: update the other side");
  }

  @Test
  void aNewerMinorVersionMaySayMore() throws Exception {
    byte[] newer = Arrays.copyOf(server.greeting(), 90);
    newer[5] = 3;
    assertThat(ada.hear(newer)).isPresent();
    assertThat(ada.otherMinor()).isEqualTo(3);
    assertRefused(server, Arrays.copyOf(ada.greeting(), 90), "must have 70 bytes");
  }

  @Test
  void nothingElseIsTakenBeforeTheProof() throws Exception {
    assertRefused(server, new byte[] {Frames.PING}, "does not begin with a greeting");
    Introduction second =
        new Introduction(SERVER, ADA.key(), Role.ANSWERED, SERVERS_LINE, ADAS_LINE);
    assertThat(second.hear(ada.greeting())).isPresent();
    assertRefused(second, ada.greeting(), "followed by its proof");
    assertRefused(second, new byte[0], "followed by its proof");
  }

  @Property(tries = 2_000)
  void noForgedBytesAreAGreeting(@ForAll @Size(max = 100) byte[] frame) {
    assertThatThrownBy(() -> fresh().hear(frame)).isInstanceOf(FrameException.class);
  }

  @Property(tries = 300)
  void noForgedBytesAreAProof(@ForAll @Size(max = 80) byte[] frame) throws Exception {
    Introduction hearing = fresh();
    assertThat(hearing.hear(ada.greeting())).isPresent();
    assertThatThrownBy(() -> hearing.hear(frame)).isInstanceOf(FrameException.class);
    assertThat(hearing.isComplete()).isFalse();
  }

  @Property(tries = 300)
  void aProofWithAnyBitTurnedIsNone(
      @ForAll @IntRange(max = 63) int at, @ForAll @IntRange(max = 7) int bit) throws Exception {
    Introduction hearing = fresh();
    Introduction saying =
        new Introduction(ADA, SERVER.key(), Role.OFFERED, ADAS_LINE, SERVERS_LINE);
    Optional<byte[]> proof = saying.hear(hearing.greeting());
    assertThat(hearing.hear(saying.greeting())).isPresent();
    byte[] turned = proof.orElseThrow();
    turned[1 + at] ^= (byte) (1 << bit);
    assertRefused(hearing, turned, "cannot prove its key");
  }

  private static Introduction fresh() {
    return new Introduction(SERVER, ADA.key(), Role.ANSWERED, SERVERS_LINE, ADAS_LINE);
  }

  private static void assertRefused(Introduction by, byte[] frame, String why) {
    assertThatThrownBy(() -> by.hear(frame))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining(why);
  }

  private static Identity seeded(int seed) {
    return Identity.ofSeed(filled(seed));
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
