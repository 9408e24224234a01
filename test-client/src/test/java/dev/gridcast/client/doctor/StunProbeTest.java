package dev.gridcast.client.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StunProbeTest {

  @Test
  void bothServersSeeTheSamePort() throws Exception {
    try (StandInStun one = StandInStun.good();
        StandInStun other = StandInStun.good()) {
      List<Optional<StunProbe.Answer>> answers =
          new StunProbe(Duration.ofSeconds(10)).ask(List.of(one.address(), other.address()));

      assertThat(answers).hasSize(2).allMatch(Optional::isPresent);
      InetSocketAddress seen = answers.get(0).orElseThrow().seen();
      assertThat(seen.getAddress().isLoopbackAddress()).isTrue();
      assertThat(answers.get(1).orElseThrow().seen()).isEqualTo(seen);
    }
  }

  @Test
  void aLostRequestIsRepeated() throws Exception {
    try (StandInStun server = StandInStun.deafTo(2)) {
      List<Optional<StunProbe.Answer>> answers =
          new StunProbe(Duration.ofSeconds(10)).ask(List.of(server.address()));

      assertThat(answers.get(0).orElseThrow().took()).isGreaterThan(Duration.ofMillis(1_400));
      assertThat(server.heard()).isEqualTo(3);
    }
  }

  @Test
  void aSilentServerDoesNotHideTheOther() throws Exception {
    try (StandInStun silent = StandInStun.deafTo(Integer.MAX_VALUE);
        StandInStun good = StandInStun.good()) {
      List<Optional<StunProbe.Answer>> answers =
          new StunProbe(Duration.ofMillis(700)).ask(List.of(silent.address(), good.address()));

      assertThat(answers.get(0)).isEmpty();
      assertThat(answers.get(1)).isPresent();
      assertThat(silent.heard()).isEqualTo(2);
    }
  }

  @Test
  void rubbishIsNoAnswer() throws Exception {
    try (StandInStun server = StandInStun.babbling()) {
      assertThat(new StunProbe(Duration.ofMillis(300)).ask(List.of(server.address())))
          .containsExactly(Optional.empty());
    }
  }

  @Test
  void theAddressesOfServersAreRead() {
    assertThat(StunUrl.lookUp("stun:127.0.0.1"))
        .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 3478));
    InetSocketAddress sixth = StunUrl.lookUp("stun:[2001:db8::1]:1234").orElseThrow();
    assertThat(sixth).isEqualTo(new InetSocketAddress("2001:db8::1", 1234));
    assertThat(StunUrl.lookUp("stuns:127.0.0.1:5349")).isEmpty();
    assertThat(StunUrl.lookUp("stun:127.0.0.1:99999")).isEmpty();
    assertThat(StunUrl.lookUp("stun:")).isEmpty();
  }
}
