package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a volunteer stands with its server: what becomes of its results, and whether it gets any. */
final class StandingTest extends Scene {

  StandingTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aSuspendedVolunteerEndsAndDoesNotComeBack() throws Exception {
    server.greets = false;
    RunningClient client = start();
    server.expectHellos(1);

    server.say(new ProtocolError(ErrorCode.SUSPENDED, "3 results in a row were false", null));

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.SUSPENDED, "3 results in a row were false"));
    time.advance(Duration.ofHours(1));
    assertThat(server.hellos).hasSize(1);
  }

  @Test
  void aVolunteerThatIsSuspendedAtWorkEndsAndKeepsItsResults() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    server.expect(Result.class);

    server.say(new ProtocolError(ErrorCode.SUSPENDED, "the operator says so", null));

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.SUSPENDED);
    assertThat(client.outbox("lease-1")).isDirectory();
  }

  @Test
  void aResultThatWaitsIsNeitherVerifiedNorRejectedUntilItIs() throws Exception {
    RunningClient client = deliver("lease-1");

    server.say(Verdict.waits("lease-1", 0, ""));
    Await.until("it waits", () -> client.work.summary().waitingCases() == 1);
    assertThat(client.work.summary().rejectedCases()).isZero();
    assertThat(client.work.summary().unjudgedCases()).isZero();
    assertThat(client.work.status().tally()).isEqualTo(VolunteerRecord.Tally.NONE);

    server.say(Verdict.confirms("lease-1", 0, 801, 803, 3, 12));
    Await.until("it counts", () -> client.work.status().tally().verified() == 1);
    assertThat(client.work.summary().waitingCases()).isZero();
    assertThat(client.work.summary().verifiedCases()).isEqualTo(1);
  }

  @Test
  void aVerdictThatIsToldTwiceIsCountedAndShownOnce() throws Exception {
    RunningClient client = deliver("lease-1");
    Verdict verdict = Verdict.counts("lease-1", 0, 801, 803, 3, 12);

    server.say(verdict);
    server.say(verdict);
    server.say(Verdict.counts("lease-of-old", 1, 801, 803, 4, 12));

    client.expectEvent("verdict 4");
    assertThat(client.events.stream().filter("verdict 3"::equals)).hasSize(1);
    assertThat(client.work.summary().verifiedCases()).isEqualTo(2);
    assertThat(client.work.status().tally().verified()).isEqualTo(1);
  }

  @Test
  void aVerdictThatCameWhileTheClientWasAwayIsCreditedAfterItsReturn() throws Exception {
    RunningClient before = deliver("lease-1");
    server.sayNothing(false, 60_000);
    before.expectEvent("nothing");
    before.work.stop("ctrl-c");
    before.ending();

    RunningClient after = startAnother();
    server.expectHellos(2);
    server.say(Verdict.counts("lease-1", 0, 801, 803, 3, 12));

    Await.until("the credit", () -> after.work.status().tally().verified() == 1);
  }

  @Test
  void aClientThatGetsItsOwnLeaseBackSaysSoAndTrainsIt() throws Exception {
    RunningClient client = deliver("lease-1");
    Assignment fresh = server.assignment("lease-2", 1);

    server.say(
        new Assignment(
            fresh.request(),
            "lease-2",
            1,
            8,
            fresh.caseId(),
            fresh.parameters(),
            fresh.datasetSha256(),
            fresh.datasetBytes(),
            60,
            true));

    client.expectEvent("notice The next case was yours before");
    client.expectEvent("started 1");
  }

  /** A client whose first result the server has, and that asks for its next case. */
  private RunningClient deliver(String lease) throws Exception {
    RunningClient client = start();
    train(client, lease).succeed();
    server.expect(Result.class);
    server.say(new Accepted(lease, List.of()));
    client.expectEvent("accepted");
    server.expect(CaseRequest.class);
    return client;
  }
}
