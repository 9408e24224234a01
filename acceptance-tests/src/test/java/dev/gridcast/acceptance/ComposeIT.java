package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker/compose.yaml as an operator and a volunteer use it: a server, and two clients. */
class ComposeIT {

  private static final long DEADLINE_SECONDS = 300;
  private static final Pattern INVITE = Pattern.compile("gridcast1[a-z2-7]+");

  @Test
  void aServerAndTwoClientsInContainersFinishAnExperiment(@TempDir Path folder) throws Exception {
    Path experiment = Files.writeString(folder.resolve("six.yaml"), Experiments.sixCases());
    // In the container the server is somebody else, who must be able to read it.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Engine engine = Engine.ofAllTests();
    Map<String, String> environment = new HashMap<>(engine.environment());
    environment.put("GRIDCAST_EXPERIMENT", experiment.toString());
    environment.put("GRIDCAST_SERVER_OPTIONS", "--host 127.0.0.1 --bind 127.0.0.1 --port 0");
    try {
      compose(environment, "build", "server", "client");
      compose(environment, "up", "--detach");
      Await.until(
          "the server prints its invite",
          60,
          () -> log(environment, "server"),
          () -> INVITE.matcher(log(environment, "server")).find());
      assertThat(containers(environment)).as("what a plain `up` starts").hasSize(1);

      Matcher invite = INVITE.matcher(log(environment, "server"));
      assertThat(invite.find()).isTrue();
      environment.put("GRIDCAST_INVITE", invite.group());
      compose(environment, "up", "--detach", "--scale", "client=2", "client");

      assertThat(containers(environment)).hasSize(3);
      Await.until(
          "every case is verified",
          DEADLINE_SECONDS,
          () -> log(environment, "server") + log(environment, "client"),
          () -> log(environment, "server").contains("6 of 6 cases done"));
      String results =
          compose(
              environment,
              List.of("exec", "-T", "server", "java", "-jar", "/opt/gridcast/test-server.jar"),
              List.of("results", "--data-dir", "/data", "--format", "csv"));
      assertThat(results.lines().filter(line -> line.contains("VERIFIED"))).hasSize(6);
      assertThat(log(environment, "client")).contains("client_1", "client_2");
    } finally {
      compose(environment, "down", "--volumes", "--rmi", "all");
    }
    assertThat(engine.docker("volume", "ls", "--quiet")).as("volumes that were left").isEmpty();
  }

  private static List<String> containers(Map<String, String> environment) {
    return compose(environment, "ps", "--quiet").lines().filter(line -> !line.isBlank()).toList();
  }

  private static String log(Map<String, String> environment, String service) {
    return compose(environment, "logs", "--no-color", service);
  }

  private static String compose(Map<String, String> environment, String... arguments) {
    return compose(environment, List.of(arguments), List.of());
  }

  private static String compose(
      Map<String, String> environment, List<String> arguments, List<String> more) {
    List<String> line =
        new ArrayList<>(
            List.of("docker-compose", "-p", "gridcast-test", "-f", "docker/compose.yaml"));
    line.addAll(arguments);
    line.addAll(more);
    return Command.run(environment, DEADLINE_SECONDS, line);
  }
}
