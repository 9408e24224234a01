package dev.gridcast.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Invite.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteTest {

  private static final PeerKey SERVER = Identity.ofSeed(new byte[32]).key();
  private static final Secret SECRET = Secret.of(new byte[16]);
  private static final Invite INVITE =
      new Invite(SERVER, List.of(Way.parse("http://192.168.1.20:7420")), Optional.of(SECRET));

  @Test
  void theTextIsThatOfTheSpecification() throws Exception {
    // So that nobody changes the format unawares: invites lie around in mails for years. The key
    // is that of the seed 0, and other libraries' base32 and SHA-256 make the same text of it.
    String text =
        "gridcast1hnvcppgow2sc2yvdvdicu3ynonsteflxdxrehjr2ybekdc2z3iuqcgdior2haorpf4ytsmroge3dqlr"
            + "rfyzdaorxgqzdaayqaaaaaaaaaaaaaaaaaaaaaaaaab6psykx";
    assertThat(INVITE.text()).isEqualTo(text);
    assertThat(Invite.parse(text)).isEqualTo(INVITE);
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadTheSame(@ForAll("invites") Invite invite) throws Exception {
    assertThat(invite.text()).hasSizeLessThanOrEqualTo(Invite.MAX_CHARACTERS);
    assertThat(Invite.parse(invite.text())).isEqualTo(invite);
    assertThat(Invite.parse(invite.text().toUpperCase(Locale.ROOT))).isEqualTo(invite);
  }

  static Stream<String> pasted() {
    String text = INVITE.text();
    return Stream.of(
        "  \"" + text + "\"\n",
        "<" + text + ">",
        "Hello Ada, here it is: " + text + ", see you!",
        "Hello Ada,\n\n" + text + "\n\nsee you there\nBob",
        "> " + text.substring(0, 60) + "\n> " + text.substring(60) + "\n> have fun",
        ">> " + text.substring(0, 8) + text.substring(8, 60) + "\r\n>> " + text.substring(60),
        text.substring(0, 50) + "=\n" + text.substring(50),
        "Gridcast1" + text.substring(9, 40) + "\u200B" + text.substring(40) + "\uFEFF",
        "**" + text + "**",
        "`" + text + "`.",
        "\u201C" + text + "\u201D",
        text.replaceAll("(.{20})", "$1 "),
        "gridcast1 is what it begins with: " + text,
        "old: gridcast://h:1/x, new: " + text + " 0189");
  }

  @ParameterizedTest
  @MethodSource("pasted")
  void whatMailAndChatDoToItIsForgiven(String pasted) throws Exception {
    assertThat(Invite.parse(pasted)).isEqualTo(INVITE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h:1/S | is not an invite: it must have a word that begins with gridcast1",
        "'' | is not an invite",
        "gridcast://h:1/9GoRBdh0Vq3rg3Qtn8JM_I4G | is of an older release",
        "gridcast2abcdef | made by a newer release",
        "gridcast1 | is cut short",
        "gridcast1abc | is cut short",
        "gridcast1ab0 | has a typo (0, 1, 8 and 9",
      })
  void whatIsWrongIsSaidInOneLine(String text, String expected) {
    assertThatThrownBy(() -> Invite.parse(text))
        .isInstanceOf(InviteException.class)
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("\n");
  }

  @Property(tries = 2000)
  void oneWrongCharacterIsFound(
      @ForAll @IntRange(min = 9, max = 10_000) int at,
      @ForAll @IntRange(min = 1, max = 31) int by) {
    String alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    StringBuilder typo = new StringBuilder(INVITE.text());
    int place = 9 + at % (typo.length() - 9);
    typo.setCharAt(
        place, alphabet.charAt((alphabet.indexOf(typo.charAt(place)) + by) % alphabet.length()));
    assertThatThrownBy(() -> Invite.parse(typo.toString()))
        .isInstanceOf(InviteException.class)
        .hasMessageContaining("typo");
  }

  @Property(tries = 500)
  void whatIsMissingAtTheEndIsMissed(@ForAll @IntRange(min = 0, max = 10_000) int length) {
    String text = INVITE.text();
    String cut = text.substring(0, 9 + length % (text.length() - 9));
    assertThatThrownBy(() -> Invite.parse(cut))
        .isInstanceOf(InviteException.class)
        .hasMessageMatching(".*(cut short|typo).*");
  }

  @Property(tries = 1000)
  void anyTextIsAnInviteOrOneClearLine(@ForAll String text, @ForAll("words") String word) {
    for (String each : List.of(text, "gridcast1" + text, "gridcast1" + word)) {
      assertThatThrownBy(() -> Invite.parse(each))
          .isInstanceOf(InviteException.class)
          .message()
          .isNotEmpty()
          .doesNotContain("\n");
    }
  }

  /** Whoever can compute a checksum is no reason to crash either. */
  @Property(tries = 2000)
  void anyPayloadIsAnInviteOrOneClearLine(@ForAll @Size(max = 80) byte[] items) {
    byte[] payload = new byte[PeerKey.BYTES + items.length];
    System.arraycopy(items, 0, payload, PeerKey.BYTES, items.length);
    try {
      InvitePayload.read(payload);
    } catch (InviteException e) {
      assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
    }
  }

  @Test
  void whatANewerReleaseAddsIsSkippedOrRefusedAsItWishes() throws Exception {
    assertThat(InvitePayload.read(withItem(127)).ways()).isEqualTo(INVITE.ways());
    assertThatThrownBy(() -> InvitePayload.read(withItem(128)))
        .hasMessageContaining("newer release");
  }

  @Test
  void onlyWhatCanBeVisitedIsAWay() {
    for (String url :
        List.of(
            "ftp://h",
            "h:7420",
            "http://",
            "http://a_b:1",
            "http://h:0",
            "http://h:65536",
            "http://user:pass@h:1",
            "http://h:1/?q",
            "http://h:1/#f",
            "mqtt://h:1/path",
            "file:///etc/passwd",
            "http://h/" + "x".repeat(255))) {
      assertThatThrownBy(() -> Way.parse(url))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("pass@");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[2001:db8::1]:7420 [2001:db8::1]:7420",
        "https://example.org/grid example.org:443",
        "http://example.org example.org:80",
        "mqtts://ada:secret@broker.example.org broker.example.org:8883",
        "mqtt://broker broker:1883"
      })
  void theAddressIsForPeople(String line) {
    Way way = Way.parse(line.substring(0, line.indexOf(' ')));
    assertThat(new Invite(SERVER, List.of(way), Optional.empty()).address())
        .isEqualTo(line.substring(line.indexOf(' ') + 1));
  }

  @Test
  void withoutWaysItIsCarriedByHand() throws Exception {
    Invite invite =
        new Invite(SERVER, List.of(), Optional.empty(), List.of("stun:stun.example.org:3478"));
    assertThat(Invite.parse(invite.text())).isEqualTo(invite);
    assertThat(invite.address()).isEqualTo("by hand");
  }

  @Test
  void moreThanFitsIsRefusedWhereItIsMade() {
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ways.add(Way.parse("http://host-" + i + ".example.org:7420"));
    }
    assertThatThrownBy(() -> new Invite(SERVER, ways, Optional.empty()))
        .hasMessageContaining("fewer or shorter ways");
  }

  @Test
  void nothingPrintsTheSecret() {
    Secret secret = Secret.random();
    Way way = Way.parse("mqtts://ada:pass@h");
    Invite invite = new Invite(SERVER, List.of(way), Optional.of(secret));
    assertThat(invite.toString() + invite.secret() + way).doesNotContain(secret.text(), "pass");
  }

  @Test
  void secretsDiffer() {
    assertThat(Secret.random()).isNotEqualTo(Secret.random());
  }

  @Test
  void aSecretIsReadAsItIsWritten() {
    Secret secret = Secret.random();
    assertThat(Secret.parse(secret.text())).isEqualTo(secret);
    for (String wrong :
        List.of("", "A".repeat(21), "A".repeat(23), "A".repeat(21) + "B", "é" + "A".repeat(21))) {
      assertThatThrownBy(() -> Secret.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] withItem(int tag) {
    byte[] payload = InvitePayload.write(INVITE);
    byte[] longer = java.util.Arrays.copyOf(payload, payload.length + 3);
    longer[payload.length] = (byte) tag;
    longer[payload.length + 1] = 1;
    return longer;
  }

  @Provide
  Arbitrary<Invite> invites() {
    Arbitrary<PeerKey> keys = Arbitraries.bytes().array(byte[].class).ofSize(32).map(PeerKey::of);
    Arbitrary<Way> ways =
        Arbitraries.of(
                "http://127.0.0.1:7420",
                "https://example.org/a/b",
                "http://[::1]:1",
                "mqtt://broker:1883",
                "mqtts://u:p@broker.example.org")
            .map(Way::parse);
    Arbitrary<Secret> secrets = Arbitraries.bytes().array(byte[].class).ofSize(16).map(Secret::of);
    return Combinators.combine(
            keys,
            ways.list().ofMaxSize(5),
            secrets.optional(),
            Arbitraries.of("stun:h:1", "stun:[::1]:3478", "stuns:a.b").list().ofMaxSize(3))
        .as(Invite::new);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('a', 'z').withChars("234567").ofMaxLength(1100);
  }
}
