package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.volunteer.VolunteerRoom.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which cases a client holds, for how long, and what it gets when there are none. */
final class CasesInHandTest extends ServerScene {

  @Test
  void whatComesLateIsASecondOpinionAndHereTheFirstGoodResult() {
    ScriptedClient slow = ScriptedClient.welcomed(server.network, "slow");
    Assignment lost = slow.ask();
    server.clock.move(Duration.ofSeconds(31));
    server.desk.expire();
    ScriptedClient quick = ScriptedClient.welcomed(server.network, "quick");
    Assignment passedOn = quick.ask();
    assertThat(passedOn.caseIndex()).isEqualTo(lost.caseIndex());

    slow.say(HonestTrainer.resultOf(lost, FOUR.dataset().published(), 1));
    slow.hear(Accepted.class);
    assertThat(slow.hear(Verdict.class).kind()).isEqualTo(Verdict.Kind.COUNTS);

    server.clock.move(Duration.ofSeconds(5));
    quick.say(beat(passedOn, null));
    Cancel cancel = quick.hear(Cancel.class);
    assertThat(cancel.lease()).isEqualTo(passedOn.lease());
    assertThat(cancel.reason()).isEqualTo("somebody else has finished the case first");
    assertThat(quick.hear(HeartbeatAck.class).leases()).isEmpty();
  }

  @Test
  void aLeaseThatIsGoneIsCancelledAtTheNextHeartbeat() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ada.say(new Heartbeat(List.of(new CaseProgress(NO_LEASE, null))));
    assertThat(ada.hear(Cancel.class).lease()).isEqualTo(NO_LEASE);
    assertThat(ada.hear(HeartbeatAck.class).leases()).isEmpty();
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
    ada.say(Failure.of(first.lease(), FailureKind.TRAINING_FAILED, "loss is NaN", "log"));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(first.lease());
    Assignment next = ada.ask();
    assertThat(next.caseIndex())
        .as("what failed is for others first")
        .isNotEqualTo(first.caseIndex());
    ada.say(new GiveBack(next.lease(), "stopping"));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(next.lease());
    assertThat(server.desk.counts().available()).isEqualTo(2);
    assertThat(server.desk.counts().leased()).isZero();
  }

  @Test
  void aClientThatCannotEvenStartIsToldToWaitAndOthersGetItsCase() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    ada.say(Failure.of(first.lease(), FailureKind.CLIENT_FAULT, "the disk is full", ""));
    ada.hear(Accepted.class);
    ada.request();
    NothingNow pause = ada.hear(NothingNow.class);
    assertThat(pause.done()).isFalse();
    assertThat(pause.waitMillis()).isEqualTo(60_000);

    ScriptedClient bob = ScriptedClient.welcomed(server.network, "bob");
    assertThat(bob.ask().caseIndex()).isEqualTo(first.caseIndex());
  }

  @Test
  void whoAsksForAnotherCaseReturnsTheOneInHand() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    Assignment second = ada.ask();
    assertThat(second.caseIndex()).isNotEqualTo(first.caseIndex());
    assertThat(second.lease()).isNotEqualTo(first.lease());
    assertThat(server.desk.counts().leased()).isEqualTo(1);
  }

  @Test
  void whoNamesWhatItHoldsGetsMoreUpToOneForEachProcessor() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    Assignment second = ada.ask(first.lease());
    assertThat(second.caseIndex()).isNotEqualTo(first.caseIndex());
    ada.request(first.lease(), second.lease());
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
    assertThat(ada.ask(second.lease()).caseIndex()).isEqualTo(2);
  }

  @Test
  void onlyWhatIsNoLongerNamedGoesBack() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = ada.ask();
    Assignment dropped = ada.ask(first.lease());
    Assignment third = ada.ask(first.lease());
    assertThat(server.desk.counts().available()).as("it came back").isEqualTo(1);
    assertThat(third.caseIndex()).isNotEqualTo(dropped.caseIndex());
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
    // Until the server has noticed, both cases are held in a connection that is alive.
    server.await("ada is gone", () -> server.reception.room().present().isEmpty());
    ScriptedClient after = ScriptedClient.welcomed(server.network, "ada");
    after.say(
        new Heartbeat(
            List.of(
                new CaseProgress(first.lease(), null), new CaseProgress(second.lease(), null))));
    assertThat(after.hear(HeartbeatAck.class).leases()).hasSize(2);
    after.request(first.lease(), second.lease());
    assertThat(after.hear(NothingNow.class).done()).isFalse();
    after.request(first.lease());
    Assignment forgotten = after.hear(Assignment.class);
    assertThat(forgotten.lease())
        .as("what was granted elsewhere is not given back, but its volunteer's to have again")
        .isEqualTo(second.lease());
    assertThat(forgotten.again()).isTrue();
  }
}
