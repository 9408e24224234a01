package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a result that is brought back. */
final class ResultTest extends ServerScene {

  private static final String OWN_IMAGE = "lab/mine@sha256:" + "0123456789abcdef".repeat(4);
  private static final String OWN_TRAINER =
      "trainer:\n  image: " + OWN_IMAGE + "\n  parameters: {depth: 3}\n";

  @Test
  void anHonestVolunteerIsWelcomedGetsACaseReportsItAndIsVerified() {
    ScriptedClient ada = ScriptedClient.silent(server.network, "ada");
    ada.say(ada.hello(Message.PROTOCOL_VERSION));
    Welcome welcome = ada.hear(Welcome.class);
    assertThat(welcome.experiment()).isEqualTo("four-cases");
    assertThat(welcome.totalCases()).isEqualTo(4);

    Assignment assignment = ada.ask();
    byte[] dataset = ada.fetch(assignment.datasetSha256());
    assertThat(Blob.wrap(dataset).sha256()).isEqualTo(assignment.datasetSha256());
    assertThat(dataset).hasSize((int) assignment.datasetBytes());

    ada.say(beat(assignment, new Progress(1, 2, 10, 0.5)));
    assertThat(ada.hear(HeartbeatAck.class).leases()).containsExactly(assignment.lease());

    ada.say(HonestTrainer.resultOf(assignment, dataset, 1));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(assignment.lease());
    Verdict verdict = ada.hear(Verdict.class);
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.verified()).isTrue();
    assertThat(verdict.caseIndex()).isEqualTo(assignment.caseIndex());

    assertThat(server.desk.counts().verified()).isEqualTo(1);
    ada.say(HonestTrainer.resultOf(ada.ask(), dataset, 2));
    assertThat(ada.hear(Accepted.class).best())
        .as("what the volunteer gets in return")
        .singleElement()
        .satisfies(
            best -> {
              assertThat(best.volunteer()).isEqualTo("ada");
              assertThat(best.values()).containsOnlyKeys("high", "low", "close");
            });
  }

  @Test
  void aResultThatIsReportedTwiceIsAcknowledgedTwiceAndCountsOnce() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Result result = HonestTrainer.resultOf(ada.ask(), FOUR.dataset().published(), 1);
    ada.say(result);
    ada.hear(Accepted.class);
    assertThat(ada.hear(Verdict.class).verified()).isTrue();
    ada.say(result);
    ada.hear(Accepted.class);
    assertThat(server.desk.counts().verified()).isEqualTo(1);
    assertThat(server.desk.counts().reported()).isZero();
  }

  @Test
  void aTrainerOfTheOperatorsOwnMayReturnNoModelWhichIsAClaim(@TempDir Path other) {
    Experiment own = TestExperiments.parse(TestExperiments.oneCase() + OWN_TRAINER);
    try (ServerUnderTest small = new ServerUnderTest(other, own)) {
      small.verifier.start();
      ScriptedClient ada = ScriptedClient.silent(small.network, "ada");
      ada.say(ada.hello(Message.PROTOCOL_VERSION));
      assertThat(ada.hear(Welcome.class).trainerImage()).isEqualTo(OWN_IMAGE);
      Assignment assignment = ada.ask();
      assertThat(assignment.parameters()).containsEntry("trainer.depth", "3");
      Result honest = HonestTrainer.resultOf(assignment, own.dataset().published(), 1);
      Result claim = new Result(honest.lease(), honest.resultJson(), null);
      ada.say(claim);
      ada.hear(Accepted.class);
      Verdict verdict = ada.hear(Verdict.class);
      assertThat(verdict.verified()).isFalse();
      assertThat(verdict.kind()).isEqualTo(Verdict.Kind.CLAIMED);
      assertThat(verdict.reason()).isEqualTo("claimed, not verified: no model was returned");
      assertThat(small.desk.counts().claimed()).isEqualTo(1);
      assertThat(small.desk.counts().done()).isTrue();
      ada.say(claim);
      assertThat(ada.hear(Accepted.class).best()).as("a claim never ranks").isEmpty();
    }
  }

  @Test
  void aModelOfAnOwnTrainerIsVerifiedLikeAnyOther(@TempDir Path other) {
    Experiment own = TestExperiments.parse(TestExperiments.oneCase() + OWN_TRAINER);
    try (ServerUnderTest small = new ServerUnderTest(other, own)) {
      small.verifier.start();
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ada.say(HonestTrainer.resultOf(ada.ask(), own.dataset().published(), 1));
      ada.hear(Accepted.class);
      assertThat(ada.hear(Verdict.class).verified()).isTrue();
    }
  }

  @Test
  void aFullDiskIsSaidAndOvercome() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Result result = HonestTrainer.resultOf(ada.ask(), FOUR.dataset().published(), 1);
    diskFull.set(true);
    ada.say(result);
    ProtocolError error = ada.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(error.lease()).isEqualTo(result.lease());
    diskFull.set(false);
    ada.say(result);
    ada.hear(Accepted.class);
    assertThat(ada.hear(Verdict.class).verified()).isTrue();
  }

  @Test
  void aResultThatWasReportedBeforeARestartIsVerifiedAfterIt(@TempDir Path other) {
    try (ServerUnderTest first = new ServerUnderTest(other, FOUR)) {
      ScriptedClient ada = ScriptedClient.welcomed(first.network, "ada");
      ada.say(HonestTrainer.resultOf(ada.ask(), FOUR.dataset().published(), 1));
      ada.hear(Accepted.class); // its verifier never started
      assertThat(first.desk.counts().reported()).isEqualTo(1);
    }
    try (ServerUnderTest second = new ServerUnderTest(other, FOUR)) {
      second.verifier.start();
      second.await("verified", () -> second.desk.counts().verified() == 1);
    }
  }
}
