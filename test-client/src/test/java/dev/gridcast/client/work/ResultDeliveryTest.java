package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished result reaches its server, whatever lies between. */
final class ResultDeliveryTest extends Scene {

  ResultDeliveryTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aResultThatIsReadyWhileTheLineIsDownWaitsAndIsSentFirst() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    network.setReachable(false);
    network.cut();
    client.expectEvent("disconnected");

    training.succeed();

    client.expectEvent("ended Trained");
    assertThat(client.outbox("lease-1").resolve("model.safetensors"))
        .hasBinaryContent(new byte[] {1, 2, 3});
    network.setReachable(true);
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    Await.until("the result is let go", () -> !Files.exists(client.outbox("lease-1")));
  }

  @Test
  void aResultWhoseAcceptanceWasLostIsSentAgain() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    Result first = server.expect(Result.class);
    server.expect(CaseRequest.class);

    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    assertThat(server.expect(Result.class)).isEqualTo(first);
    assertThat(client.outbox("lease-1")).exists();
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
  }

  @Test
  void aClientThatWasKilledLeavesItsResultToTheNextOne() throws Exception {
    RunningClient killed = start();
    FakeTraining training = train(killed, "lease-1");
    network.setReachable(false);
    network.cut();
    killed.expectEvent("disconnected");
    training.succeed();
    killed.expectEvent("ended Trained");
    // Nothing of the first client is ever told to end: as far as its files go, it is dead.
    Files.createDirectories(killed.workFolder("lease-0"));
    network.setReachable(true);

    RunningClient next = startAnother();

    next.expectEvent("connected 1");
    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    assertThat(next.workFolder("lease-0")).doesNotExist();
    Await.until("the result is let go", () -> !Files.exists(next.outbox("lease-1")));
  }

  @Test
  void aResultForAnotherServerIsKeptForIt() throws Exception {
    Outbox.open(folder.resolve("outbox"))
        .put("elsewhere.example:1", new Finished("lease-9", "{}", Blob.wrap(new byte[] {9})));

    RunningClient client = start();

    server.expect(CaseRequest.class);
    client.expectEvent("notice A finished result waits for another server, elsewhere.example:1");
    assertThat(client.outbox("lease-9")).exists();
  }

  @Test
  void aResultThatCannotBeReadNowIsKeptAndHoldsUpNothing() throws Exception {
    RunningClient first = start();
    FakeTraining training = train(first, "lease-1");
    network.setReachable(false);
    network.cut();
    first.expectEvent("disconnected");
    training.succeed();
    first.expectEvent("ended Trained");
    Path result = first.outbox("lease-1").resolve("result.json");
    Files.move(result, result.resolveSibling("elsewhere"));
    Files.createDirectory(result);
    Files.createDirectory(first.outbox("a-folder-of-somebody-else"));
    network.setReachable(true);

    RunningClient next = startAnother();

    server.expect(CaseRequest.class);
    next.expectEvent("notice A result cannot be read");
    assertThat(next.outbox("lease-1").resolve("model.safetensors")).exists();
  }

  @Test
  void aResultThatTheServerNoLongerWantsIsDropped() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    server.expect(Result.class);

    server.say(new ProtocolError(ErrorCode.LEASE_LOST, "passed on to another", "lease-1"));

    server.expect(CaseRequest.class);
    client.expectEvent("notice A result was dropped: the server no longer wants it");
    assertThat(client.outbox("lease-1")).doesNotExist();
  }

  @Test
  void aResultThatTheServerCannotStoreIsOfferedAgainLater() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    server.expect(Result.class);

    server.say(new ProtocolError(ErrorCode.UNAVAILABLE, "the disk is full", null));
    client.expectEvent("notice The server cannot serve us now: the disk is full");
    assertThat(server.expect(CaseRequest.class).held()).containsExactly("lease-1");
    assertThat(server.heard).isEmpty();
    time.advanceUntil("the second try", () -> !server.heard.isEmpty());

    server.expect(Result.class);
    assertThat(client.outbox("lease-1")).exists();
  }

  @Test
  void aResultThatBreaksTheConversationEachTimeIsGivenUp() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").succeed();
    for (int i = 1; i <= ReportDesk.MOST_REFUSALS; i++) {
      server.expect(Result.class);
      server.expect(CaseRequest.class);
      server.say(new ProtocolError(ErrorCode.UNEXPECTED, "that makes no sense", null));
      if (i < ReportDesk.MOST_REFUSALS) {
        Await.until("the refusal is heard", () -> network.openConnections() == 1);
        cutAfterDelivery(client, i);
        int greetings = i + 1;
        time.advanceUntil("the client comes back", () -> server.hellos.size() >= greetings);
      }
    }

    client.expectEvent("notice A result was dropped: the server refuses it");
  }

  @Test
  void aLargeModelWaitsUntilTheServerAsksAndGoesOnWhereItWasCut() throws Exception {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    Blob model = Blob.wrap(content);
    RunningClient client = start();
    train(client, "lease-1").succeed(model);
    Result first = server.expect(Result.class);
    assertThat(first.model()).isEqualTo(new ModelOffer(model.sha256(), model.size(), null));
    server.expect(CaseRequest.class);

    server.say(new BlobRequest(2, model.sha256(), List.of("identity"), 0, ""));
    assertThat(server.expect(BlobHead.class).encodedSize()).isEqualTo(300_000);
    assertThat(server.expect(BlobChunk.class).at()).isZero();
    Await.until("it waits", () -> client.work.status().counts().waitingReports() == 1);
    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
    server.heard.removeIf(message -> message instanceof BlobChunk);

    assertThat(server.expect(Result.class)).isEqualTo(first);
    assertThat(server.beating()).as("its lease lives on meanwhile").containsExactly("lease-1");
    server.expect(CaseRequest.class);
    server.say(new BlobRequest(2, model.sha256(), List.of("identity"), 250_001, model.sha256()));
    assertThat(server.expect(BlobHead.class).from()).isEqualTo(250_001);
    BlobChunk rest = server.expect(BlobChunk.class);
    assertThat(rest.data().toByteArray()).isEqualTo(Arrays.copyOfRange(content, 250_001, 300_000));
    server.say(new Accepted("lease-1", List.of()));
    Await.until("the result is let go", () -> !Files.exists(client.outbox("lease-1")));

    server.say(new BlobRequest(4, model.sha256(), List.of("identity"), 0, ""));
    assertThat(server.expect(BlobStop.class).reason()).contains("there is no blob");
  }

  private void cutAfterDelivery(RunningClient client, int count) {
    // The scripted answer is on its way: a verdict behind it tells when it has been heard.
    server.say(Verdict.counts("lease-0-" + count, 3, 801, 803, count, 12));
    client.expectEvent("verdict " + count);
    network.cut();
    Await.until(
        "the cut is noticed",
        () -> client.events.stream().filter(e -> e.startsWith("disconnected")).count() == count);
  }
}
