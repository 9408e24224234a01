package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small parts of the dashboard, each by itself. */
class PartsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:30Z");

  @TempDir Path folder;

  private record Said(double number, @Nullable Double unknown, Instant at, List<Double> many) {}

  @Test
  void jsonHasNoNumberThatIsNone() {
    assertThat(
            new String(
                Json.bytes(new Said(Double.NaN, null, NOON, List.of(1.5, 1e-7, 12345678.25))),
                StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"number\":null,\"at\":\"2026-11-21T12:00:30Z\",\"many\":[1.5,1.0E-7,1.234567825E7]}");
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("infinite", Double.POSITIVE_INFINITY);
    map.put("none", null);
    assertThat(Json.bytes(map)).asString().isEqualTo("{\"infinite\":null,\"none\":null}");
  }

  @Test
  void aThrottleLetsABurstThroughAndThenItsRate() {
    AtomicLong nanos = new AtomicLong();
    Throttle throttle = new Throttle(3, 0.5, nanos::get);
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.take("a")).isZero();
    }
    assertThat(throttle.take("a")).isEqualTo(2);
    assertThat(throttle.take("b")).as("another address").isZero();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(throttle.take("a")).isZero();
    assertThat(throttle.take("a")).isPositive();
    for (int i = 0; i < 20_000; i++) {
      throttle.take("other-" + i);
    }
    assertThat(throttle.take("a")).as("forgotten among so many").isZero();
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    assertThat(NetworkOf.address("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(NetworkOf.address("[2001:db8:1:2:ffff::1]"))
        .isNotEqualTo(NetworkOf.address("2001:db8:1:3::1"));
    assertThat(NetworkOf.address("203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(NetworkOf.address("evil.example")).isEqualTo("other");
  }

  @Test
  void throughputCountsWhatBecomesVerifiedByTheMinute() {
    Throughput throughput =
        new Throughput(
            7,
            List.of(
                attempt(NOON.minusSeconds(60), AttemptOutcome.VERIFIED),
                attempt(NOON.minusSeconds(90), AttemptOutcome.VERIFIED),
                attempt(NOON.minusSeconds(90), AttemptOutcome.FAILED),
                attempt(NOON.minus(Duration.ofHours(2)), AttemptOutcome.VERIFIED)));
    throughput.look(NOON, 9);
    throughput.look(NOON, 8); // one was found false
    throughput.look(NOON.plusSeconds(40), 11);
    Throughput.Answer answer = throughput.answer(NOON.plusSeconds(40));
    assertThat(answer.perHour()).isEqualTo(7);
    assertThat(answer.minutes()).hasSize(60);
    assertThat(answer.minutes().get(59).at()).isEqualTo(Instant.parse("2026-11-21T12:01:00Z"));
    assertThat(answer.minutes().stream().skip(57).map(Throughput.Minute::verified))
        .containsExactly(2L, 2L, 3L);
    assertThat(throughput.answer(NOON.plus(Duration.ofHours(3))).perHour()).isZero();
  }

  private static Attempt attempt(Instant end, AttemptOutcome outcome) {
    return new Attempt(1, "lease", 0, "id", end.minusSeconds(5), end, end, end, outcome, false, "");
  }

  @Test
  void tokensStayAreNewOnDemandAndAreReadAgain() throws Exception {
    Tokens first = Tokens.of(folder);
    assertThat(first.operator()).hasSize(43).isNotEqualTo(first.reader());
    assertThat(Tokens.of(folder).operator()).isEqualTo(first.operator());
    assertThat(first.roleOf(first.operator())).isEqualTo(Role.OPERATOR);
    assertThat(first.roleOf(first.reader())).isEqualTo(Role.READER);
    for (String wrong : List.of("", "operator", first.operator().substring(1), "ü")) {
      assertThat(first.roleOf(wrong)).as(wrong).isEqualTo(Role.NOBODY);
    }
    String old = first.operator();
    Tokens renewed = Tokens.renew(folder);
    Files.setLastModifiedTime(
        folder.resolve("dashboard-tokens"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(first.roleOf(old)).isEqualTo(Role.NOBODY);
    assertThat(first.roleOf(renewed.operator())).isEqualTo(Role.OPERATOR);
  }

  @Test
  void aFileThatHoldsNoTokensIsRefused() throws Exception {
    for (String text :
        List.of("", "operator short\nreader short\n", "operator " + "a".repeat(43))) {
      Files.writeString(folder.resolve("dashboard-tokens"), text);
      assertThatThrownBy(() -> Tokens.of(folder))
          .isInstanceOf(DashboardException.class)
          .hasMessageContaining("delete it");
    }
  }
}
