package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's day with a server that does what the test says. */
final class WorkLoopTest extends Scene {

  WorkLoopTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void casesFollowEachOtherWithoutAPauseAndTheDatasetTravelsOnce() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    assertThat(server.expect(BlobRequest.class).sha256())
        .isEqualTo(ScriptedServer.DATASET.sha256());
    server.sayDataset();
    client.runtime.next().succeed();
    assertThat(server.expect(Result.class))
        .isEqualTo(
            new Result(
                "lease-1",
                "{\"status\":\"trained\"}",
                ModelOffer.inline(Blob.wrap(new byte[] {1, 2, 3}))));

    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-2", 1));

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
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();
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
    server.say(Verdict.counts("lease-0", 3, 801, 803, 3, 12));

    client.expectEvent("verdict 3");
    assertThat(training.stopped).isFalse();
  }

  @Test
  void aFailedTrainingIsReportedAsAFailure() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").fail(FailureKind.TRAINING_FAILED);

    assertThat(server.expect(Failure.class))
        .isEqualTo(
            Failure.of("lease-1", FailureKind.TRAINING_FAILED, "the loss is not finite", "log"));
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
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();

    assertThat(server.expect(Failure.class).kind()).isEqualTo(FailureKind.CLIENT_FAULT);
    server.say(new Accepted("lease-1", List.of()));

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.UNABLE, "the trainer cannot be started: no java here"));
    assertThat(client.workFolder("lease-1")).doesNotExist();
  }

  @Test
  void withNothingToDoTheClientAsksAgainAfterTheGivenWait() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);

    server.sayNothing(true, 3_000);
    client.expectEvent("nothing true");
    time.advance(Duration.ofMillis(2_900));
    assertThat(server.heard).isEmpty();
    time.advanceUntil("the next question", () -> !server.heard.isEmpty());

    server.expect(CaseRequest.class);
    assertThat(client.ended).isNotDone();
  }
}
