package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several cases at once, over one connection. */
final class ParallelCasesTest extends Scene {

  private static final List<String> NONE = List.of();

  ParallelCasesTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aRequestForEachSlotIsOpenAtATimeAndNamesWhatIsInHand() throws Exception {
    startParallel(3);
    for (int i = 1; i <= 3; i++) {
      assertThat(server.expect(CaseRequest.class)).isEqualTo(new CaseRequest(i, 0, NONE, NONE));
    }
    server.say(ScriptedServer.assignment(2, "lease-1", 0));
    assertThat(server.expect(BlobRequest.class).sha256())
        .isEqualTo(ScriptedServer.DATASET.sha256());
    server.say(ScriptedServer.assignment(1, "lease-2", 1));
    server.say(new Cancel("lease-1", "the operator wants it"));
    assertThat(server.expect(CaseRequest.class))
        .as("the answers to 1 and 2 are heard, 3 is open")
        .isEqualTo(new CaseRequest(4, 2, List.of("lease-2"), NONE));
    server.say(ScriptedServer.assignment(4, "lease-3", 2));
    server.say(new Cancel("lease-2", "the operator wants it"));
    assertThat(server.expect(CaseRequest.class))
        .as("the answer to 4 is heard, but not that to 3")
        .isEqualTo(new CaseRequest(5, 2, List.of("lease-3"), NONE));
    assertThat(server.heard).isEmpty();
  }

  @Test
  void afterARequestInVainOneIsTriedAndTheOthersFollowWhenItGetsACase() throws Exception {
    RunningClient client = startParallel(3);
    server.expectRequests(3);
    for (int i = 0; i < 3; i++) {
      server.sayNothing(false, 500);
    }
    time.advanceUntil("the next question", () -> !server.heard.isEmpty());
    server.expectRequests(1);
    assertThat(server.heard).as("one is enough to try").isEmpty();

    server.say(server.assignment("lease-1", 0));

    client.expectEvent("assigned 0");
    server.expect(BlobRequest.class);
    server.expectRequests(2);
  }

  @Test
  void aServerThatAnswersWhatWasNotAskedIsLeftAndComeBackTo() throws Exception {
    RunningClient client = start();
    server.expectRequests(1);

    server.say(ScriptedServer.assignment(7, "lease-1", 0));

    client.expectEvent("disconnected the server answered request 7, which is not open");
    client.expectNoEvent("assigned");
    time.advanceUntil("the client comes back", () -> server.hellos.size() == 2);
    assertThat(server.expect(CaseRequest.class)).isEqualTo(new CaseRequest(2, NONE));
    server.say(new NothingNow(1, false, 500, List.of()));
    client.expectEvent("disconnected the server answered request 1, which is not open");
  }

  @Test
  void whatFailsWithoutANumberAnswersNoRequest() throws Exception {
    RunningClient client = start();
    server.expectRequests(1);

    server.say(new ProtocolError(ErrorCode.UNAVAILABLE, "the disk is full", null));
    client.expectEvent("notice The server cannot serve us now: the disk is full");
    time.advance(WorkLoop.REST);
    server.say(server.assignment("lease-1", 0));

    client.expectEvent("assigned 0");
    server.expect(BlobRequest.class);
  }

  @Test
  void theDatasetTravelsOnceHoweverManyCasesWaitForIt() throws Exception {
    RunningClient client = startParallel(3);
    server.expectRequests(3);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.say(server.assignment("lease-2", 1));
    client.expectEvent("assigned 1");

    server.sayDataset();

    FakeTraining one = client.runtime.next();
    FakeTraining two = client.runtime.next();
    assertThat(List.of(one.job.box(), two.job.box()))
        .containsExactlyInAnyOrder(client.box(1), client.box(2));
    server.say(server.assignment("lease-3", 2));
    assertThat(client.runtime.next().job.box()).isEqualTo(client.box(3));
    assertThat(server.heard).as("no second request for the data set").isEmpty();
  }

  @Test
  void everySlotFindsAWarmTrainer() throws Exception {
    RunningClient client = startParallel(2);

    Await.until("two warm trainers", () -> client.runtime.warm.equals(java.util.Set.of("1", "2")));
  }

  @Test
  void aFinishedCaseIsReportedAndItsSlotAsksInTheSameBreath() throws Exception {
    RunningClient client = startParallel(2);
    List<FakeTraining> trainings = trainAll(client, 2, 2);

    trainings.get(0).succeed();

    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
    assertThat(server.expect(CaseRequest.class).held())
        .containsExactlyInAnyOrder("lease-1", "lease-2");
    server.say(new Accepted("lease-1", List.of()));
    server.say(server.assignment("lease-3", 2));
    assertThat(client.runtime.next().job.box()).isEqualTo(client.box(1));
    client.expectEvent("started 2");
    assertThat(client.work.summary().medianHandOverMillis()).isPresent();
  }

