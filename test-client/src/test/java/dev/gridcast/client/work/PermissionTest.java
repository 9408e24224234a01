package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.ClientStatus.State;
import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The person at the machine comes first. */
final class PermissionTest extends Scene {

  PermissionTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aPauseFreezesTheTrainingAndKeepsItsLease() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");

    client.work.forbid("the computer is in use");

    client.expectEvent("paused the computer is in use");
    Await.until("the training is frozen", training.paused::get);
    int before = server.heartbeats.size();
    time.advanceUntil("heartbeats", () -> server.heartbeats.size() > before + 1);
    assertThat(server.beating()).containsExactly("lease-1");
    assertThat(client.work.status().state()).isEqualTo(State.PAUSED);
    assertThat(client.work.status().reason()).isEqualTo("the computer is in use");
    assertThat(client.work.status().cases()).singleElement().matches(CaseStatus::isPaused);

    client.work.allow();

    Await.until("it goes on", () -> !training.paused.get());
    assertThat(training.stopped).isFalse();
    training.succeed();
    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
  }

  @Test
  void pausedSecondsAreNoCredit() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    Await.until("it trains", () -> phase(client) == CaseStatus.Phase.TRAINING);
    time.advance(Duration.ofSeconds(3));
    client.work.forbid("on battery");
    Await.until("the training is frozen", training.paused::get);
    time.advance(Duration.ofSeconds(4));
    client.work.allow();
    Await.until("it goes on", () -> !training.paused.get());
    time.advance(Duration.ofSeconds(2));
    training.epoch(1);
    client.expectEvent("epoch 1");

    Await.until("the status", () -> client.work.status().cases().get(0).epoch() == 1);
    assertThat(client.work.status().cases().get(0).trainingSeconds()).isEqualTo(5);
  }

  @Test
  void nothingIsAskedForAndNothingBeginsWhileForbidden() throws Exception {
    RunningClient client = RunningClient.create(network, time, folder, false, 1);
    client.work.forbid("outside the hours");
    run(client);
    client.expectEvent("connected");
    Await.until("a heartbeat", () -> !server.heartbeats.isEmpty());
    assertThat(server.heard).isEmpty();
    assertThat(client.runtime.warm).isEmpty();

    client.work.allow();

    server.expect(CaseRequest.class);
    Await.until("a warm trainer", () -> !client.runtime.warm.isEmpty());
    client.work.forbid("outside the hours");
    client.expectEvent("paused outside the hours");
    server.say(server.assignment("lease-1", 0));
    client.expectEvent("assigned 0");
    assertThat(server.heard).as("no data set").isEmpty();
    client.work.allow();
    server.expect(BlobRequest.class);
    client.work.forbid("outside the hours");
    server.sayDataset();
    Await.until("the data set is heard", () -> client.datasets().length == 1);
    assertThat(client.runtime.nextIfAny()).isNull();
    client.work.allow();
    client.runtime.next();
  }

  @Test
  void aResultThatIsReadyIsDeliveredAllTheSame() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    client.work.forbid("hot");
    training.succeed();

    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    client.expectEvent("accepted");
    assertThat(server.heard).as("no request for a case").isEmpty();
  }

  @Test
  void aLongPauseGivesTheCasesBackAndTheMemoryFree() throws Exception {
    RunningClient client = startParallel(2);
    FakeTraining training = train(client, "lease-1", 2);
    Await.until("warm trainers", () -> client.runtime.warm.size() == 2);
    client.work.forbid("the computer is in use");
    Await.until("the training is frozen", training.paused::get);

    advanceInSteps(Gate.MEMORY_KEPT.minusSeconds(1));
    assertThat(training.stopped).isFalse();
    advanceInSteps(Duration.ofSeconds(2));

    time.advanceUntil("the case goes back", () -> !server.heard.isEmpty());
    GiveBack back = server.expect(GiveBack.class);
    assertThat(back.lease()).isEqualTo("lease-1");
    assertThat(back.reason()).contains("the computer is in use");
    assertThat(training.stopped).isTrue();
    Await.until("no trainer is left", client.runtime.warm::isEmpty);

    server.say(server.assignment("lease-2", 1));
    server.say(new Accepted("lease-1", List.of()));
    assertThat(server.expect(GiveBack.class).lease()).isEqualTo("lease-2");
    server.say(new Accepted("lease-2", List.of()));
    client.work.allow();
    server.expectRequests(2);
    Await.until("warm trainers", () -> client.runtime.warm.size() == 2);
  }

  @Test
  void aPauseWhileATrainerIsBeingStartedReachesIt() throws Exception {
    RunningClient client = start();
    client.runtime.mayStart = new CountDownLatch(1);
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();
    Await.until("it is being started", () -> phase(client) == CaseStatus.Phase.STARTING);

    client.work.forbid("the computer is in use");
    client.expectEvent("paused");
    client.runtime.mayStart.countDown();

    Await.until("it is frozen", client.runtime.next().paused::get);
  }

  @Test
  void aSlowStartKeepsNoHeartbeatWaiting() throws Exception {
    RunningClient client = start();
    client.runtime.mayStart = new CountDownLatch(1);
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();

    time.advanceUntil("heartbeats", () -> server.beating().equals(List.of("lease-1")));

    client.runtime.mayStart.countDown();
    client.runtime.next();
  }

  private static CaseStatus.Phase phase(RunningClient client) {
    List<CaseStatus> cases = client.work.status().cases();
    return cases.isEmpty() ? CaseStatus.Phase.WAITING : cases.get(0).phase();
  }

  /** In steps: hurried on, the client would take the server for silent. */
  private void advanceInSteps(Duration by) {
    Duration step = Duration.ofSeconds(2);
    for (Duration left = by; !left.isZero(); ) {
      Duration now = left.compareTo(step) < 0 ? left : step;
      time.advance(now);
      LockSupport.parkNanos(3_000_000);
      left = left.minus(now);
    }
  }
}
