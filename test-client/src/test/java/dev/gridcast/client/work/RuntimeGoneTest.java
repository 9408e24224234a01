package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place where trainers run may go and come back: no case suffers. */
final class RuntimeGoneTest extends Scene {

  RuntimeGoneTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aTrainerThatSomebodyElseStoppedCostsTheCaseNoAttempt() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").stop();

    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));
    server.say(Verdict.counts("lease-0", 3, 801, 803, 3, 12));
    client.expectEvent("verdict");
    assertThat(server.heard).as("the client rests first").isEmpty();
    time.advanceUntil("the next question", () -> !server.heard.isEmpty());
    server.expect(CaseRequest.class);
  }

  @Test
  void aCaseThatMeetsNoEngineGoesBackAndTheClientWaitsForOne() throws Exception {
    RunningClient client = start();
    client.runtime.gone = "no engine answers: start it by 'systemctl start docker'.";
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();

    assertThat(server.expect(GiveBack.class).reason()).contains("no engine answers");
    server.say(new Accepted("lease-1", List.of()));
    client.expectEvent("notice Trainers cannot run here now: no engine answers: start it by");
    time.advanceUntil("questions", () -> client.runtime.questions.get() >= 4);
    assertThat(server.heard).as("nothing is asked for").isEmpty();
    assertThat(client.work.status().state()).isEqualTo(ClientStatus.State.NO_RUNTIME);
    assertThat(client.events.stream().filter(e -> e.contains("cannot run here now")))
        .as("said once")
        .hasSize(1);

    client.runtime.gone = null;

    time.advanceUntil("it goes on", () -> !server.heard.isEmpty());
    server.expect(CaseRequest.class);
    client.expectEvent("notice Trainers can run here again");
    assertThat(client.work.summary().failedCases()).isZero();
  }

  @Test
  void anEngineThatDiesUnderItsTrainingsTakesNoCaseWithIt() throws Exception {
    RunningClient client = startParallel(2);
    FakeTraining one = train(client, "lease-1", 2);
    server.say(server.assignment("lease-2", 1));
    FakeTraining two = client.runtime.next();

    client.runtime.gone = "no engine answers.";
    one.dies();
    two.dies();

    assertThat(server.expect(GiveBack.class).lease()).isEqualTo("lease-1");
    server.say(new Accepted("lease-1", List.of()));
    assertThat(server.expect(GiveBack.class).lease()).isEqualTo("lease-2");
    server.say(new Accepted("lease-2", List.of()));
    client.expectEvent("notice Trainers cannot run here now: no engine answers.");
    client.runtime.gone = null;
    time.advanceUntil("it goes on", () -> !server.heard.isEmpty());
    server.expect(CaseRequest.class);
  }

  @Test
  void theWaitsBetweenQuestionsGrow() throws Exception {
    RunningClient client = start();
    client.runtime.gone = "no engine answers.";
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();
    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));
    client.expectEvent("notice Trainers cannot");
    long begin = time.nanos();

    time.advanceUntil("six questions", () -> client.runtime.questions.get() >= 6);

    // 1 + 2 + 4 + 8 + 16 + 32 seconds, each a quarter less at least
    assertThat(Duration.ofNanos(time.nanos() - begin)).isGreaterThan(Duration.ofSeconds(47));
  }

  @Test
  void aStartThatIsSlowAndThenUnwantedIsStoppedAllTheSame() throws Exception {
    RunningClient client = start();
    client.runtime.mayStart = new CountDownLatch(1);
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);
    server.sayDataset();
    Await.until("it is being started", () -> client.runtime.asked.get() == 1);

    server.say(new Cancel("lease-1", "the lease ran out"));
    client.expectEvent("notice The server took the case back");
    assertThat(server.heard).as("its slot is not free yet").isEmpty();
    client.runtime.mayStart.countDown();

    server.expect(CaseRequest.class);
    FakeTraining unwanted = client.runtime.nextIfAny();
    assertThat(unwanted == null || unwanted.stopped.get()).isTrue();
  }
}
