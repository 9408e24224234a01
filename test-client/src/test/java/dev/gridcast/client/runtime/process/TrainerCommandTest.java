package dev.gridcast.client.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainerCommandTest {

  @Test
  void theOptionAgainstWarningsGoesOnlyToJdksThatKnowIt() {
    List<String> command =
        TrainerCommand.ofJar(Path.of("trainer.jar")).forFolder(Path.of("work", "lease-1"));

    assertThat(command.contains("--sun-misc-unsafe-memory-access=allow"))
        .isEqualTo(Runtime.version().feature() >= 24);
    assertThat(command).contains("-Xmx512m").endsWith("--exit-with-parent");
  }

  @Test
  void secretsInTheEnvironmentStayWithTheClient() {
    Map<String, String> given =
        TrainerCommand.environment(
            Map.of(
                "PATH", "/bin",
                "AWS_SECRET_ACCESS_KEY", "x",
                "JAVA_TOOL_OPTIONS", "-javaagent:x",
                "OMP_NUM_THREADS", "8"));

    assertThat(given).isEqualTo(Map.of("PATH", "/bin", "OMP_NUM_THREADS", "1"));
  }
}
