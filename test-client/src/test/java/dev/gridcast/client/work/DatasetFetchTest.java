package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    server.say(ScriptedServer.assignment("lease-1", 0));
    server.expect(DatasetRequest.class);

    server.say(
        new Dataset(
            ScriptedServer.DATASET.sha256(),
            Blob.wrap("something else".getBytes(StandardCharsets.UTF_8))));

    assertThat(server.expect(GiveBack.class).reason()).contains("is not the one asked for");
    assertThat(client.runtime.nextIfAny()).isNull();
  }

  @Test
  void aDatasetThatWasOnItsWayWhenTheLineBrokeIsAskedForAgain() throws Exception {
    RunningClient client = start();
    server.expect(CaseRequest.class);
    server.say(ScriptedServer.assignment("lease-1", 0));
    server.expect(DatasetRequest.class);

    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    server.expect(DatasetRequest.class);
    server.say(dataset());
    client.runtime.next();
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

    server.say(ScriptedServer.assignment("lease-2", 1));

    server.expect(DatasetRequest.class);
    server.say(dataset());
    assertThat(client.runtime.next().job.input().resolve("time-series.csv"))
        .hasBinaryContent(ScriptedServer.DATASET.toByteArray());
  }
}
