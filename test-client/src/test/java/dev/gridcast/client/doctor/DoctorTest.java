package dev.gridcast.client.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.doctor.Finding.Outcome;
import dev.gridcast.client.doctor.Instruments.Contact;
import dev.gridcast.client.doctor.Instruments.Knock;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.PeerPath;
import dev.gridcast.protocol.peer.PeerPath.Kind;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import dev.gridcast.protocol.signal.RefusalCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {

  private static final String HTTP = "http://203.0.113.9:7420";
  private static final String MQTT = "mqtt://203.0.113.4:1883";
  private static final InetSocketAddress OUTSIDE = new InetSocketAddress("203.0.113.11", 40_000);
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("203.0.113.11", 40_001);
  private static final IceServer STUN = new IceServer(List.of("stun:127.0.0.1:1"), null, null);
  private static final IceServer STUN_TOO = new IceServer(List.of("stun:127.0.0.1:2"), null, null);
  private static final IceServer TURN =
      new IceServer(
          List.of("turn:t.example:3478", "turn:t.example:3478?transport=tcp"), "lab", "secret");

  private final StandInInstruments instruments = new StandInInstruments();
  private final List<Finding> findings = new ArrayList<>();

  @Test
  void whereAllIsWellItSaysSoAndHowTheConnectionGoes() throws Exception {
    serverAdvises(STUN, STUN_TOO);
    instruments.seenFromPort.put(1, OUTSIDE);
    instruments.seenFromPort.put(2, OUTSIDE);
    connects(new PeerPath(Kind.SERVER_REFLEXIVE, Kind.PEER_REFLEXIVE, "udp"));

    Diagnosis diagnosis = examine(HTTP);

    assertThat(diagnosis.healthy()).isTrue();
    assertThat(diagnosis.advice()).startsWith("You can connect: ").doesNotContain("relay");
    assertThat(outcomes())
        .containsExactly(
            "invite OK",
            "computer OK",
            "library OK",
            "way OK",
            "stun OK",
            "stun OK",
            "nat OK",
            "relay NOT_TRIED",
            "connection OK");
    assertThat(last().text()).isEqualTo("through NAT (srflx to prflx, udp), 30 ms there and back");
    assertThat(last().facts())
        .containsAllEntriesOf(
            Map.of(
                "local", "srflx", "remote", "prflx", "transport", "udp", "roundTripMillis", 30L));
    assertThat(instruments.closed).isFalse();
  }

  @Test
  void aRelayOverTcpIsToldToBeSlower() throws Exception {
    serverAdvises(STUN, TURN);
    instruments.relays.put("turn:t.example:3478?transport=tcp", "203.0.113.2:55000");
    connects(new PeerPath(Kind.RELAY, Kind.RELAY, "tcp"));

    Diagnosis diagnosis = examine(HTTP);

    assertThat(diagnosis.healthy()).isTrue();
    assertThat(diagnosis.advice()).contains("through a relay", "lets no UDP through");
    assertThat(instruments.asked)
        .containsExactly(
            "turn:t.example:3478 as lab", "turn:t.example:3478?transport=tcp as lab", "connection");
    assertThat(outcomes()).contains("stun TROUBLE", "nat TROUBLE", "relay TROUBLE", "relay OK");
  }

  @Test
  void aComputerWithLoopbackAloneIsToldToGetANetwork() throws Exception {
    instruments.addresses.clear();
    serverAdvises(STUN, TURN);

    assertThat(examine(HTTP).advice()).contains("no network address but loopback", "wifi");
    assertThat(outcomes()).contains("computer TROUBLE", "relay NOT_TRIED", "connection NOT_TRIED");
    assertThat(instruments.asked).isEmpty();
  }

  @Test
  void aMissingLibraryIsNamed() throws Exception {
    instruments.library = Optional.of("libpulse is missing: run apt-get install libpulse0");
    serverAdvises(STUN);

    assertThat(examine(HTTP).advice()).contains("apt-get install libpulse0");
    assertThat(outcomes()).contains("library TROUBLE", "connection NOT_TRIED");
  }

  @Test
  void aServerThatIsAwayIsTheOperatorsToMend() throws Exception {
    instruments.knocks.put(HTTP, new Knock.Unanswered("connection refused"));
    instruments.knocks.put(MQTT, new Knock.Unanswered("no answer within 10 s"));

    assertThat(examine(HTTP, MQTT).advice())
        .contains("cannot be asked on any way", "ask the operator")
        .doesNotContain("own network");
    assertThat(outcomes())
        .contains("way TROUBLE", "stun NOT_TRIED", "nat NOT_TRIED", "connection NOT_TRIED");
  }

  @Test
  void anAddressOfSomebodysHomeIsToldToBeOne() throws Exception {
    instruments.knocks.put("http://192.168.1.20:7420", new Knock.Unanswered("no answer"));

    assertThat(examine("http://192.168.1.20:7420").advice())
        .contains("192.168.1.20 is an address that only the operator's own network can reach");
  }

  @Test
  void oneWayThatWorksIsEnough() throws Exception {
    instruments.knocks.put(HTTP, new Knock.Unanswered("connection refused"));
    instruments.knocks.put(MQTT, new Knock.Welcomed("0.1", IceAdvice.NONE, Duration.ZERO));
    connects(new PeerPath(Kind.HOST, Kind.HOST, "udp"));

    assertThat(examine(HTTP, MQTT).healthy()).isTrue();
  }

  @Test
  void anInviteWithoutAWayLeadsToPaste() throws Exception {
    assertThat(examine().advice()).contains("--by-hand");
    assertThat(outcomes()).contains("way NOT_TRIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SECRET    | ask the operator for a new one
          PENDING   | your key, my-own-key
          CLOSED    | put yours on it, my-own-key
          BANNED    | has banned this key
          BUSY      | try again in some minutes
          QUOTA     | try again in some minutes
          VERSION   | update the older one
          BAD_OFFER | no room for such
          """)
  void everyRefusalHasItsOwnAdvice(RefusalCode code, String advice) throws Exception {
    instruments.knocks.put(HTTP, new Knock.Refused(code, "no room for such", Optional.empty()));

    Diagnosis diagnosis = examine(HTTP);

    assertThat(diagnosis.healthy()).isFalse();
    assertThat(diagnosis.advice()).contains(advice);
    assertThat(outcomes()).contains("way TROUBLE", "connection NOT_TRIED");
  }

  @Test
  void aClockThatIsOffIsToldByHowMuchAndInWhichDirection() throws Exception {
    instruments.knocks.put(
        HTTP, new Knock.Refused(RefusalCode.STALE, "stale", Optional.of(Duration.ofMinutes(-10))));

    assertThat(examine(HTTP).advice())
        .contains("set this computer's clock", "It is 600 s ahead of the server's.");
    assertThat(findings.get(3).facts()).containsEntry("clockAheadSeconds", -600L);
  }

  @Test
  void aClockThatTheServerPutUpWithIsTold() throws Exception {
    instruments.knocks.put(HTTP, new Knock.Welcomed("0.1", IceAdvice.NONE, Duration.ofMinutes(10)));
    connects(new PeerPath(Kind.HOST, Kind.HOST, "udp"));

    assertThat(examine(HTTP).healthy()).isTrue();
    assertThat(findings.get(3).text()).endsWith("; this computer's clock is 600 s behind its own");
    assertThat(findings.get(3).facts()).containsEntry("clockAheadSeconds", 600L);
  }

  @Test
  void blockedUdpWithoutARelayOverTcpAsksForOne() throws Exception {
    serverAdvises(STUN, STUN_TOO);

    assertThat(examine(HTTP).advice())
        .contains("lets no UDP through", "a TURN server that can be reached over TCP");
    assertThat(outcomes()).contains("nat TROUBLE", "connection TROUBLE");
  }

  @Test
  void aSymmetricRouterWithoutARelayAsksForOne() throws Exception {
    serverAdvises(STUN, STUN_TOO);
    instruments.seenFromPort.put(1, OUTSIDE);
    instruments.seenFromPort.put(2, ELSEWHERE);

    assertThat(examine(HTTP).advice()).contains("symmetric NAT", "to add a TURN server");
    assertThat(outcomes()).contains("nat TROUBLE");
  }

  @Test
  void twoFamiliesOfAddressesAreNotASymmetricRouter() throws Exception {
    serverAdvises(STUN, STUN_TOO);
    instruments.seenFromPort.put(1, OUTSIDE);
    instruments.seenFromPort.put(2, new InetSocketAddress("2001:db8::1", 40_000));

    assertThat(examine(HTTP).advice())
        .doesNotContain("symmetric")
        .contains("no packet finds a path");
  }

  @Test
  void aRelayThatDoesNotWorkIsToBeLookedAt() throws Exception {
    serverAdvises(STUN, TURN);
    instruments.seenFromPort.put(1, OUTSIDE);
    instruments.relays.put("turn:t.example:3478", "broken");

    assertThat(examine(HTTP).advice()).contains("no relay works from here", "password");
  }

  @Test
  void aRelayThatWorksFromHereAloneIsTheServersTrouble() throws Exception {
    serverAdvises(TURN);
    instruments.relays.put("turn:t.example:3478", "203.0.113.2:55000");

    assertThat(examine(HTTP).advice()).contains("The relay works from here", "turn:t.example:3478");
  }

  @Test
  void whatAServerSaysIsOneLineAndShort() throws Exception {
    instruments.knocks.put(
        HTTP,
        new Knock.Refused(
            RefusalCode.BANNED, "no\n\u001b[31mred" + "!".repeat(5_000), Optional.empty()));

    examine(HTTP);

    assertThat(findings.get(3).text()).hasSizeLessThan(300).doesNotContain("\n", "\u001b");
  }

  private void serverAdvises(IceServer... servers) {
    instruments.knocks.put(
        HTTP, new Knock.Welcomed("0.1", new IceAdvice(List.of(servers), false), Duration.ZERO));
  }

  private void connects(PeerPath path) {
    instruments.contact =
        Optional.of(new Contact(Optional.of(path), Optional.of(Duration.ofMillis(30))));
  }

  private Diagnosis examine(String... ways) throws Exception {
    List<Invite.Way> listed = List.of(ways).stream().map(Invite.Way::parse).toList();
    Invite invite = new Invite(Identity.random().key(), listed, Optional.of(Secret.random()));
    return new Doctor(instruments, findings::add, () -> 0).examine(invite);
  }

  private List<String> outcomes() {
    return findings.stream().map(finding -> finding.about() + ' ' + finding.outcome()).toList();
  }

  private Finding last() {
    Finding last = findings.get(findings.size() - 1);
    assertThat(last.outcome()).isIn((Object[]) Outcome.values());
    return last;
  }
}
