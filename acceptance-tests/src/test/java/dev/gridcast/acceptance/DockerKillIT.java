package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a client, and of the engine under it, while a case is trained in a container. */
class DockerKillIT {

  private static final long DEADLINE_SECONDS = 300;

  /** The image may have to be built first. */
  private static final long START_SECONDS = 180;

  @Test
  void aClientKilledInTheMiddleOfACaseLeavesNoContainerAndLosesNoCase(@TempDir Path folder)
      throws Exception {
    Engine engine = Engine.ofAllTests();
    List<String> others = engine.trainers();
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program server = grid.startServer();
      Program doomed = grid.startClient("ada", engine);
      Results results = grid.results();
      Await.until(
          "a case is trained in a container",
          START_SECONDS,
          () -> server.printed() + doomed.printed(),
          () ->
              results.anyCaseIsOut()
                  && engine.trainers().stream().anyMatch(c -> !others.contains(c)));
      List<String> orphans = engine.trainers().stream().filter(c -> !others.contains(c)).toList();

      doomed.killAtOnce();
      Program again = grid.startClient("ada", engine);

      Await.until(
          "the killed client's containers are gone",
          60,
          () -> orphans + again.printed(),
          () -> engine.trainers().stream().noneMatch(orphans::contains));
      assertThat(server.exitCode(DEADLINE_SECONDS)).as(server.printed()).isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(again.isAlive()).as(again.printed()).isTrue();
      again.interrupt();
      assertThat(again.exitCode(30)).as(again.printed()).isEqualTo(130);
      assertThat(others).as("containers that were left").containsAll(engine.trainers());
      assertNothingOfACaseIsLeft(grid.clientData("ada"));
    }
  }

  @Test
  void anEngineStoppedInTheMiddleOfACaseIsWaitedForAndCostsNoCase(@TempDir Path folder)
      throws Exception {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "who is not root has no engine to halt");
    try (Engine engine = Engine.ofItsOwn("engine-to-halt");
        Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada", engine);
      Results results = grid.results();
      Await.until(
          "a case is trained in a container",
          START_SECONDS,
          () -> server.printed() + ada.printed(),
          () -> results.anyCaseIsOut() && !engine.trainers().isEmpty());

      engine.halt();
      Await.until(
          "the client says what it waits for",
          60,
          ada::printed,
          () -> ada.printed().contains("Docker") && !results.anyCaseIsOut());
      assertThat(ada.isAlive()).as(ada.printed()).isTrue();
      engine.resume();

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + ada.printed())
          .isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(results.number("SELECT count(*) FROM attempt WHERE outcome = 'FAILED'"))
          .as("the engine's end was blamed on a case")
          .isZero();
      assertThat(ada.isAlive()).as(ada.printed()).isTrue();
    }
  }

  private static void assertNothingOfACaseIsLeft(Path clientData) throws Exception {
    try (var files = Files.walk(clientData.resolve("work"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
