package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's day with a server that does what the test says. */
final class WorkLoopTest {

  private final Path folder;
  private final ScriptedServer server = new ScriptedServer();
  private final InMemoryNetwork network = new InMemoryNetwork(server);
  private final ManualTime time = new ManualTime();

  WorkLoopTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void closeTheNetwork() {
    network.close();
  }

  @Test
  void casesFollowEachOtherWithoutAPauseAndTheDatasetTravelsOnce() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment("lease-1", 0));
    assertThat(server.expect(DatasetRequest.class).sha256())
        .isEqualTo(ScriptedServer.DATASET.sha256());
    server.say(dataset());
    client.runtime.next().succeed();
    assertThat(server.expect(Result.class))
        .isEqualTo(
            new Result("lease-1", "{\"status\":\"trained\"}", Blob.wrap(new byte[] {1, 2, 3})));

    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment("lease-2", 1));

    client.runtime.next();
    client.expectEvent("started 1");
    assertThat(client.events).contains("assigned 0 false", "accepted lease-1", "assigned 1 true");
    assertThat(client.work.summary().medianHandOverMillis()).isPresent();
    assertThat(client.outbox("lease-1")).doesNotExist();
    assertThat(client.workFolder("lease-1")).doesNotExist();
  }

  @Test
  void theWorkFolderHoldsTheParametersAndTheDatasetByteForByte() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");

    assertThat(training.job.input()).isEqualTo(client.workFolder("lease-1"));
    assertThat(training.job.timeLimit()).isEqualTo(Duration.ofSeconds(60));
    assertThat(training.job.input().resolve("parameters.csv"))
        .hasContent("parameter,value\r\nlags,10\r\nlabels,\"high,low,close\"\r\n");
    assertThat(training.job.input().resolve("time-series.csv"))
        .hasBinaryContent(ScriptedServer.DATASET.toByteArray());
  }

  @Test
  void theHeartBeatsAllTheTimeAndWithTheProgressOfTheCase() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    Await.until("a heartbeat without a case", () -> !server.heartbeats.isEmpty());
    assertThat(server.heartbeats.get(0).cases()).isEmpty();
    server.say(ScriptedServer.assignment("lease-1", 0));
    server.expect(DatasetRequest.class);
    server.say(dataset());
    FakeTraining training = client.runtime.next();

    training.epoch(1);

    Await.until(
        "a heartbeat with the first epoch",
        () ->
            server.heartbeats.stream()
                .flatMap(h -> h.cases().stream())
                .anyMatch(c -> c.progress() != null));
    int before = server.heartbeats.size();
    for (int epoch = 2; epoch <= 40; epoch++) {
      training.epoch(epoch);
    }
    client.expectEvent("epoch 40");
    assertThat(server.heartbeats.size() - before).as("within two seconds").isLessThanOrEqualTo(1);
    time.advanceUntil("the next heartbeats", () -> server.heartbeats.size() >= before + 3);
    var last = server.heartbeats.get(server.heartbeats.size() - 1).cases().get(0);
    assertThat(last.lease()).isEqualTo("lease-1");
    assertThat(last.progress()).isNotNull().extracting("epoch").isEqualTo(40);
  }

  @Test
  void aBrokenLineLeavesTheTrainingAlone() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    int before = server.heartbeats.size();

    network.cut();
    client.expectEvent("disconnected");
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    Await.until(
        "the lease is kept alive again",
        () ->
            server.heartbeats.stream()
                .skip(before)
                .flatMap(h -> h.cases().stream())
                .anyMatch(c -> "lease-1".equals(c.lease())));
    assertThat(training.stopped).isFalse();
    training.succeed();
    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
  }

  @Test
  void aServerThatFallsSilentIsLeftAndTheTrainingGoesOn() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    server.acknowledges = false;
    time.advance(Duration.ofSeconds(15));
    client.expectNoEvent("disconnected");

    time.advanceUntil(
        "the silence is noticed",
        () -> client.events.stream().anyMatch(e -> e.startsWith("disconnected")));

    client.expectEvent("disconnected the server has been silent for 20 s");
    server.acknowledges = true;
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
    assertThat(training.stopped).isFalse();
  }

  @Test
  void aResultThatIsReadyWhileTheLineIsDownWaitsAndIsSentFirst() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    network.setReachable(false);
    network.cut();
    client.expectEvent("disconnected");

    training.succeed();

    client.expectEvent("ended Trained");
    assertThat(client.outbox("lease-1").resolve("model.safetensors"))
        .hasBinaryContent(new byte[] {1, 2, 3});
    network.setReachable(true);
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    assertThat(client.outbox("lease-1")).doesNotExist();
  }

  @Test
  void aResultWhoseAcceptanceWasLostIsSentAgain() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    Result first = server.expect(Result.class);

    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    assertThat(server.expect(Result.class)).isEqualTo(first);
    assertThat(client.outbox("lease-1")).exists();
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
  }

  @Test
  void aClientThatWasKilledLeavesItsResultToTheNextOne() throws Exception {
    RunningClient killed = start();
    FakeTraining training = train(killed, "lease-1");
    network.setReachable(false);
    network.cut();
    training.succeed();
    killed.expectEvent("ended Trained");
    // Nothing of the first client is ever told to end: as far as its files go, it is dead.
    Files.createDirectories(killed.workFolder("lease-0"));
    network.setReachable(true);

    RunningClient next = RunningClient.start(network, new ManualTime(), folder, false);

    next.expectEvent("connected 1");
    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    assertThat(next.workFolder("lease-0")).doesNotExist();
    assertThat(next.outbox("lease-1")).doesNotExist();
  }

  @Test
  void aResultForAnotherServerIsKeptForIt() throws Exception {
    Outbox.open(folder.resolve("outbox"))
        .put("elsewhere.example:1", new Result("lease-9", "{}", Blob.wrap(new byte[] {9})));

    RunningClient client = start();

    server.expect(CaseRequest.class);
    client.expectEvent("notice A finished result waits for another server, elsewhere.example:1");
    assertThat(client.outbox("lease-9")).exists();
  }

  @Test
  void aResultThatCannotBeReadNowIsKeptAndHoldsUpNothing() throws Exception {
    RunningClient first = start();
    FakeTraining training = train(first, "lease-1");
    network.setReachable(false);
    network.cut();
    training.succeed();
    first.expectEvent("ended Trained");
    Path result = first.outbox("lease-1").resolve("result.json");
    Files.move(result, result.resolveSibling("elsewhere"));
    Files.createDirectory(result);
    Files.createDirectory(first.outbox("a-folder-of-somebody-else"));
    network.setReachable(true);

    RunningClient next = RunningClient.start(network, new ManualTime(), folder, false);

    server.expect(CaseRequest.class);
    next.expectEvent("notice A result cannot be read");
    assertThat(next.outbox("lease-1").resolve("model.safetensors")).exists();
  }

  @Test
  void aResultThatTheServerNoLongerWantsIsDropped() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    server.expect(Result.class);

    server.say(new ProtocolError(ErrorCode.LEASE_LOST, "passed on to another", "lease-1"));

    server.expect(CaseRequest.class);
    client.expectEvent("notice A result was dropped: the server no longer wants it");
    assertThat(client.outbox("lease-1")).doesNotExist();
  }

  @Test
  void aResultThatTheServerCannotStoreIsOfferedAgainLater() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    server.expect(Result.class);

    server.say(new ProtocolError(ErrorCode.UNAVAILABLE, "the disk is full", null));
    client.expectEvent("notice The server cannot serve us now: the disk is full");
    assertThat(server.heard).isEmpty();
    time.advanceUntil("the second try", () -> !server.heard.isEmpty());

    server.expect(Result.class);
    assertThat(client.outbox("lease-1")).exists();
  }

  @Test
  void aResultThatBreaksTheConversationEachTimeIsGivenUp() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    for (int i = 1; i <= ReportDesk.MOST_REFUSALS; i++) {
      server.expect(Result.class);
      server.say(new ProtocolError(ErrorCode.UNEXPECTED, "that makes no sense", null));
      if (i < ReportDesk.MOST_REFUSALS) {
        Await.until("the refusal is heard", () -> network.openConnections() == 1);
        cutAfterDelivery(client, i);
        int greetings = i + 1;
        time.advanceUntil("the client comes back", () -> server.hellos.size() >= greetings);
      }
    }

    client.expectEvent("notice A result was dropped: the server refuses it");
    server.expect(CaseRequest.class);
  }

  @Test
  void aCancelledCaseIsStoppedAndTheNextOneAskedFor() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");

    server.say(new Cancel("lease-1", "the lease ran out"));

    server.expect(CaseRequest.class);
    assertThat(training.stopped).isTrue();
    client.expectEvent("notice The server took the case back: the lease ran out");
    assertThat(client.work.summary().droppedCases()).isEqualTo(1);
  }

  @Test
  void aCancelForAnotherLeaseChangesNothing() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");

    server.say(new Cancel("lease-7", "who is that"));
    server.say(new Verdict("lease-0", 3, true, "", 801, 803, 3, 12));

    client.expectEvent("verdict 3");
    assertThat(training.stopped).isFalse();
  }

  @Test
  void aFailedTrainingIsReportedAsAFailure() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").fail(FailureKind.TRAINING_FAILED);

    assertThat(server.expect(Failure.class))
        .isEqualTo(
            new Failure("lease-1", FailureKind.TRAINING_FAILED, "the loss is not finite", "log"));
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    assertThat(client.work.summary().failedCases()).isEqualTo(1);
    client.expectNoEvent("accepted");
  }

  @Test
  void aMachineThatCannotTrainSaysSoAndEnds() throws Exception {
    RunningClient client = start();
    client.runtime.broken = true;
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment("lease-1", 0));
    server.expect(DatasetRequest.class);
    server.say(dataset());

    assertThat(server.expect(Failure.class).kind()).isEqualTo(FailureKind.CLIENT_FAULT);
    server.say(new Accepted("lease-1", List.of()));

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.UNABLE, "the trainer cannot be started: no java here"));
    assertThat(client.workFolder("lease-1")).doesNotExist();
  }

  @Test
  void aDatasetThatIsNotWhatItsHashSaysIsNotTrainedOn() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment("lease-1", 0));
    server.expect(DatasetRequest.class);

    server.say(
        new Dataset(
            ScriptedServer.DATASET.sha256(),
            Blob.wrap("something else".getBytes(StandardCharsets.UTF_8))));

    assertThat(server.expect(GiveBack.class).reason()).contains("is not the one asked for");
    assertThat(client.runtime.nextIfAny()).isNull();
  }

  @Test
  void aDatasetThatWasOnItsWayWhenTheLineBrokeIsAskedForAgain() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment("lease-1", 0));
    server.expect(DatasetRequest.class);

    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    server.expect(DatasetRequest.class);
    server.say(dataset());
    client.runtime.next();
  }

  @Test
  void aDatasetThatWentBadOnDiskIsFetchedAgain() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    Files.writeString(training.job.input().resolve("time-series.csv"), "spoilt by the trainer");
    training.succeed();
    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);

    server.say(ScriptedServer.assignment("lease-2", 1));

    server.expect(DatasetRequest.class);
    server.say(dataset());
    assertThat(client.runtime.next().job.input().resolve("time-series.csv"))
        .hasBinaryContent(ScriptedServer.DATASET.toByteArray());
  }

  @Test
  void withNothingToDoTheClientAsksAgainAfterTheGivenWait() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);

    server.say(new NothingNow(true, 3_000, List.of()));
    client.expectEvent("nothing true");
    time.advance(Duration.ofMillis(2_900));
    assertThat(server.heard).isEmpty();
    time.advanceUntil("the next question", () -> !server.heard.isEmpty());

    server.expect(CaseRequest.class);
    assertThat(client.ended).isNotDone();
  }

  @Test
  void withExitWhenDoneTheClientEndsWithTheExperiment() throws Exception {
    RunningClient client = RunningClient.start(network, time, folder, true);
    server.expect(CaseRequest.class);

    server.say(new NothingNow(true, 3_000, List.of()));

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.DONE);
    assertThat(server.goodbyes).hasSize(1);
  }

  @Test
  void withExitWhenDoneTheClientEndsWhenItsServerDoes() throws Exception {
    RunningClient client = RunningClient.start(network, time, folder, true);
    server.expect(CaseRequest.class);
    server.say(new NothingNow(false, 3_000, List.of()));

    server.say(new Goodbye("all cases are verified"));

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.DONE);
  }

  @Test
  void aClientThatIsToldToStopGivesItsCaseBackAndWaitsForThat() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");

    client.work.stop("ctrl-c");

    assertThat(server.expect(GiveBack.class)).isEqualTo(new GiveBack("lease-1", "ctrl-c"));
    assertThat(training.stopped).isTrue();
    assertThat(client.ended).isNotDone();
    server.say(new Accepted("lease-1", List.of()));
    assertThat(client.ending()).isEqualTo(new Ending(Ending.Kind.STOPPED, "ctrl-c"));
    assertThat(server.goodbyes).containsExactly(new Goodbye("ctrl-c"));
    assertThat(client.workFolder("lease-1")).doesNotExist();
  }

  @Test
  void aClientThatIsToldToStopDoesNotWaitForEverForAnAnswer() throws Exception {
    RunningClient client = start();
    train(client, "lease-1");
    client.work.stop("ctrl-c");
    server.expect(GiveBack.class);

    time.advance(Duration.ofMillis(4_900));
    assertThat(client.ended).isNotDone();
    time.advance(Duration.ofMillis(200));

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
  }

  @Test
  void aClientThatIsToldToStopWithoutAConnectionStopsItsTrainingAndEnds() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    network.setReachable(false);
    network.cut();
    client.expectEvent("disconnected");

    client.work.stop("ctrl-c");

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(training.stopped).isTrue();
  }

  @Test
  void aTrainerThatSomebodyElseStoppedCostsTheCaseNoAttempt() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").stop();

    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));
    server.say(new Verdict("lease-0", 3, true, "", 801, 803, 3, 12));
    client.expectEvent("verdict");
    assertThat(server.heard).as("the client rests first").isEmpty();
    time.advanceUntil("the next question", () -> !server.heard.isEmpty());
    server.expect(CaseRequest.class);
  }

  @Test
  void aCaseThatArrivesWhileTheClientStopsGoesBack() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    client.work.stop("ctrl-c");

    server.say(ScriptedServer.assignment("lease-1", 0));

    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));
    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(client.runtime.nextIfAny()).isNull();
  }

  @Test
  void aResultThatComesTogetherWithTheStopIsStillReported() throws Exception {
    RunningClient client = start();
    client.runtime.obeys = false;
    FakeTraining training = train(client, "lease-1");
    client.work.stop("ctrl-c");
    Await.until("the training is told", training.stopped::get);

    training.succeed();

    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(client.work.summary().trainedCases()).isEqualTo(1);
  }

  @Test
  void aServerThatCannotBeReachedIsTriedAgainWithGrowingWaits() throws Exception {
    network.setReachable(false);
    RunningClient client = start();
    time.advanceUntil(
        "four attempts",
        () -> client.events.stream().filter(e -> e.startsWith("disconnected")).count() >= 4);

    network.setReachable(true);
    time.advanceUntil("a connection", () -> !server.hellos.isEmpty());

    server.expect(CaseRequest.class);
  }

  @Test
  void aRefusalThatIsFinalEndsTheClient() throws Exception {
    RunningClient client =
        RunningClient.start(
            listener -> {
              throw ConnectException.permanent("the invite is not valid", null);
            },
            time,
            folder,
            false);

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.REFUSED, "the invite is not valid"));
  }

  @Test
  void aServerOfAnotherProtocolEndsTheClient() throws Exception {
    server.greets = false;
    RunningClient client = start();
    server.expectHellos(1);

    server.say(new Welcome(Message.PROTOCOL_VERSION + 1, "9.9", "demo", 8, 5_000, null));

    Ending ending = client.ending();
    assertThat(ending.kind()).isEqualTo(Ending.Kind.REFUSED);
    assertThat(ending.reason()).contains("version 3", "speaks 2", "9.9");
  }

  @Test
  void aMachineThatCannotLoadTheNetworkEndsTheClient() throws Exception {
    RunningClient client =
        RunningClient.start(
            listener -> {
              throw new UnsatisfiedLinkError("libpulse.so.0 is missing");
            },
            time,
            folder,
            false);

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.UNABLE, "libpulse.so.0 is missing"));
  }

  private void cutAfterDelivery(RunningClient client, int count) {
    // The scripted answer is on its way: a verdict behind it tells when it has been heard.
    server.say(new Verdict("lease-0", 3, true, "", 801, 803, count, 12));
    client.expectEvent("verdict " + count);
    network.cut();
    Await.until(
        "the cut is noticed",
        () -> client.events.stream().filter(e -> e.startsWith("disconnected")).count() == count);
  }

  private RunningClient start() throws IOException {
    return RunningClient.start(network, time, folder, false);
  }

  private FakeTraining train(RunningClient client, String lease) throws InterruptedException {
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment(lease, 0));
    server.expect(DatasetRequest.class);
    server.say(dataset());
    FakeTraining training = client.runtime.next();
    client.expectEvent("started");
    return training;
  }

  private static Dataset dataset() {
    return new Dataset(ScriptedServer.DATASET.sha256(), ScriptedServer.DATASET);
  }
}