  @Test
  void aCaseThatComesBeforeTheAcceptanceOfTheLastDidNotKeepItsSlotWaiting() throws Exception {
    RunningClient client = startParallel(1);
    List<FakeTraining> trainings = trainAll(client, 1, 1);
    trainings.get(0).succeed();
    server.expect(Result.class);
    server.expect(CaseRequest.class);

    server.say(server.assignment("lease-2", 1));
    client.expectEvent("started 1");

    assertThat(client.work.summary().medianHandOverMillis()).hasValue(0);
  }

  @Test
  void aServerThatWaitsForTheReportIsAskedAgainWhenItHasIt() throws Exception {
    RunningClient client = startParallel(1);
    trainAll(client, 1, 1).get(0).succeed();
    server.expect(Result.class);
    server.expect(CaseRequest.class);

    server.sayNothing(false, 60_000);
    server.say(new Accepted("lease-1", List.of()));

    server.expect(CaseRequest.class);
    client.expectNoEvent("nothing");
  }

  @Test
  void everyCaseIsInEachHeartbeat() throws Exception {
    RunningClient client = startParallel(2);
    trainAll(client, 2, 2).get(1).epoch(7);
    client.expectEvent("epoch 7");

    time.advanceUntil(
        "a heartbeat for both", () -> server.beating().equals(List.of("lease-1", "lease-2")));

    CaseProgress second = server.heartbeats.get(server.heartbeats.size() - 1).cases().get(1);
    time.advanceUntil(
        "a heartbeat with the epoch",
        () ->
            server.heartbeats.get(server.heartbeats.size() - 1).cases().get(1).progress() != null);
    assertThat(second.lease()).isEqualTo("lease-2");
  }

  @Test
  void aLeaseThatIsLostStopsItsOwnCaseOnly() throws Exception {
    RunningClient client = startParallel(3);
    List<FakeTraining> trainings = trainAll(client, 3, 3);

    server.say(new Cancel("lease-1", "the lease ran out"));
    assertThat(server.expect(CaseRequest.class).held()).containsExactly("lease-2", "lease-3");
    server.say(new ProtocolError(ErrorCode.LEASE_LOST, "passed on", "lease-3"));
    client.expectEvent("notice The server took the case back: passed on");

    Await.until("the third stops", trainings.get(2).stopped::get);
    assertThat(trainings.get(0).stopped).isTrue();
    assertThat(trainings.get(1).stopped).isFalse();
  }

  @Test
  void moreSlotsBeginAtOnceAndFewerFinishTheirCase() throws Exception {
    RunningClient client = startParallel(1);
    trainAll(client, 1, 1);
    client.work.parallelCases(2);
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-2", 1));
    FakeTraining second = client.runtime.next();

    client.work.parallelCases(1);
    second.succeed();

    server.expect(Result.class);
    server.say(new Accepted("lease-2", List.of()));
    client.expectEvent("accepted lease-2");
    assertThat(server.heard).as("no case for a slot that is gone").isEmpty();
    Await.until("its warm trainer goes", () -> client.runtime.warm.equals(java.util.Set.of("1")));
    Await.until("the status tells", () -> client.work.status().parallelCases() == 1);
  }

  @Test
  void aCaseForWhichThereIsNoRoomAnyMoreGoesBack() throws Exception {
    RunningClient client = startParallel(2);
    trainAll(client, 2, 1);
    client.work.parallelCases(1);
    Await.until("there is one slot", () -> client.work.status().parallelCases() == 1);

    server.say(server.assignment("lease-2", 1));

    assertThat(server.expect(GiveBack.class).lease()).isEqualTo("lease-2");
  }

  @Test
  void aLeaseThatIsHereAlreadyIsNotTakenTwice() throws Exception {
    RunningClient client = startParallel(2);
    trainAll(client, 2, 1);

    server.say(server.assignment("lease-1", 0));

    assertThat(server.expect(CaseRequest.class).held()).containsExactly("lease-1");
    assertThat(client.runtime.nextIfAny()).isNull();
  }

  @Test
  void noCasesAtOnceAreNoClient() throws Exception {
    RunningClient client = startParallel(1);

    assertThatThrownBy(() -> client.work.parallelCases(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }

  /** Has the client train so many cases; the requests for its other slots stay open. */
  private List<FakeTraining> trainAll(RunningClient client, int slots, int cases) throws Exception {
    List<FakeTraining> trainings = new ArrayList<>();
    trainings.add(train(client, "lease-1", slots));
    for (int i = 2; i <= cases; i++) {
      server.say(server.assignment("lease-" + i, i - 1));
      trainings.add(client.runtime.next());
      client.expectEvent("started " + (i - 1));
    }
    return trainings;
  }
}
