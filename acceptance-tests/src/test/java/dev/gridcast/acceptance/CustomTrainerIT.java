package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An experiment that trains with an image of its own: the example in Python, in real containers.
 */
class CustomTrainerIT {

  private static final long DEADLINE_SECONDS = 300;
  private static final long BUILD_SECONDS = 180;
  private static final Path EXAMPLE = Program.root().resolve("examples/custom-trainer");

  /** Debian's Python with its libraries, as files: what a registry would give otherwise. */
  private static final String PYTHON_FILES =
      """
      set -eu
      root=$1
      python=$(readlink -f /usr/bin/python3)
      version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
      mkdir -p "$root/usr/bin" "$root/usr/lib"
      cp "$python" "$root/usr/bin/python3"
      cp -r "/usr/lib/$version" "$root/usr/lib/"
      rm -rf "$root/usr/lib/$version/test" "$root"/usr/lib/"$version"/config-*
      ldd "$python" "/usr/lib/$version"/lib-dynload/*.so | awk '$2 == "=>" && $3 ~ /^[/]/ { print $3 }' |
        sort -u | while read -r library; do
          folder=$(readlink -f "$(dirname "$library")")
          mkdir -p "$root$folder"
          cp -L "$library" "$root$folder/"
        done
      """;

  private static Engine engine;
  private static String own;
  private static String modelless;

  @SuppressWarnings("NullAway.Init") // build() fills in the fields
  CustomTrainerIT() {}

  @BeforeAll
  static void build(@TempDir Path folder) throws IOException {
    engine = Engine.ofAllTests();
    Path context = Files.createDirectories(folder.resolve("python"));
    Command.run(
        Map.of(),
        BUILD_SECONDS,
        List.of("bash", "-c", PYTHON_FILES, "bash", context.resolve("root").toString()));
    Files.writeString(
        context.resolve("Dockerfile"), "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nCOPY root/ /\n");
    build("gridcast-test-python", engine.baseImage(), context);
    own = build("gridcast-test-own-trainer", "gridcast-test-python", EXAMPLE);
    Path secretive = Files.createDirectories(folder.resolve("modelless"));
    Files.writeString(
        secretive.resolve("Dockerfile"),
        """
        ARG BASE_IMAGE
        FROM ${BASE_IMAGE}
        ENTRYPOINT ["sh", "-c", "python3 /opt/trainer.py && rm $GRIDCAST_OUTPUT/model.safetensors"]
        """);
    modelless = build("gridcast-test-modelless", "gridcast-test-own-trainer", secretive);
  }

  /** The engine may be somebody's own. */
  @AfterAll
  static void remove() {
    docker("rmi", "--force", modelless, own, "gridcast-test-python");
  }

  @Test
  void aVolunteerWhoHasAllowedTheImagePullsItAndItsModelsAreVerified(@TempDir Path folder)
      throws Exception {
    String pinned = push(own, "gridcast/own-trainer");
    try (Grid grid = new Grid(folder, experiment(pinned))) {
      List<String> others = engine.trainers();
      Program server = grid.startServer();
      assertThat(server.printed()).containsPattern("trainer +" + Pattern.quote(pinned));
      allow(grid.clientData("ada"), pinned.substring(pinned.indexOf('@') + 1));
      Program ada = grid.startClient("ada", engine);

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + ada.printed())
          .isZero();
      Results results = grid.results();
      results.assertEveryCaseVerifiedExactlyOnce(4);
      assertThat(results.rows())
          .allSatisfy(
              row -> assertThat(row.getField("engine")).startsWith("custom-trainer example"))
          .extracting(row -> row.getField("param.trainer.clip"))
          .containsExactlyInAnyOrder("1", "5", "1", "5");
      ada.interrupt();
      assertThat(ada.exitCode(30)).as(ada.printed()).isEqualTo(130);
      assertThat(others).as("containers that were left").containsAll(engine.trainers());
    }
  }

  @Test
  void whoHasNotAllowedItIsToldHowToAndRunsNothing(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, experiment(own))) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada", engine);

      assertThat(ada.exitCode(60)).as(ada.printed()).isEqualTo(5);
      assertThat(ada.printed())
          .contains("you have not allowed")
          .contains("gridcast client config set images " + own)
          .doesNotContain("\tat ");
      assertThat(
              grid.results().number("SELECT count(*) FROM attempt WHERE outcome <> 'GIVEN_BACK'"))
          .as(server.printed())
          .isZero();
    }
  }

  @Test
  void whatComesWithoutAModelIsKeptAsAClaimApartFromTheLeaderboard(@TempDir Path folder)
      throws Exception {
    try (Grid grid = new Grid(folder, experiment(modelless))) {
      Program server = grid.startServer();
      allow(grid.clientData("ada"), "any");
      Program ada = grid.startClient("ada", engine);

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + ada.printed())
          .isZero();
      assertThat(server.printed())
          .contains("4 claimed, not verified: no model was returned")
          .contains("No verified results yet.")
          .contains("0 of 4 cases verified, 4 claimed only");
      assertThat(grid.results().rows())
          .hasSize(4)
          .allSatisfy(
              row -> {
                assertThat(row.getField("state")).isEqualTo("CLAIMED");
                assertThat(row.getField("claimed_validation_rmse")).isNotEmpty();
                assertThat(row.getField("confirmation_rmse")).isEmpty();
              });
    }
  }

  private static String experiment(String image) throws IOException {
    String yaml = Files.readString(EXAMPLE.resolve("experiment.yaml"));
    return yaml.replaceFirst("image: .*", "image: " + image) + Experiments.UNAUDITED;
  }

  private static void allow(Path clientData, String images) {
    Command.run(
        Map.of(),
        60,
        List.of(
            "java",
            "-jar",
            Program.CLIENT_JAR.toString(),
            "config",
            "set",
            "images",
            images,
            "--data-dir",
            clientData.toString()));
  }

  /** Builds without a registry; the id of the image. */
  private static String build(String tag, String base, Path context) {
    docker(
        "build", "--quiet", "--tag", tag, "--build-arg", "BASE_IMAGE=" + base, context.toString());
    return docker("image", "inspect", "--format", "{{.Id}}", tag).strip();
  }

  /** Brings an image to the tests' registry and forgets it here; its name with the digest. */
  private static String push(String id, String name) {
    String tag = System.getenv("GRIDCAST_TEST_REGISTRY") + "/" + name + ":test";
    docker("tag", id, tag);
    docker("push", tag);
    String pinned = docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", tag).strip();
    docker("rmi", tag);
    return pinned;
  }

  private static String docker(String... arguments) {
    Map<String, String> environment = new HashMap<>(engine.environment());
    environment.put("DOCKER_BUILDKIT", "0");
    List<String> line = new ArrayList<>(List.of("docker"));
    line.addAll(List.of(arguments));
    return Command.run(environment, BUILD_SECONDS, line);
  }
}
