package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is too large to travel inside its result is fetched, however long that takes. */
final class LargeModelTest {

  private static final Experiment LARGE =
      TestExperiments.parse(TestExperiments.oneCase().replace("units: 2", "units: 60"));

  private final Path folder;
  private final AtomicBoolean diskFull = new AtomicBoolean();
  private final ServerUnderTest server;
  private final ScriptedClient ada;
  private final Assignment assignment;
  private final HonestTrainer.Model model;
  private final Blob bytes;

  LargeModelTest(@TempDir Path folder) {
    this.folder = folder;
    this.server = new ServerUnderTest(folder, LARGE, store -> new FailingStore(store, diskFull));
    server.verifier.start();
    this.ada = ScriptedClient.welcomed(server.network, "ada");
    this.assignment = ada.ask();
    this.model = HonestTrainer.train(assignment.parameters(), LARGE.dataset().published(), 1);
    this.bytes = model.bytes();
    assertThat(bytes.size()).isGreaterThan(Limits.MAX_INLINE_BYTES);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itIsAcknowledgedOnlyWhenAllOfItIsHereAndThenVerified() throws Exception {
    ada.say(offered());
    BlobRequest request = ada.hear(BlobRequest.class);
    assertThat(request.sha256()).isEqualTo(bytes.sha256());
    assertThat(request.from()).isZero();
    say(ada, request, bytes, 0, 5_000);
    ada.say(new Heartbeat(List.of(new CaseProgress(assignment.lease(), null))));
    assertThat(ada.hear(HeartbeatAck.class).leases()).containsExactly(assignment.lease());
    assertThat(server.desk.counts().reported()).isZero();
    assertThat(kept()).isEqualTo(5_000);

    sayChunk(ada, request, 5_000, bytes.size());

    ada.hear(Accepted.class);
    assertThat(ada.hear(Verdict.class).verified()).isTrue();
    assertThat(kept()).isZero();
    ada.say(offered());
    ada.hear(Accepted.class); // once more, and nobody asks for the model again
  }

  @Test
  void afterACutOnlyTheRestTravels() throws Exception {
    ada.say(offered());
    say(ada, ada.hear(BlobRequest.class), bytes, 0, 12_345);
    server.await("the part is here", () -> kept() == 12_345);
    ada.hangUp();
    ada.awaitClosed();

    ScriptedClient again = ScriptedClient.welcomed(server.network, "ada");
    again.say(offered());
    BlobRequest rest = again.hear(BlobRequest.class);
    assertThat(rest.from()).isEqualTo(12_345);
    assertThat(rest.encodedSha256()).isEqualTo(bytes.sha256());
    say(again, rest, bytes, 12_345, bytes.size());
    again.hear(Accepted.class);
    assertThat(again.hear(Verdict.class).verified()).isTrue();
  }

  @Test
  void aModelThatCouldNotBeStoredDoesNotTravelAgain() throws Exception {
    diskFull.set(true);
    ada.say(offered());
    say(ada, ada.hear(BlobRequest.class), bytes, 0, bytes.size());
    ProtocolError error = ada.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(error.lease()).isEqualTo(assignment.lease());
    assertThat(kept(".whole")).as("the model waits here").isEqualTo(bytes.size());
    ada.say(offered());
    ada.hear(ProtocolError.class); // still no room, and still nobody asks for the model
    diskFull.set(false);

    ada.hangUp();
    ada.awaitClosed();
    ScriptedClient again = ScriptedClient.welcomed(server.network, "ada");
    again.say(offered());

    again.hear(Accepted.class);
    assertThat(again.hear(Verdict.class).verified()).isTrue();
    assertThat(kept(".whole")).isZero();
  }

  @Test
  void aModelThatWasDamagedMeanwhileTravelsAgain() throws Exception {
    diskFull.set(true);
    ada.say(offered());
    say(ada, ada.hear(BlobRequest.class), bytes, 0, bytes.size());
    ada.hear(ProtocolError.class);
    diskFull.set(false);
    try (Stream<Path> files = Files.walk(folder.resolve("incoming"))) {
      Path whole = files.filter(file -> file.toString().endsWith(".whole")).findAny().orElseThrow();
      Files.write(whole, new byte[bytes.size()]);
    }
    ada.say(offered());
    say(ada, ada.hear(BlobRequest.class), bytes, 0, bytes.size());
    ada.hear(Accepted.class);
    assertThat(ada.hear(Verdict.class).verified()).isTrue();
  }

  @Test
  void aConnectionThatTookOverGetsTheRestAndTheOldOneNothing() throws Exception {
    ada.say(offered());
    BlobRequest first = ada.hear(BlobRequest.class);
    say(ada, first, bytes, 0, 8_000);
    server.await("the part is here", () -> kept() == 8_000);

    ScriptedClient again = ScriptedClient.welcomed(server.network, "ada");
    again.say(offered());
    BlobRequest rest = again.hear(BlobRequest.class);
    assertThat(rest.from()).isEqualTo(8_000);
    sayChunk(ada, first, 8_000, 16_000);
    assertThat(ada.hear(BlobStop.class).request()).isEqualTo(first.request());
    assertThat(ada.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    say(again, rest, bytes, 8_000, bytes.size());
    again.hear(Accepted.class);
  }

  @Test
  void bytesOtherThanAnnouncedAreAFailedAttempt() {
    ada.say(offered());
    byte[] other = bytes.toByteArray();
    other[100] ^= 1;
    say(ada, ada.hear(BlobRequest.class), Blob.wrap(other), 0, other.length);
    ada.hear(Accepted.class);
    assertThat(ada.hear(Verdict.class).reason()).startsWith("model.safetensors: its SHA-256 is ");
    assertThat(kept()).isZero();
    assertThat(server.desk.counts().reported()).isZero();
  }

  @Test
  void anInlineModelIsWhatItsHashSays() {
    Blob small = Blob.wrap(new byte[100]);
    ada.say(
        new Result(assignment.lease(), model.json(), new ModelOffer(bytes.sha256(), 100, small)));
    ada.hear(Accepted.class);
    assertThat(ada.hear(Verdict.class).reason())
        .isEqualTo("model.safetensors: its SHA-256 is another one than was announced");
  }

  @Test
  void aClientThatLostItsModelIsToldToComeAgain() {
    ada.say(offered());
    BlobRequest request = ada.hear(BlobRequest.class);
    ada.say(new BlobStop(request.request(), "it cannot be read on this machine"));
    ProtocolError error = ada.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(error.lease()).isEqualTo(assignment.lease());
  }

  @Test
  void nobodyIsAskedForTheModelOfALeaseThatIsNone() {
    Result stray = new Result("0".repeat(32), model.json(), offered().model());
    ada.say(stray);
    assertThat(ada.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.LEASE_LOST);
    assertThat(folder.resolve("incoming")).doesNotExist();
  }

  @Test
  void whoBreaksTheRulesOfATransferIsCutOff() {
    ada.say(offered());
    BlobRequest request = ada.hear(BlobRequest.class);
    say(ada, request, bytes, 0, 5_000);
    sayChunk(ada, request, 6_000, 20_000);
    assertThat(ada.hear(ProtocolError.class).reason()).startsWith("14000 bytes at 6000 where ");
    ada.awaitClosed();
  }

  @Test
  void aModelInManyPiecesIsNoFlood() {
    ada.say(offered());
    BlobRequest request = ada.hear(BlobRequest.class);
    say(ada, request, bytes, 0, 4_096);
    for (int at = 4_096; at < bytes.size(); at += 4_096) {
      sayChunk(ada, request, at, Math.min(at + 4_096, bytes.size()));
    }
    ada.hear(Accepted.class);
  }

  private Result offered() {
    return new Result(
        assignment.lease(), model.json(), new ModelOffer(bytes.sha256(), bytes.size(), null));
  }

  private static void say(ScriptedClient client, BlobRequest request, Blob all, int from, int end) {
    client.say(
        new BlobHead(
            request.request(),
            request.sha256(),
            all.size(),
            BlobHead.IDENTITY,
            all.size(),
            request.sha256(),
            from));
    client.say(
        new BlobChunk(
            request.request(), from, Blob.wrap(Arrays.copyOfRange(all.toByteArray(), from, end))));
  }

  private void sayChunk(ScriptedClient client, BlobRequest request, int from, int end) {
    client.say(
        new BlobChunk(
            request.request(),
            from,
            Blob.wrap(Arrays.copyOfRange(bytes.toByteArray(), from, end))));
  }

  /** The bytes of models that lie on the disk, as far as they have come. */
  private long kept() {
    return kept(".part");
  }

  private long kept(String kind) {
    Path incoming = folder.resolve("incoming");
    if (!Files.isDirectory(incoming)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(incoming)) {
      long bytes = 0;
      for (Path file : files.filter(path -> path.toString().endsWith(kind)).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      return -1; // it is just being moved
    }
  }
}
