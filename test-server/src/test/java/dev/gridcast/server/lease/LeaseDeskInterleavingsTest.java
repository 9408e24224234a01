package dev.gridcast.server.lease;

import dev.gridcast.server.lease.DeskWorld.Action;
import dev.gridcast.server.lease.DeskWorld.Verb;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

class LeaseDeskInterleavingsTest {

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whateverHappensInWhateverOrderNothingIsLostOrCountedTwice(
      @ForAll("actions") List<Action> actions) throws IOException {
    Path folder = Files.createTempDirectory("gridcast-desk");
    try (Store store =
        SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(DeskWorld.CASES))) {
      DeskWorld world = new DeskWorld(store);
      for (Action action : actions) {
        world.apply(action);
        world.check();
      }
      world.finish();
    } finally {
      delete(folder);
    }
  }

  /** Volunteers lease, report and are scored more often than all else happens. */
  @Provide
  Arbitrary<List<Action>> actions() {
    Arbitrary<Verb> usual =
        Arbitraries.of(Verb.LEASE, Verb.REPORT_HONESTLY, Verb.REPORT_A_LIE, Verb.SCORE);
    Arbitrary<Verb> verbs =
        Arbitraries.frequencyOf(Tuple.of(3, usual), Tuple.of(4, Arbitraries.of(Verb.values())));
    return Combinators.combine(verbs, Arbitraries.integers().between(0, 99))
        .as(Action::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(50);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Files.delete(folder);
  }
}
