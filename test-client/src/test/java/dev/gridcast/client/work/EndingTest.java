package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a client ends: when the work is done, or when somebody says so. */
final class EndingTest extends Scene {

  EndingTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void withExitWhenDoneTheClientEndsWithTheExperiment() throws Exception {
    RunningClient client = startUntilDone();
    server.expect(CaseRequest.class);

    server.sayNothing(true, 3_000);

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.DONE);
    assertThat(server.goodbyes).hasSize(1);
  }

  @Test
  void withExitWhenDoneTheClientEndsWhenItsServerDoes() throws Exception {
    RunningClient client = startUntilDone();
    server.expect(CaseRequest.class);
    server.sayNothing(false, 3_000);

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
  void aCaseThatArrivesWhileTheClientStopsGoesBack() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    client.work.stop("ctrl-c");

    server.say(server.assignment("lease-1", 0));

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
  void afterItsLastCaseTheClientDeliversTheResultAndEnds() throws Exception {
    RunningClient client = startParallel(2);
    FakeTraining training = train(client, "lease-1", 2);

    client.work.stopAfterThisCase();
    server.say(server.assignment("lease-2", 1));

    assertThat(server.expect(GiveBack.class).lease()).isEqualTo("lease-2");
    server.say(new Accepted("lease-2", List.of()));
    Await.until(
        "the status tells", () -> client.work.status().state() == ClientStatus.State.FINISHING);
    assertThat(training.stopped).isFalse();
    training.succeed();
    server.expect(Result.class);
    assertThat(client.ended).isNotDone();
    server.say(new Accepted("lease-1", List.of()));
    client.expectEvent("accepted");
    assertThat(client.ended).as("it waits for the verdict on its last case").isNotDone();
    server.say(Verdict.counts("lease-1", 0, 801, 803, 3, 12));
    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(client.work.summary().trainedCases()).isEqualTo(1);
    assertThat(client.work.summary().verifiedCases()).isEqualTo(1);
    assertThat(client.work.status().state()).isEqualTo(ClientStatus.State.ENDED);
  }

  @Test
  void theLastVerdictIsNotWaitedForForEver() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    client.work.stopAfterThisCase();
    training.succeed();
    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    client.expectEvent("accepted");

    time.advanceUntil("it has lost patience", client.ended::isDone);

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(client.work.summary().verifiedCases()).isZero();
  }

  @Test
  void withNothingInHandTheLastCaseIsOverAtOnce() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.sayNothing(false, 3_000);
    client.expectEvent("nothing");

    client.work.stopAfterThisCase();

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.STOPPED);
  }

  @Test
  void anExperimentThatIsDoneIsNotLeftWhileACaseOfItIsInHand() throws Exception {
    RunningClient client = run(RunningClient.create(network, time, folder, true, 2));
    FakeTraining training = train(client, "lease-1", 2);

    server.sayNothing(true, 3_000);
    training.succeed();

    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    server.sayNothing(true, 3_000);
    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.DONE);
  }
}
