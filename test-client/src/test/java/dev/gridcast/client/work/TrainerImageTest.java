package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment may bring a trainer of its own: only where the volunteer has allowed it. */
final class TrainerImageTest extends Scene {

  private static final String STRANGE = "trainers/theirs@sha256:" + "b".repeat(64);

  TrainerImageTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void anImageThatIsNotAllowedEndsTheClientWithTheCommandThatAllowsIt() throws Exception {
    server.trainerImage = STRANGE;
    RunningClient client = RunningClient.create(network, time, folder, false, 1);
    client.runtime.images = true;
    run(client);

    Ending ending = client.ending();
    assertThat(ending.kind()).isEqualTo(Ending.Kind.REFUSED);
    assertThat(ending.reason())
        .contains(
            STRANGE,
            "gridcast client config set images sha256:" + "b".repeat(64),
            "gridcast client config set images any")
        .doesNotContain("\n");
    assertThat(server.heard).as("nothing was asked for").isEmpty();
    assertThat(server.goodbyes).hasSize(1);
  }

  @Test
  void aRuntimeWithoutImagesSaysWhichOneHasThem() throws Exception {
    server.trainerImage = RunningClient.ALLOWED_IMAGE;

    RunningClient client = start();

    assertThat(client.ending().kind()).isEqualTo(Ending.Kind.REFUSED);
    assertThat(client.ending().reason())
        .contains(RunningClient.ALLOWED_IMAGE, "--runtime fake cannot", "--runtime docker");
  }

  @Test
  void anAllowedImageTrainsAndMayReturnNoModel() throws Exception {
    server.trainerImage = RunningClient.ALLOWED_IMAGE;
    RunningClient client = RunningClient.create(network, time, folder, false, 1);
    client.runtime.images = true;
    run(client);

    FakeTraining training = train(client, "lease-1");
    training.notice("pulling the image: 43 of 120 MB");
    client.expectEvent("trainer notice 0 pulling the image: 43 of 120 MB");
    assertThat(training.job.image()).hasValue(RunningClient.ALLOWED_IMAGE);
    training.succeedWithoutModel();

    Result result = server.expect(Result.class);
    assertThat(result.model()).isNull();
    assertThat(result.resultJson()).contains("trained");
  }
}
