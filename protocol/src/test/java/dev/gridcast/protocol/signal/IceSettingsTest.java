package dev.gridcast.protocol.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceSettingsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final PeerKey PEER = Identity.random().key();
  private static final TurnServer TURN =
      new TurnServer(
          List.of("turn:turn.example.org:3478?transport=tcp"), new TurnServer.Fixed("ada", "pw"));

  @Test
  void aUrlSaysSchemeHostPortAndTransport() {
    assertThat(IceUrl.parse("stun:stun.example.org"))
        .isEqualTo(new IceUrl("stun", "stun.example.org", 3478, "udp"));
    assertThat(IceUrl.parse("turn:192.0.2.7:80?transport=tcp"))
        .isEqualTo(new IceUrl("turn", "192.0.2.7", 80, "tcp"));
    assertThat(IceUrl.parse("turns:[2001:db8::1]"))
        .isEqualTo(new IceUrl("turns", "2001:db8::1", 5349, "tcp"));
    assertThat(IceUrl.parse("turns:a").isSecure()).isTrue();
    assertThat(IceUrl.parse("stun:a").isRelay()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stun:",
        "stun:a:0",
        "stun:a:65536",
        "stun:a?transport=udp",
        "turn:a?transport=sctp",
        "turn://a",
        "http://a",
        "turn:a b",
        "turn:user@host",
        "stun:[::1",
      })
  void whatIsNoUrlIsRefused(String text) {
    assertThat(IceUrl.isOne(text)).isFalse();
    assertThatThrownBy(() -> IceUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void noTextBreaksTheReader(
      @ForAll @StringLength(max = 400) @CharRange(from = ' ', to = '~') String text) {
    for (String candidate : List.of(text, "turn:" + text, "stun:" + text, "turns:a" + text)) {
      if (IceUrl.isOne(candidate)) {
        IceUrl url = IceUrl.parse(candidate);
        assertThat(url.port()).isBetween(1, 65_535);
        assertThat(url.host()).isNotEmpty().doesNotContain(" ", "@", "/");
      }
    }
  }

  @Test
  void aRangeOfPortsIsRead() {
    assertThat(PortRange.parse("48000-48100")).isEqualTo(new PortRange(48_000, 48_100));
    assertThat(PortRange.parse("48000-48100").size()).isEqualTo(101);
    for (String text : List.of("48000", "48100-48000", "80-90", "48000-70000", "a-b", "1-2-3")) {
      assertThatThrownBy(() -> PortRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The reference was made with {@code openssl dgst -sha1 -hmac}. */
  @Test
  void aSharedSecretMakesALoginThatEndsByItself() {
    TurnServer server =
        new TurnServer(List.of("turn:turn.example.org"), new TurnServer.Shared("shared"));
    IceServer told = server.serverFor(PEER, NOW);

    String user = NOW.plus(Duration.ofHours(12)).getEpochSecond() + ":" + PEER.text();
    assertThat(told.username()).isEqualTo(user);
    assertThat(told.credential()).hasSize(28).isNotEqualTo("shared");
    assertThat(server.toString()).doesNotContain("=shared", "\"shared\"");
    assertThat(TurnServer.password("shared", "1700000000:abc"))
        .isEqualTo("0QdvXTh6svgK5BmjWgUg+AR6YZE=");
  }

  @Test
  void aServerTellsItsServersAndAClientHeedsThem() {
    IceSettings server =
        new IceSettings(List.of("stun:a"), List.of(TURN), false, Optional.empty(), true);
    IceAdvice advice = server.advice(PEER, NOW);
    assertThat(advice.servers())
        .containsExactly(
            new IceServer(List.of("stun:a"), null, null), new IceServer(TURN.urls(), "ada", "pw"));

    assertThat(IceSettings.CLIENT.heeding(advice, PEER, NOW)).isEqualTo(advice);
    assertThat(IceSettings.LOCAL.heeding(advice, PEER, NOW).servers())
        .containsExactly(new IceServer(TURN.urls(), "ada", "pw"));
    assertThat(
            IceSettings.CLIENT.withStun(List.of("stun:own")).heeding(advice, PEER, NOW).servers())
        .extracting(each -> each.urls().get(0))
        .containsExactly("stun:own", "stun:a", TURN.urls().get(0));
  }

  @Test
  void aServerSaysThatTheCertificateOfItsRelayIsOneOfItsOwn() {
    TurnServer own = new TurnServer(List.of("turns:a"), new TurnServer.Fixed("ada", "pw"), true);
    IceSettings server = new IceSettings(List.of(), List.of(own), false, Optional.empty(), true);

    assertThat(server.advice(PEER, NOW).servers())
        .containsExactly(new IceServer(List.of("turns:a"), "ada", "pw", true));
  }

  @Test
  void eitherSideMayWantRelayedPathsOnly() {
    IceAdvice open = new IceAdvice(List.of(), false);
    IceAdvice relayed = new IceAdvice(List.of(), true);
    assertThat(IceSettings.CLIENT.heeding(relayed, PEER, NOW).relayOnly()).isTrue();
    assertThat(IceSettings.CLIENT.withRelayOnly(true).heeding(open, PEER, NOW).relayOnly())
        .isTrue();
    assertThat(IceSettings.CLIENT.heeding(open, PEER, NOW).relayOnly()).isFalse();
  }

  @Test
  void stunAndTurnAreNotMixedUp() {
    assertThatThrownBy(() -> IceSettings.SERVER.withStun(List.of("turn:a")))
        .hasMessageContaining("STUN");
    assertThatThrownBy(() -> new TurnServer(List.of("stun:a"), new TurnServer.Fixed("a", "b")))
        .hasMessageContaining("TURN");
  }
}
