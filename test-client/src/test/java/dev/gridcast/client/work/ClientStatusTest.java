package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.ClientStatus.State;
import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other threads, and other programs, get to know. */
final class ClientStatusTest extends Scene {

  private static final Forecast BEST =
      new Forecast(
          11, "ada", "BTC", "4h", "2026-01-01T04:00:00Z", Map.of("close", 64000.0), 801.2, 0.003);

  ClientStatusTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void beforeTheFirstConnectionItSaysWhyThereIsNone() throws Exception {
    network.setReachable(false);
    RunningClient client = start();
    client.expectEvent("disconnected");

    Await.until("the reason", () -> client.work.status().reason().contains("not reachable"));
    ClientStatus status = client.work.status();
    assertThat(status.state()).isEqualTo(State.CONNECTING);
    assertThat(status.server()).isEqualTo("home.example:7420");
    assertThat(status.experiment()).isEmpty();
    assertThat(status.connectedSince()).isEmpty();
  }

  @Test
  void aCaseInTrainingTellsItsEpochAndItsErrorsBesidePersistence() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    training.epoch(3);

    Await.until(
        "the third epoch",
        () -> client.work.status().cases().stream().anyMatch(c -> c.epoch() == 3));
    ClientStatus status = client.work.status();
    assertThat(status.state()).isEqualTo(State.WORKING);
    assertThat(status.experiment()).isEqualTo("demo");
    assertThat(status.connectedSince()).isPresent();
    CaseStatus one = status.cases().get(0);
    assertThat(one.slot()).isEqualTo(1);
    assertThat(one.caseIndex()).isZero();
    assertThat(one.totalCases()).isEqualTo(8);
    assertThat(one.epochs()).isEqualTo(50);
    assertThat(one.validationRmse()).hasValue(803);
    assertThat(one.persistenceRmse()).hasValue(803.5);
    assertThat(one.since()).isBeforeOrEqualTo(time.instant());
  }

  @Test
  void creditIsTheTrainingOfVerifiedCasesLessWhatTheRuntimeTook() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    Await.until(
        "it trains",
        () ->
            client.work.status().cases().stream()
                .anyMatch(c -> c.phase() == CaseStatus.Phase.TRAINING));
    time.advance(Duration.ofSeconds(2));
    training.succeed();
    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of(BEST)));

    server.say(Verdict.counts("lease-1", 0, 801, 803, 3, 12));

    Await.until("the credit", () -> client.work.status().tally().verified() == 1);
    ClientStatus status = client.work.status();
    assertThat(status.tally().creditSeconds()).isEqualTo(1.988);
    assertThat(status.counts().trained()).isEqualTo(1);
    assertThat(status.counts().bestRank()).isEqualTo(3);
    assertThat(status.best()).containsExactly(BEST);
    assertThat(status.verdicts()).singleElement().matches(Verdict::verified);
    assertThat(folder.resolve("record.json")).content().contains("1.988", "home.example:7420");
  }

  @Test
  void withoutACaseItWaits() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.sayNothing(true, 3_000);

    Await.until(
        "it waits", () -> client.work.status().reason().equals("the experiment is finished"));
    assertThat(client.work.status().state()).isEqualTo(State.WAITING);
  }
}
