package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's mistakes: one clear line, the right exit code, no stack trace. */
class MistakesIT {

  private static final int BAD_INPUT = 2;

  @TempDir private Path folder;

  @Test
  void aMisspeltKeyIsNamedWithItsLineAndTheNearestKnownOne() throws Exception {
    Path experiment = folder.resolve("experiment.yaml");
    Files.writeString(
        experiment, Experiments.sixCases().replace("learning-rate:", "learning-rat:"));

    Program server =
        Program.start(
            Program.SERVER_JAR,
            folder.resolve("out"),
            "run",
            experiment.toString(),
            "--data-dir",
            folder.resolve("data").toString());

    assertThat(server.exitCode(30)).as(server.printed()).isEqualTo(BAD_INPUT);
    assertThat(server.printed().lines())
        .singleElement()
        .asString()
        .contains("experiment.yaml:16", "learning-rat", "learning-rate");
  }

  @Test
  void anInviteWithATypoIsRefusedBeforeAnyConnection() throws Exception {
    Program client =
        Program.start(
            Program.CLIENT_JAR,
            folder.resolve("out"),
            "join",
            "gridcast1" + "a".repeat(100),
            "--data-dir",
            folder.resolve("client").toString(),
            "--trainer-jar",
            Program.TRAINER_JAR.toString());

    assertThat(client.exitCode(30)).as(client.printed()).isEqualTo(BAD_INPUT);
    assertThat(client.printed()).contains("invite").doesNotContain("Exception", "\tat ");
  }

  @Test
  void aFolderWithoutACaseIsSaidToBeOne() throws Exception {
    Program trainer =
        Program.start(
            Program.TRAINER_JAR,
            folder.resolve("out"),
            "run",
            Files.createDirectory(folder.resolve("empty")).toString());

    assertThat(trainer.exitCode(30)).as(trainer.printed()).isEqualTo(BAD_INPUT);
    assertThat(trainer.printed()).contains("parameters.csv").doesNotContain("\tat ");
  }
}
