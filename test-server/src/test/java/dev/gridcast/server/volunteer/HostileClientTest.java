package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.support.HonestTrainer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a client may not do, and that it harms nobody else. */
final class HostileClientTest extends ServerScene {

  @Test
  void nothingIsAnsweredBeforeHello() {
    ScriptedClient rude = ScriptedClient.silent(server.network, "rude");
    rude.request();
    assertThat(rude.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNEXPECTED);
    rude.awaitClosed();
    assertThat(server.desk.counts().leased()).isZero();
  }

  @Test
  void aClientThatSpeaksLikeAServerIsRefused() {
    ScriptedClient odd = ScriptedClient.welcomed(server.network, "odd");
    odd.say(new Cancel(NO_LEASE, "because"));
    assertThat(odd.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNEXPECTED);
    odd.awaitClosed();
  }

  @Test
  void whoIntroducesItselfTwiceIsRefused() {
    ScriptedClient odd = ScriptedClient.welcomed(server.network, "odd");
    odd.say(odd.hello(Message.PROTOCOL_VERSION));
    ProtocolError error = odd.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.UNEXPECTED);
    assertThat(error.reason()).isEqualTo("Hello was said already");
    odd.awaitClosed();
  }

  private static final String NO_SHA = "0123456789abcdef".repeat(4);

  @Test
  void nobodyDownloadsTheDatasetForEver() {
    ScriptedClient greedy = ScriptedClient.welcomed(server.network, "greedy");
    String sha256 = FOUR.dataset().publishedSha256();
    int got = 0;
    for (; got < DatasetDelivery.AT_MOST; got++) {
      assertThat(greedy.fetch(sha256)).hasSize(FOUR.dataset().published().length);
    }
    greedy.say(new BlobRequest(99, sha256, List.of(BlobHead.IDENTITY), 0, ""));
    assertThat(greedy.hear(ProtocolError.class).reason())
        .isEqualTo("the data set was sent 16 times already");
    greedy.awaitClosed();
  }

  @Test
  void whoFloodsWithRequestsHoldsNoMoreThanItMayAndIsCutOff() {
    ScriptedClient flood = ScriptedClient.welcomed(server.network, "flood");
    for (int i = 0; i < 2 * MessageBudget.BURST; i++) {
      flood.tryToSay(new CaseRequest(i + 1, i, List.of(), List.of("dl4j")));
    }
    flood.awaitClosed();
    assertThat(server.desk.counts().leased()).isLessThanOrEqualTo(1);
    assertThat(ScriptedClient.welcomed(server.network, "ada").ask().totalCases()).isEqualTo(4);
  }

  @Test
  void aFloodIsCutOffAndOthersAreServed() {
    ScriptedClient flood = ScriptedClient.welcomed(server.network, "flood");
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    for (int i = 0; i < 2 * MessageBudget.BURST; i++) {
      flood.tryToSay(new Heartbeat(List.of()));
    }
    flood.awaitClosed();
    assertThat(ada.ask().totalCases()).isEqualTo(4);
  }

  /** They travel in few frames, and each counts all the same. */
  @Test
  void aBatchOfVeryManyMessagesIsAFloodToo() {
    ScriptedClient flood = ScriptedClient.welcomed(server.network, "flood");
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();

    flood.tryToSay(Collections.nCopies(5_000, new Heartbeat(List.of())));
    ada.say(beat(assignment, null));

    assertThat(ada.hear(HeartbeatAck.class).leases()).containsExactly(assignment.lease());
    flood.awaitClosed();
    int most = MessageBudget.BURST + MessageBudget.BURST_PER_CASE * HeldLeases.mostFor(2);
    assertThat(flood.waiting(HeartbeatAck.class)).isLessThan(most);
  }

  @Test
  void nobodyReportsWithoutALease() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Result honest = HonestTrainer.resultOf(ada.ask(), FOUR.dataset().published(), 1);
    ada.say(new Result(NO_LEASE, honest.resultJson(), honest.model()));
    ProtocolError error = ada.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.LEASE_LOST);
    assertThat(error.lease()).isEqualTo(NO_LEASE);
    assertThat(server.desk.counts().reported()).isZero();
  }

  @Test
  void aModelTooLargeForItsCaseIsNotEvenStored() {
    ScriptedClient client = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = client.ask();
    Result honest = HonestTrainer.resultOf(assignment, FOUR.dataset().published(), 1);
    client.say(
        new Result(honest.lease(), honest.resultJson(), new ModelOffer(NO_SHA, 1 << 20, null)));
    client.hear(Accepted.class);
    assertThat(client.hear(Verdict.class).reason())
        .startsWith("model.safetensors: it has 1048576 bytes, a model of this case at most ");
    boolean stored = server.store.read(reader -> reader.result(honest.lease()).isPresent());
    assertThat(stored).isFalse();
    assertThat(server.desk.counts().available()).isEqualTo(1);
  }

  @Test
  void aReportThatCannotBeReadIsAFailedAttempt() {
    ScriptedClient client = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = client.ask();
    client.say(
        new Result(
            assignment.lease(),
            "{\"status\":\"trained\"}",
            ModelOffer.inline(Blob.wrap(new byte[9]))));
    client.hear(Accepted.class);
    Verdict verdict = client.hear(Verdict.class);
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.reason()).startsWith("result.json: ");
    assertThat(server.desk.counts().available()).isEqualTo(1);
  }

  @Test
  void aLieAboutTheValidationErrorIsRejectedWithBothNumbers() {
    ScriptedClient liar = ScriptedClient.welcomed(server.network, "liar");
    Assignment assignment = liar.ask();
    HonestTrainer.Model model =
        HonestTrainer.train(assignment.parameters(), FOUR.dataset().published(), 1);
    double truth = model.validation().model().rmse();
    liar.say(
        new Result(
            assignment.lease(), model.jsonClaiming(truth * 0.9), ModelOffer.inline(model.bytes())));

    liar.hear(Accepted.class);
    Verdict verdict = liar.hear(Verdict.class);
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.reason())
        .contains("claimed", "measured")
        .endsWith("on the validation range");
    assertThat(server.desk.counts().verified()).isZero();
    assertThat(server.desk.counts().available()).as("offered again").isEqualTo(1);
  }

  @Test
  void aTruncatedModelIsRejected() {
    ScriptedClient client = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = client.ask();
    Result honest = HonestTrainer.resultOf(assignment, FOUR.dataset().published(), 1);
    byte[] bytes =
        Objects.requireNonNull(Objects.requireNonNull(honest.model()).inline()).toByteArray();
    client.say(
        new Result(
            honest.lease(),
            honest.resultJson(),
            ModelOffer.inline(Blob.wrap(Arrays.copyOf(bytes, bytes.length - 10)))));
    client.hear(Accepted.class);
    assertThat(client.hear(Verdict.class).reason()).startsWith("model.safetensors: ");
  }

  @Test
  void aResultWithoutAModelIsAFailedAttempt() {
    ScriptedClient client = ScriptedClient.welcomed(server.network, "ada");
    Result honest = HonestTrainer.resultOf(client.ask(), FOUR.dataset().published(), 1);
    client.say(new Result(honest.lease(), honest.resultJson(), null));
    client.hear(Accepted.class);
    assertThat(client.hear(Verdict.class).reason())
        .isEqualTo("model.safetensors: missing; a result counts only with its model");
    assertThat(server.desk.counts().available()).isEqualTo(1);
  }
}
