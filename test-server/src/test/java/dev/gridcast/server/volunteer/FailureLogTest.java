package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.LogOffer;
import dev.gridcast.protocol.message.ProtocolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The whole log of a failed case follows its failure, which waits for nothing. */
final class FailureLogTest extends ServerScene {

  private static final String END = "the loss is not finite";
  private static final String WORDS = "\u001b[2Jepoch 1\n".repeat(3_000) + "\u0007" + END + "\n";
  private static final Blob LOG = Blob.wrap(WORDS.getBytes(StandardCharsets.UTF_8));

  @Test
  void theFailureIsStoredBeforeItsLogIsAskedForAndTheLogFollows() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();
    ada.say(failure(assignment, LOG));

    ada.hear(Accepted.class);
    assertThat(server.store.<String>read(reader -> reader.log(assignment.lease()))).isEqualTo(END);
    BlobRequest request = ada.hear(BlobRequest.class);
    assertThat(request.sha256()).isEqualTo(LOG.sha256());
    assertThat(complete(assignment)).isEqualTo(END);
    say(ada, request, LOG, 0, LOG.size());

    server.await("the log is here", () -> complete(assignment).length() > END.length());
    assertThat(complete(assignment))
        .hasSize(WORDS.length())
        .startsWith("\uFFFD[2Jepoch 1\n")
        .endsWith("\uFFFD" + END + "\n")
        .doesNotContain("\u001b", "\u0007");
  }

  @Test
  void aLogThatWasCutOffGoesOnWhenItsVolunteerComesAgain() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();
    ada.say(failure(assignment, LOG));
    ada.hear(Accepted.class);
    say(ada, ada.hear(BlobRequest.class), LOG, 0, 10_000);
    ada.hangUp();
    server.await("the line is gone", () -> server.reception.connections() == 0);

    ScriptedClient again = ScriptedClient.welcomed(server.network, "ada");
    BlobRequest rest = again.hear(BlobRequest.class);
    assertThat(rest.from()).isEqualTo(10_000);
    say(again, rest, LOG, 10_000, LOG.size());

    server.await("the log is here", () -> complete(assignment).length() > END.length());
    assertThat(complete(assignment)).hasSize(WORDS.length());
  }

  @Test
  void aLogThatIsGoneOrNotWhatWasSaidCostsNothingButItself() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment gone = ada.ask();
    ada.say(failure(gone, LOG));
    ada.hear(Accepted.class);
    BlobRequest first = ada.hear(BlobRequest.class);
    Assignment lied = ada.ask();
    Blob other = Blob.wrap(new byte[20_000]);
    ada.say(failure(lied, other));
    ada.hear(Accepted.class);
    ada.say(new BlobStop(first.request(), "it is gone"));
    BlobRequest second = ada.hear(BlobRequest.class);
    assertThat(second.sha256()).as("the next one that is awaited").isEqualTo(other.sha256());

    byte[] lie = other.toByteArray();
    lie[1_000] ^= 1;
    say(ada, second, Blob.wrap(lie), other.sha256(), 0, lie.length);

    Assignment next = ada.ask();
    ada.say(beat(next, null));
    assertThat(ada.hear(HeartbeatAck.class).leases()).containsExactly(next.lease());
    assertThat(complete(gone)).isEqualTo(END);
    assertThat(complete(lied)).isEqualTo(END);
  }

  @Test
  void nobodyIsAskedForTheLogOfALeaseThatIsNone() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ada.say(
        new Failure(
            NO_LEASE, FailureKind.TRAINING_FAILED, "no", END, new LogOffer(LOG.sha256(), 9)));
    assertThat(ada.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.LEASE_LOST);
    ada.ask();
    assertThat(ada.heardNothing()).isTrue();
  }

  @Test
  void aFailureThatCannotBeStoredIsNotFollowedByItsLog() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();
    diskFull.set(true);
    ada.say(failure(assignment, LOG));
    assertThat(ada.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    diskFull.set(false);
    ada.say(failure(assignment, LOG));
    ada.hear(Accepted.class);
    ada.hear(BlobRequest.class);
  }

  private static Failure failure(Assignment assignment, Blob log) {
    return new Failure(
        assignment.lease(),
        FailureKind.TRAINING_FAILED,
        "no",
        END,
        new LogOffer(log.sha256(), log.size()));
  }

  private String complete(Assignment assignment) {
    try {
      return server.failureLogs.complete(assignment.lease(), END);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(ScriptedClient client, BlobRequest request, Blob all, int from, int end) {
    say(client, request, all, all.sha256(), from, end);
  }

  private static void say(
      ScriptedClient client, BlobRequest request, Blob all, String encoded, int from, int end) {
    client.say(
        new BlobHead(
            request.request(),
            request.sha256(),
            all.size(),
            BlobHead.IDENTITY,
            all.size(),
            encoded,
            from));
    client.say(
        new BlobChunk(
            request.request(), from, Blob.wrap(Arrays.copyOfRange(all.toByteArray(), from, end))));
  }
}
