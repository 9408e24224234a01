package dev.gridcast.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteTest {

  private static final String SECRET = Secret.random().text();

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "example.org", "192.168.0.1", "::1", "2001:db8::7:1"})
  void whatIsWrittenIsReadTheSame(String host) throws Exception {
    Invite invite = new Invite(host, 7420, Secret.random());
    assertThat(Invite.parse(invite.text())).isEqualTo(invite);
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    Invite invite = new Invite("2001:db8::1", 7420, Secret.random());
    assertThat(invite.text()).startsWith("gridcast://[2001:db8::1]:7420/");
    assertThat(invite.http("/v1/about").toString()).isEqualTo("http://[2001:db8::1]:7420/v1/about");
  }

  @Test
  void spaceAndQuotesAroundItAreForgiven() throws Exception {
    assertThat(Invite.parse("  \"gridcast://h:1/" + SECRET + "\"\n").host()).isEqualTo("h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h:1/S | does not begin with gridcast://",
        "'' | does not begin with gridcast://",
        "gridcast://h:1 | the secret is missing",
        "gridcast://h/S | the port is missing",
        "gridcast://[::1]/S | the port is missing",
        "gridcast://h:0/S | between 1 and 65535: \"0\"",
        "gridcast://h:65536/S | between 1 and 65535: \"65536\"",
        "gridcast://h:x/S | between 1 and 65535: \"x\"",
        "gridcast://:1/S | is not a host name",
        "gridcast://a b:1/S | is not a host name",
        "gridcast://::1:1/S | stands in brackets",
        "gridcast://[h]:1/S | stands in brackets",
        "gridcast://[:::1]:1/S | is not a host name",
        "gridcast://h:1/ | has 24 characters, this one has 0",
        "gridcast://h:1/Sx | has 24 characters, this one has 25",
      })
  void whatIsWrongIsSaidInOneLine(String text, String expected) {
    String line = text.replace("S", SECRET);
    assertThatThrownBy(() -> Invite.parse(line))
        .isInstanceOf(InviteException.class)
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("\n")
        .doesNotContain(SECRET + "x");
  }

  @Property(tries = 500)
  void oneWrongCharacterInTheSecretIsFound(
      @ForAll @IntRange(min = 0, max = 23) int at, @ForAll @IntRange(min = 1, max = 61) int shift) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    StringBuilder typo = new StringBuilder(SECRET);
    typo.setCharAt(at, alphabet.charAt((alphabet.indexOf(SECRET.charAt(at)) + shift) % 64));
    // A checksum of 16 bits lets one typo in 65,536 pass; that one is then refused by the server.
    try {
      assertThat(Secret.parse(typo.toString()).matches(SECRET)).isFalse();
    } catch (InviteException e) {
      assertThat(e).hasMessageContaining("typo");
    }
  }

  @Property
  void anyTextIsAnInviteOrOneClearLine(@ForAll String text) {
    try {
      Invite.parse("gridcast://" + text);
    } catch (InviteException e) {
      assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
    }
  }

  @Test
  void nothingPrintsTheSecret() throws Exception {
    Invite invite = new Invite("h", 1, Secret.parse(SECRET));
    assertThat(invite.toString() + invite.secret()).doesNotContain(SECRET);
  }

  @Test
  void secretsDiffer() {
    assertThat(Secret.random()).isNotEqualTo(Secret.random());
  }
}
