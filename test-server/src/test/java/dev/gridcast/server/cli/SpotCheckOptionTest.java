package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.IdentityFile;
import dev.gridcast.server.lease.SpotChecks;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SpotCheckOptionTest {

  @ParameterizedTest
  @CsvSource({"0%, 0", "5%, 0.05", "12.5%, 0.125", "100%, 1"})
  void aShareIsWrittenInPercent(String text, double share) throws Exception {
    assertThat(SpotCheckOption.share(text)).hasValue(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0.05", "101%", "-5%", "%", "on", "", "1e1%", "1000%"})
  void anythingElseIsAMistakeThatSaysWhatToWrite(String text) {
    assertThatThrownBy(() -> SpotCheckOption.share(text))
        .isInstanceOf(UserError.class)
        .hasMessage("--spot-checks must be off or a share from 0% to 100%, like 5%, not " + text);
  }

  @Test
  void offIsTheDefaultAndAsksForNothing(@TempDir Path folder) throws Exception {
    assertThat(plan(folder, TestExperiments.oneCase()).rules()).isSameAs(SpotChecks.NONE);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theServerKnowsItsOwnClientBeforeItKnocksAndAfterARestart(@TempDir Path folder)
      throws Exception {
    String[] options = {
      "--spot-checks", "5%", "--client-jar", jar(folder), "--trainer-jar", jar(folder)
    };
    SpotChecks first = plan(folder, TestExperiments.oneCase(), options).rules();
    Path identity = folder.resolve("spot-checks/this-server");
    assertThat(IdentityFile.open(identity).key().text()).isEqualTo(first.volunteer());
    assertThat(first.share()).isEqualTo(0.05);
    assertThat(plan(folder, TestExperiments.oneCase(), options).rules()).isEqualTo(first);

    Files.writeString(identity.resolve(IdentityFile.NAME), "../somebody else");
    assertThatThrownBy(() -> plan(folder, TestExperiments.oneCase(), options))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("identity.key is damaged");
  }

  @Test
  void anImageOfTheOperatorsOwnCannotBeSpotChecked(@TempDir Path folder) {
    String own = TestExperiments.oneCase() + "trainer: {image: 'sha256:" + "0".repeat(64) + "'}\n";
    assertThatThrownBy(() -> plan(folder, own, "--spot-checks", "5%"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("leave the option out");
  }

  @Test
  void jarsThatAreNotThereAreFoundMissingBeforeTheServerStarts(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                plan(
                    folder,
                    TestExperiments.oneCase(),
                    "--spot-checks",
                    "5%",
                    "--client-jar",
                    folder.resolve("none.jar").toString()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("test-client.jar is not there");
  }

  private static String jar(Path folder) throws Exception {
    return Files.writeString(folder.resolve("some.jar"), "").toString();
  }

  private static SpotCheckOption.Plan plan(Path folder, String experiment, String... options)
      throws UserError {
    Options parsed = new Options();
    new CommandLine(parsed).parseArgs(options);
    return parsed.spotChecks.plan(TestExperiments.parse(experiment), folder);
  }

  @Command
  private static final class Options {
    @Mixin private SpotCheckOption spotChecks;

    @SuppressWarnings("NullAway.Init") // picocli fills it in
    Options() {}
  }
}
