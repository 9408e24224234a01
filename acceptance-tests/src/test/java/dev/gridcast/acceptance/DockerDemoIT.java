package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, with its trainers in containers. */
class DockerDemoIT {

  private static final long DEADLINE_SECONDS = 300;

  @Test
  void theDemoWorksThroughItsCasesInContainersAndLeavesNone(@TempDir Path folder) throws Exception {
    Engine engine = Engine.ofAllTests();
    List<String> others = engine.trainers();
    Path experiment =
        Files.writeString(folder.resolve("experiment.yaml"), Experiments.sixCasesOfOurEngine());
    Path data = folder.resolve("demo");
    try (Program demo =
        Program.start(
            engine.environment(),
            Program.SERVER_JAR,
            folder.resolve("demo.out"),
            "demo",
            "--runtime",
            "docker",
            "--experiment",
            experiment.toString(),
            "--clients",
            "2",
            "--data-dir",
            data.toString(),
            "--client-jar",
            Program.CLIENT_JAR.toString(),
            "--trainer-jar",
            Program.TRAINER_JAR.toString())) {
      Await.until(
          "both volunteers' trainers run in containers",
          DEADLINE_SECONDS,
          demo::printed,
          () -> without(others, engine.trainers()).size() >= 2 || !demo.isAlive());
      assertThat(demo.isAlive()).as(demo.printed()).isTrue();
      assertSealed(engine, without(others, engine.trainers()).get(0));

      assertThat(demo.exitCode(DEADLINE_SECONDS)).as(demo.printed()).isZero();

      assertThat(demo.printed()).contains("6 of 6 cases verified");
    }
    Results results = new Results(data.resolve("server"));
    results.assertEveryCaseVerifiedExactlyOnce(6);
    assertThat(results.rows())
        .allSatisfy(row -> assertThat(row.getField("engine")).startsWith("vector "));
    assertThat(without(others, engine.trainers())).as("containers that were left").isEmpty();
  }

  private static List<String> without(List<String> others, List<String> all) {
    return all.stream().filter(container -> !others.contains(container)).toList();
  }

  /** The limits have tests of their own; this is about the containers of a real run having them. */
  private static void assertSealed(Engine engine, String container) {
    String facts =
        engine.docker(
            "inspect",
            "--format",
            "{{.HostConfig.NetworkMode}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"
                + " {{json .HostConfig.Memory}} {{json .HostConfig.PidsLimit}}",
            container);
    assertThat(facts.strip()).matches("none true \\[ALL\\] [1-9]\\d* [1-9]\\d*");
  }
}
