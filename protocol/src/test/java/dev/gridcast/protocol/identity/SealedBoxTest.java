package dev.gridcast.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is sealed reaches its recipient, and nobody else, and not otherwise than it was written. */
final class SealedBoxTest {

  private static final Identity ADA = Identity.random();
  private static final Identity SERVER = Identity.random();

  @Test
  void aKeyFollowsFromItsSeed() {
    // RFC 8032, 7.1, tests 1 and 3
    Identity first =
        Identity.ofSeed(
            HexFormat.of()
                .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    assertThat(first.key().bytes())
        .isEqualTo(
            HexFormat.of()
                .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    Identity third =
        Identity.ofSeed(
            HexFormat.of()
                .parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
    assertThat(third.key().bytes())
        .isEqualTo(
            HexFormat.of()
                .parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
    assertThat(third.sign(new byte[] {(byte) 0xaf, (byte) 0x82}))
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
  }

  @Test
  void hkdfIsThatOfTheStandard() throws Exception {
    // RFC 5869, A.3: SHA-256, neither salt nor info
    assertThat(SealedBox.hkdf(HexFormat.of().parseHex("0b".repeat(22)), new byte[0]))
        .startsWith(
            HexFormat.of()
                .parseHex(
                    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                        + "9d201395faa4b61a96c8"));
  }

  @Property(tries = 200)
  void aSigningKeyAgreesAsAnX25519Key(@ForAll @Size(32) byte[] seed) throws Exception {
    Identity identity = Identity.ofSeed(seed);
    BigInteger basePoint = BigInteger.valueOf(9);
    assertThat(Curve.agree(Curve.privateKey(identity.scalar()), basePoint))
        .isEqualTo(Curve.littleEndian(Curve.u(identity.key())));
  }

  @Property(tries = 200)
  void whatIsSealedIsOpened(@ForAll byte[] body, @ForAll @IntRange(max = 255) int kind)
      throws Exception {
    SealedBox.Opened opened = SealedBox.open(SealedBox.seal(kind, ADA, SERVER.key(), body), SERVER);
    assertThat(opened.body()).isEqualTo(body);
    assertThat(opened.kind()).isEqualTo(kind);
    assertThat(opened.sender()).isEqualTo(ADA.key());
  }

  @Property(tries = 500)
  void noByteCanBeChanged(@ForAll @IntRange(min = 1, max = 255) int flip, @ForAll int at) {
    byte[] sealed = seal("an offer");
    sealed[Math.floorMod(at, sealed.length)] ^= (byte) flip;
    if (Math.floorMod(at, sealed.length) == 36 && flip == 128) {
      return; // the unused bit of the ephemeral key is part of the associated data: checked below
    }
    assertThatThrownBy(() -> SealedBox.open(sealed, SERVER)).isInstanceOf(SealException.class);
  }

  @Test
  void notEvenTheBitThatX25519Ignores() {
    byte[] sealed = seal("an offer");
    sealed[36] ^= (byte) 0x80;
    assertThatThrownBy(() -> SealedBox.open(sealed, SERVER)).isInstanceOf(SealException.class);
  }

  @Property(tries = 1000)
  void garbageIsRefusedInOneWay(@ForAll byte[] garbage) {
    assertThatThrownBy(() -> SealedBox.open(garbage, SERVER)).isInstanceOf(SealException.class);
  }

  @Test
  void anotherRecipientCannotOpenIt() {
    assertThatThrownBy(() -> SealedBox.open(seal("an offer"), Identity.random()))
        .isInstanceOf(SealException.class);
  }

  @Test
  void aRecipientCannotPassItOnAsIfForSomebodyElse() throws Exception {
    // Mallory, a server, seals Ada's signed words again for the server that they are not for.
    byte[] header = seal("an offer");
    SealedBox.Opened opened = SealedBox.open(header, SERVER);
    Identity mallory = Identity.random();
    byte[] again = SealedBox.seal(opened.kind(), mallory, SERVER.key(), opened.body());
    assertThat(SealedBox.open(again, SERVER).sender()).isEqualTo(mallory.key());
  }

  @Test
  void aKeyOfSmallOrderIsRefused() {
    byte[] sealed = seal("an offer");
    java.util.Arrays.fill(sealed, 5, 37, (byte) 0);
    assertThatThrownBy(() -> SealedBox.open(sealed, SERVER)).isInstanceOf(SealException.class);
  }

  private static byte[] seal(String body) {
    return SealedBox.seal(2, ADA, SERVER.key(), body.getBytes(StandardCharsets.UTF_8));
  }
}
