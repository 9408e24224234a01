package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several requests for cases in flight on one connection: each has one answer, by its number. */
final class ManyRequestsTest extends ServerScene {

  private static final Experiment ONE = TestExperiments.parse(TestExperiments.oneCase());
  private static final List<String> NONE = List.of();

  @Test
  void eachIsAnsweredByItsNumber() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ada.say(new CaseRequest(4, 0, NONE, NONE));
    ada.say(new CaseRequest(7, 0, NONE, NONE));
    ada.say(new CaseRequest(Long.MAX_VALUE, 0, NONE, NONE));

    Assignment first = ada.hear(Assignment.class);
    Assignment second = ada.hear(Assignment.class);
    NothingNow third = ada.hear(NothingNow.class); // it has two processors
    assertThat(List.of(first.request(), second.request(), third.request()))
        .containsExactly(4L, 7L, Long.MAX_VALUE);
    assertThat(second.caseIndex()).isNotEqualTo(first.caseIndex());
    assertThat(second.lease()).isNotEqualTo(first.lease());
    assertThat(server.desk.counts().leased()).isEqualTo(2);
  }

  @Test
  void onlyWhatWasHeardOfAndIsNotNamedGoesBack() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ada.say(new CaseRequest(1, 0, NONE, NONE));
    Assignment first = ada.hear(Assignment.class);
    ada.say(new CaseRequest(2, 0, NONE, NONE));
    Assignment second = ada.hear(Assignment.class);
    assertThat(server.desk.counts().leased()).as("the answer to 1 was on its way").isEqualTo(2);

    ada.say(new CaseRequest(3, 1, NONE, NONE));
    Assignment third = ada.hear(Assignment.class);

    assertThat(server.desk.counts().leased()).as("only the first went back").isEqualTo(2);
    ada.say(new GiveBack(second.lease(), "enough"));
    assertThat(ada.hear(Accepted.class).lease()).isEqualTo(second.lease());
    assertThat(List.of(first.lease(), second.lease())).doesNotContain(third.lease());
  }

  @Test
  void thoseThatWaitAreAnsweredOneByOne(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      Assignment only = ada.ask();
      grace.say(new CaseRequest(1, 0, NONE, NONE));
      grace.say(new CaseRequest(2, 0, NONE, NONE));
      grace.say(new Heartbeat(List.of()));
      grace.hear(HeartbeatAck.class); // not answered with nothing at once

      ada.say(new GiveBack(only.lease(), "stopping"));
      assertThat(grace.hear(Assignment.class).request()).isEqualTo(1);
      grace.say(new Heartbeat(List.of()));
      grace.hear(HeartbeatAck.class); // the second still waits
      small.pass(Rhythm.LIVE.holdRequest());
      assertThat(grace.hear(NothingNow.class).request()).isEqualTo(2);
      assertThat(grace.heardNothing()).isTrue();
    }
  }

  @Test
  void aNumberThatDoesNotGrowBreaksTheRules() {
    for (long number : new long[] {5, 4, 1}) {
      ScriptedClient odd = ScriptedClient.welcomed(server.network, "odd" + number);
      odd.say(new CaseRequest(5, 0, NONE, NONE));
      odd.hear(Assignment.class);
      odd.say(new CaseRequest(number, 0, NONE, NONE));
      ProtocolError error = odd.hear(ProtocolError.class);
      assertThat(error.code()).isEqualTo(ErrorCode.UNEXPECTED);
      assertThat(error.reason())
          .isEqualTo("the numbers of requests must grow: " + number + " came after 5");
      odd.awaitClosed();
    }
  }

  @Test
  void moreInFlightThanTheLimitBreakTheRules(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      ScriptedClient.welcomed(small.network, "ada").ask();
      ScriptedClient greedy = ScriptedClient.welcomed(small.network, "greedy");
      for (int i = 1; i <= Limits.MAX_REQUESTS; i++) {
        greedy.say(new CaseRequest(i, 0, NONE, NONE));
      }
      greedy.say(new Heartbeat(List.of()));
      greedy.hear(HeartbeatAck.class);
      greedy.tryToSay(new CaseRequest(Limits.MAX_REQUESTS + 1, 0, NONE, NONE));
      assertThat(greedy.hear(ProtocolError.class).reason())
          .isEqualTo("more than 64 requests for cases are in flight; wait");
      greedy.awaitClosed();
    }
  }

  @Test
  void aStoreThatFailsAnswersByTheNumberToo() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment held = ada.ask();
    diskFull.set(true);

    NothingNow nothing = nothingTo(ada, ada.request(held.lease()));
    assertThat(nothing.reason()).isEqualTo("the server cannot store anything now; try again later");
    assertThat(nothing.done()).isFalse();
    assertThat(nothing.waitMillis()).isEqualTo(5_000);
    nothingTo(ada, ada.request()); // this one would have returned the first

    diskFull.set(false);
    assertThat(ada.ask().totalCases()).isEqualTo(4);
  }

  private static NothingNow nothingTo(ScriptedClient client, long request) {
    NothingNow nothing = client.hear(NothingNow.class);
    assertThat(nothing.request()).isEqualTo(request);
    return nothing;
  }
}
