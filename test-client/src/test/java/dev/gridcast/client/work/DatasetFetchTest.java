package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set travels once, and is what its hash says. */
final class DatasetFetchTest extends Scene {

  DatasetFetchTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aDatasetThatIsNotWhatItsHashSaysIsNotTrainedOn() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);

    server.sayBlob(
        Blob.wrap(new byte[ScriptedServer.DATASET.size()]), ScriptedServer.DATASET.size());

    assertThat(server.expect(GiveBack.class).reason()).contains("is not the one asked for");
    assertThat(client.runtime.nextIfAny()).isNull();
  }

  @Test
  void aDatasetThatWasOnItsWayWhenTheLineBrokeIsAskedForAgain() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    server.expect(BlobRequest.class);

    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    server.expect(BlobRequest.class);
    server.sayDataset();
    client.runtime.next();
  }

  @Test
  void whatHadComeBeforeTheLineBrokeIsNotSentAgain() throws Exception {
    byte[] content = new byte[20_000];
    new Random(1).nextBytes(content);
    Blob dataset = Blob.wrap(content);
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(assignment("lease-1", dataset));
    server.expect(BlobRequest.class);
    server.sayBlob(dataset, 12_345);
    Await.until(
        "61 % are here",
        () -> client.work.status().reason().equals("fetching the data set: 61 % of 0.0 MB"));

    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    BlobRequest rest = server.expect(BlobRequest.class);
    assertThat(rest.from()).isEqualTo(12_345);
    assertThat(rest.encodedSha256()).isEqualTo(dataset.sha256());
    server.sayBlob(dataset, dataset.size());
    assertThat(client.runtime.next().job.input().resolve("time-series.csv"))
        .hasBinaryContent(content);
    assertThat(client.work.status().reason()).isEmpty();
  }

  @Test
  void aServerThatDoesNotSendItGetsTheCaseBack() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    BlobRequest request = server.expect(BlobRequest.class);

    server.say(new BlobStop(request.request(), "there is no such blob here"));

    assertThat(server.expect(GiveBack.class).reason())
        .isEqualTo("the server does not send its data set: there is no such blob here");
    assertThat(client.runtime.nextIfAny()).isNull();
  }

  @Test
  void aServerThatBreaksTheRulesOfATransferIsLeftAndComeBackTo() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(server.assignment("lease-1", 0));
    BlobRequest request = server.expect(BlobRequest.class);

    server.say(new BlobChunk(request.request(), 0, ScriptedServer.DATASET));

    client.expectEvent("disconnected the server broke the rules: a blob must begin with its head");
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
    server.expect(BlobRequest.class);
    server.sayDataset();
    client.runtime.next();
  }

  private Assignment assignment(String lease, Blob dataset) {
    return new Assignment(
        server.oldestRequest(),
        lease,
        0,
        8,
        "ab".repeat(32),
        Map.of(),
        dataset.sha256(),
        dataset.size(),
        60);
  }

  @Test
  void aDatasetThatWentBadOnDiskIsFetchedAgain() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    Files.writeString(training.job.input().resolve("time-series.csv"), "spoilt by the trainer");
    training.succeed();
    server.expect(Result.class);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);

    server.say(server.assignment("lease-2", 1));

    server.expect(BlobRequest.class);
    server.sayDataset();
    assertThat(client.runtime.next().job.input().resolve("time-series.csv"))
        .hasBinaryContent(ScriptedServer.DATASET.toByteArray());
  }
}
