package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer without one engine is still good for the cases of the others. */
final class EngineMissingTest extends Scene {

  EngineMissingTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void theCaseGoesBackAndTheClientAsksForOthers() throws Exception {
    RunningClient client = start();
    trainWith(client, "lease-1", "dl4j").lacksEngine();

    assertThat(server.expect(GiveBack.class).reason()).contains("no native library");
    server.say(new Accepted("lease-1", List.of()));
    assertThat(server.expect(CaseRequest.class).lacking()).containsExactly("dl4j");
    client.expectEvent("notice The trainer here cannot use the engine dl4j");
    assertThat(client.ended).isNotDone();
  }

  @Test
  void whatIsMissingIsToldToTheNextConnectionToo() throws Exception {
    RunningClient client = start();
    trainWith(client, "lease-1", "dl4j").lacksEngine();
    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    server.say(Verdict.counts("lease-0", 3, 801, 803, 3, 12));
    client.expectEvent("verdict"); // and what was said before it is heard, too

    network.cut();
    client.expectEvent("disconnected");
    time.advanceUntil("the client comes back", () -> server.hellos.size() == 2);

    assertThat(server.expect(CaseRequest.class).lacking()).containsExactly("dl4j");
  }

  @Test
  void aClientWithoutAnyEngineEnds() throws Exception {
    RunningClient client = start();
    trainWith(client, "lease-1", "dl4j").lacksEngine();
    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));

    server.expect(CaseRequest.class);
    server.say(assignment("lease-2", "vector"));
    client.runtime.next().lacksEngine();

    server.expect(GiveBack.class);
    server.say(new Accepted("lease-2", List.of()));
    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.UNABLE);
  }

  @Test
  void aCaseThatWouldHaveTakenAnyEngineIsAFaultOfTheMachine() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").lacksEngine();

    assertThat(server.expect(Failure.class).kind()).isEqualTo(FailureKind.CLIENT_FAULT);
    server.say(new Accepted("lease-1", List.of()));
    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.UNABLE);
  }

  private FakeTraining trainWith(RunningClient client, String lease, String engine)
      throws InterruptedException {
    server.expect(CaseRequest.class);
    server.say(assignment(lease, engine));
    server.expect(BlobRequest.class);
    server.sayDataset();
    FakeTraining training = client.runtime.next();
    client.expectEvent("started");
    return training;
  }

  private Assignment assignment(String lease, String engine) {
    return new Assignment(
        server.oldestRequest(),
        lease,
        0,
        8,
        "ab".repeat(32),
        Map.of("engine", engine),
        ScriptedServer.DATASET.sha256(),
        ScriptedServer.DATASET.size(),
        60);
  }
}
