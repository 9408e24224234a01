package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import dev.gridcast.server.volunteer.VolunteerRoom.Work;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {

  private static final Experiment FOUR = TestExperiments.parse(TestExperiments.fourCases());
  private static final Experiment ONE = TestExperiments.parse(TestExperiments.oneCase());
  private static final String OWN_IMAGE = "lab/mine@sha256:" + "0123456789abcdef".repeat(4);
  private static final String OWN_TRAINER =
      "trainer:\n  image: " + OWN_IMAGE + "\n  parameters: {depth: 3}\n";
  private static final String NO_LEASE = "0123456789abcdef0123456789abcdef";

  private final AtomicBoolean diskFull = new AtomicBoolean();

  private ServerUnderTest server;

  @SuppressWarnings("NullAway.Init") // start() fills in the field
  ConversationTest() {}

  @BeforeEach
  void start(@TempDir Path folder) {
    server = new ServerUnderTest(folder, FOUR, store -> new FailingStore(store, diskFull));
    server.verifier.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anHonestVolunteerIsWelcomedGetsACaseReportsItAndIsVerified() {
    ScriptedClient ada = ScriptedClient.silent(server.network, "ada");
    ada.say(ada.hello(Message.PROTOCOL_VERSION));
    Welcome welcome = ada.hear(Welcome.class);
    assertThat(welcome.experiment()).isEqualTo("four-cases");
    assertThat(welcome.totalCases()).isEqualTo(4);

    Assignment assignment = ada.ask();
    ada.say(new DatasetRequest(assignment.datasetSha256()));
    Dataset dataset = ada.hear(Dataset.class);
    assertThat(dataset.content().sha256()).isEqualTo(assignment.datasetSha256());
    assertThat(dataset.content().size()).isEqualTo(assignment.datasetBytes());

    ada.say(beat(assignment, new Progress(1, 2, 10, 0.5)));
    assertThat(ada.hear(HeartbeatAck.class).leases()).containsExactly(assignment.lease());

    ada.say(HonestTrainer.resultOf(assignment, dataset.content().toByteArray(), 1));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(assignment.lease());
    Verdict verdict = ada.hear(Verdict.class);
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.verified()).isTrue();
    assertThat(verdict.caseIndex()).isEqualTo(assignment.caseIndex());

    assertThat(server.desk.counts().verified()).isEqualTo(1);
    ada.say(HonestTrainer.resultOf(ada.ask(), dataset.content().toByteArray(), 2));
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
  void nothingOfTheConfirmationRangeLeavesTheServer() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();
    assertThat(FOUR.space().decode(0)).containsKey("confirmation-from");
    assertThat(assignment.parameters().keySet()).noneMatch(name -> name.contains("confirmation"));
    assertThat(assignment.parameters().values())
        .doesNotContain(FOUR.dataset().confirmationFrom().toString());

    ada.say(new DatasetRequest(assignment.datasetSha256()));
    String text =
        new String(ada.hear(Dataset.class).content().toByteArray(), StandardCharsets.UTF_8);
    String lastRow = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    String lastTime = lastRow.substring(0, lastRow.indexOf(','));
    assertThat(Instant.parse(lastTime)).isBefore(FOUR.dataset().confirmationFrom());
  }

  @Test
  void aLieAboutTheValidationErrorIsRejectedWithBothNumbers() {
    ScriptedClient liar = ScriptedClient.welcomed(server.network, "liar");
    Assignment assignment = liar.ask();
    HonestTrainer.Model model =
        HonestTrainer.train(assignment.parameters(), FOUR.dataset().published(), 1);
    double truth = model.validation().model().rmse();
    liar.say(new Result(assignment.lease(), model.jsonClaiming(truth * 0.9), model.bytes()));

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
    byte[] bytes = Objects.requireNonNull(honest.model()).toByteArray();
    client.say(
        new Result(
            honest.lease(),
            honest.resultJson(),
            Blob.wrap(Arrays.copyOf(bytes, bytes.length - 10))));
    client.hear(Accepted.class);
    assertThat(client.hear(Verdict.class).reason()).startsWith("model.safetensors: ");
  }

  @Test
  void aModelTooLargeForItsCaseIsNotEvenStored() {
    ScriptedClient client = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = client.ask();
    Result honest = HonestTrainer.resultOf(assignment, FOUR.dataset().published(), 1);
    client.say(new Result(honest.lease(), honest.resultJson(), Blob.wrap(new byte[1 << 20])));
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
    client.say(new Result(assignment.lease(), "{\"status\":\"trained\"}", Blob.wrap(new byte[9])));
    client.hear(Accepted.class);
    Verdict verdict = client.hear(Verdict.class);
    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.reason()).startsWith("result.json: ");
    assertThat(server.desk.counts().available()).isEqualTo(1);
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
  void aCaseThatWasPassedOnIsLostToItsFirstHolder() {
    ScriptedClient slow = ScriptedClient.welcomed(server.network, "slow");
    Assignment lost = slow.ask();
    server.clock.move(Duration.ofSeconds(31));
    ScriptedClient quick = ScriptedClient.welcomed(server.network, "quick");
    Assignment passedOn = quick.ask();
    assertThat(passedOn.caseIndex()).isEqualTo(lost.caseIndex());

    slow.say(beat(lost, null));
    assertThat(slow.hear(Cancel.class).lease()).isEqualTo(lost.lease());
    assertThat(slow.hear(HeartbeatAck.class).leases()).isEmpty();
    slow.say(HonestTrainer.resultOf(lost, FOUR.dataset().published(), 1));
    assertThat(slow.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.LEASE_LOST);
  }

  @Test
  void aVolunteerWhoseLineWasDownGoesOnWithItsCase() {
    ScriptedClient before = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = before.ask();
    before.hangUp();
    server.await("ada is gone", () -> server.reception.room().present().isEmpty());
    server.clock.move(Duration.ofSeconds(20));

    ScriptedClient after = ScriptedClient.welcomed(server.network, "ada");
    after.say(beat(assignment, new Progress(1, 2, 10, 0.5)));
    assertThat(after.hear(HeartbeatAck.class).leases()).containsExactly(assignment.lease());
    assertThat(server.reception.room().present())
        .singleElement()
        .satisfies(
            ada ->
                assertThat(ada.works())
                    .extracting(Work::caseIndex)
                    .containsExactly(assignment.caseIndex()));
    after.say(HonestTrainer.resultOf(assignment, FOUR.dataset().published(), 1));
    after.hear(Accepted.class);
    assertThat(after.hear(Verdict.class).verified()).isTrue();
  }

  @Test
  void heartbeatsKeepALeaseAsLongAsTheyCome() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();
    for (int i = 0; i < 20; i++) {
      server.pass(Duration.ofSeconds(5));
      ada.say(beat(assignment, null));
      ada.hear(HeartbeatAck.class);
    }
    assertThat(server.desk.counts().leased()).isEqualTo(1);
  }

  @Test
  void failureAndReturnAreAcknowledged() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    ada.say(new Failure(first.lease(), FailureKind.TRAINING_FAILED, "loss is NaN", "log"));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(first.lease());
    Assignment again = ada.ask();
    assertThat(again.caseIndex()).isEqualTo(first.caseIndex());
    ada.say(new GiveBack(again.lease(), "stopping"));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(again.lease());
    assertThat(server.desk.counts().available()).isEqualTo(1);
    assertThat(server.desk.counts().leased()).isZero();
  }

  @Test
  void aClientThatCannotEvenStartIsToldToWaitAndOthersGetItsCase() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    ada.say(new Failure(first.lease(), FailureKind.CLIENT_FAULT, "the disk is full", ""));
    ada.hear(Accepted.class);
    ada.say(new CaseRequest(List.of()));
    NothingNow pause = ada.hear(NothingNow.class);
    assertThat(pause.done()).isFalse();
    assertThat(pause.waitMillis()).isEqualTo(60_000);

    ScriptedClient bob = ScriptedClient.welcomed(server.network, "bob");
    assertThat(bob.ask().caseIndex()).isEqualTo(first.caseIndex());
  }

  @Test
  void aFullHouseTurnsAwayWhoComesLater() {
    for (int i = 0; i < Reception.CONNECTIONS_AT_MOST; i++) {
      ScriptedClient.silent(server.network, "v" + i);
    }
    server.await(
        "all are in", () -> server.reception.connections() == Reception.CONNECTIONS_AT_MOST);
    ScriptedClient late = ScriptedClient.silent(server.network, "late");
    assertThat(late.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    late.awaitClosed();
    server.await(
        "it is gone", () -> server.reception.connections() == Reception.CONNECTIONS_AT_MOST);
  }

  @Test
  void whoAsksForAnotherCaseReturnsTheOneInHand() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    Assignment second = ada.ask();
    assertThat(second.caseIndex()).isEqualTo(first.caseIndex());
    assertThat(second.lease()).isNotEqualTo(first.lease());
    assertThat(server.desk.counts().leased()).isEqualTo(1);
  }

  @Test
  void whoNamesWhatItHoldsGetsMoreUpToOneForEachProcessor() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    Assignment second = ada.ask(first.lease());
    assertThat(second.caseIndex()).isNotEqualTo(first.caseIndex());
    ada.say(new CaseRequest(List.of(first.lease(), second.lease())));
    NothingNow full = ada.hear(NothingNow.class); // it has two processors
    assertThat(full.done()).isFalse();
    assertThat(full.waitMillis()).isEqualTo(5_000);

    ada.say(
        new Heartbeat(
            List.of(
                new CaseProgress(first.lease(), new Progress(1, 2, 10, 0.5)),
                new CaseProgress(second.lease(), null))));
    assertThat(ada.hear(HeartbeatAck.class).leases())
        .containsExactly(first.lease(), second.lease());
    assertThat(server.reception.room().present())
        .singleElement()
        .satisfies(who -> assertThat(who.works()).extracting(Work::caseIndex).contains(0L, 1L));

    ada.say(new GiveBack(first.lease(), "enough"));
    ada.hear(Accepted.class);
    assertThat(ada.ask(second.lease()).caseIndex()).isEqualTo(first.caseIndex());
  }

  @Test
  void onlyWhatIsNoLongerNamedGoesBack() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    Assignment dropped = ada.ask(first.lease());
    Assignment third = ada.ask(first.lease());
    assertThat(third.caseIndex()).as("it came back").isEqualTo(dropped.caseIndex());
    ada.say(
        new Heartbeat(
            List.of(
                new CaseProgress(dropped.lease(), null),
                new CaseProgress(third.lease(), null),
                new CaseProgress(first.lease(), null))));
    assertThat(ada.hear(Cancel.class).lease()).isEqualTo(dropped.lease());
    assertThat(ada.hear(HeartbeatAck.class).leases()).containsExactly(third.lease(), first.lease());
    assertThat(server.desk.counts().leased()).isEqualTo(2);
  }

  @Test
  void whatAnEarlierConnectionHeldCountsToo() {
    ScriptedClient before = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = before.ask();
    Assignment second = before.ask(first.lease());
    before.hangUp();
    ScriptedClient after = ScriptedClient.welcomed(server.network, "ada");
    after.say(
        new Heartbeat(
            List.of(
                new CaseProgress(first.lease(), null), new CaseProgress(second.lease(), null))));
    assertThat(after.hear(HeartbeatAck.class).leases()).hasSize(2);
    after.say(new CaseRequest(List.of(first.lease(), second.lease())));
    assertThat(after.hear(NothingNow.class).done()).isFalse();
    after.say(new CaseRequest(List.of(first.lease())));
    assertThat(after.hear(Assignment.class).caseIndex())
        .as("what was granted elsewhere is not given back, only forgotten here")
        .isEqualTo(2);
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
  void onlyThePublishedDatasetIsGivenOut() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ada.say(new DatasetRequest(FOUR.dataset().sha256()));
    assertThat(ada.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNKNOWN_DATASET);
    ada.say(new Heartbeat(List.of()));
    ada.hear(HeartbeatAck.class); // still welcome
  }

  @Test
  void anotherVersionOfTheProtocolIsRefused() {
    ScriptedClient old = ScriptedClient.silent(server.network, "old");
    old.say(old.hello(Message.PROTOCOL_VERSION + 1));
    ProtocolError error = old.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.VERSION);
    old.awaitClosed();
  }

  @Test
  void nothingIsAnsweredBeforeHello() {
    ScriptedClient rude = ScriptedClient.silent(server.network, "rude");
    rude.say(new CaseRequest(List.of()));
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
  void aFloodIsCutOffAndOthersAreServed() {
    ScriptedClient flood = ScriptedClient.welcomed(server.network, "flood");
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    for (int i = 0; i < 2 * MessageBudget.BURST; i++) {
      flood.tryToSay(new Heartbeat(List.of()));
    }
    flood.awaitClosed();
    assertThat(ada.ask().totalCases()).isEqualTo(4);
  }

  @Test
  void whoNeverSaysHelloIsShownTheDoor() {
    ScriptedClient silent = ScriptedClient.silent(server.network, "silent");
    server.await("the server sees the peer", () -> server.reception.connections() == 1);
    server.pass(Conversation.HELLO_WITHIN.minusMillis(1));
    assertThat(silent.heardNothing()).isTrue();
    server.pass(Duration.ofMillis(1));
    silent.hear(Goodbye.class);
    silent.awaitClosed();
  }

  @Test
  void whoFallsSilentIsShownTheDoor() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    server.pass(Rhythm.LIVE.silenceAtMost());
    ada.hear(Goodbye.class);
    ada.awaitClosed();
    server.await("nobody is there", () -> server.reception.room().present().isEmpty());
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
  void theScreenSeesWhatEachVolunteerRuns() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ScriptedClient.welcomed(server.network, "grace");
    Assignment assignment = ada.ask();
    ada.say(beat(assignment, new Progress(1, 2, 10, 0.5)));
    ada.hear(HeartbeatAck.class);
    assertThat(server.reception.room().present())
        .satisfiesExactly(
            first -> {
              assertThat(first.name()).isEqualTo("ada");
              assertThat(first.works())
                  .extracting(Work::progress)
                  .containsExactly(new Progress(1, 2, 10, 0.5));
            },
            second -> {
              assertThat(second.name()).isEqualTo("grace");
              assertThat(second.works()).isEmpty();
            });
  }

  @Test
  void whoWaitsIsAnsweredAsSoonAsACaseComesFree(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      Assignment only = ada.ask();
      grace.say(new CaseRequest(List.of()));
      grace.say(new Heartbeat(List.of()));
      grace.hear(HeartbeatAck.class); // not answered with nothing at once
      ada.say(new GiveBack(only.lease(), "stopping"));
      assertThat(grace.hear(Assignment.class).caseIndex()).isEqualTo(only.caseIndex());
    }
  }

  @Test
  void whoWaitsInVainIsToldToAskAgain(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      ada.ask();
      grace.say(new CaseRequest(List.of()));
      grace.say(new Heartbeat(List.of()));
      grace.hear(HeartbeatAck.class);
      small.pass(Rhythm.LIVE.holdRequest());
      NothingNow nothing = grace.hear(NothingNow.class);
      assertThat(nothing.done()).isFalse();
      assertThat(nothing.waitMillis()).isPositive();
    }
  }

  @Test
  void whoWaitsIsToldWhenTheLastCaseIsVerified(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      small.verifier.start();
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      Assignment only = ada.ask();
      grace.say(new CaseRequest(List.of()));
      ada.say(HonestTrainer.resultOf(only, ONE.dataset().published(), 1));
      NothingNow nothing = grace.hear(NothingNow.class);
      assertThat(nothing.done()).isTrue();
      assertThat(nothing.best()).hasSize(1);
    }
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

  private static Heartbeat beat(Assignment assignment, @Nullable Progress progress) {
    return new Heartbeat(List.of(new CaseProgress(assignment.lease(), progress)));
  }

  /** A store whose disk can be full. */
  private record FailingStore(Store store, AtomicBoolean full) implements Store {

    @Override
    public ExperimentRecord experiment() {
      return store.experiment();
    }

    @Override
    public <T> T write(Function<StoreWriter, T> change) {
      if (full.get()) {
        throw new StoreException("the disk is full");
      }
      return store.write(change);
    }

    @Override
    public <T> T read(Function<StoreReader, T> question) {
      return store.read(question);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
