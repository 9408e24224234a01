package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to the requests, the sheets come to be what the store is. */
class MirrorPropertyTest {

  private static final int CASES = 60;

  /** All faults but silence, which takes real time. */
  private static final List<Fault> FAULTS =
      List.of(
          Fault.TOO_MANY,
          Fault.TOO_MANY_FOR_SECONDS,
          Fault.TOO_MANY_UNTIL,
          Fault.INTERNAL,
          Fault.UNAVAILABLE,
          Fault.LOST_BEFORE,
          Fault.LOST_AFTER,
          Fault.LATE,
          Fault.TOKEN_EXPIRED);

  @Property(tries = 20)
  void theSheetsConvergeToTheStoreWithoutDuplicatesAndWithoutHoles(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 90) int faultsPercent,
      @ForAll @IntRange(min = 3, max = 100) int remembered,
      @ForAll boolean severalSpreadsheets)
      throws Exception {
    Random chance = new Random(seed);
    try (World world = new World(seed, remembered, severalSpreadsheets)) {
      world.google.trouble =
          () ->
              chance.nextInt(100) < faultsPercent
                  ? FAULTS.get(chance.nextInt(FAULTS.size()))
                  : Fault.NONE;
      world.connect();
      for (int i = 0; i < 60; i++) {
        something(world, chance);
        world.step();
      }
      world.google.trouble = () -> Fault.NONE;
      world.settleAndLookAtEverything();

      world.assertSheetsAreLikeTheStore();
      assertThat(world.google.refusedByQuota()).isZero();
      assertThat(world.google.largestBody()).isLessThan(2_000_000);
    }
  }

  private static void something(World world, Random chance) throws SheetsFault {
    switch (chance.nextInt(12)) {
      case 0, 1, 2 -> world.leaseSome(chance);
      case 3, 4, 5 -> world.verifySome(chance);
      case 6 -> world.edit(chance);
      case 7 -> {
        if (chance.nextInt(4) == 0) {
          world.world.connect(); // the server was killed and started again
        }
      }
      default -> {
        // Nothing new: the mirror has time to catch up.
      }
    }
  }

  /** A world with cases in all states, and people who type. */
  private static final class World implements AutoCloseable {

    private final Path folder;
    private final MirrorWorld world;
    private final FakeGoogle google;
    private final List<Long> fresh = new ArrayList<>();
    private final List<Long> leased = new ArrayList<>();

    World(long seed, int remembered, boolean severalSpreadsheets) {
      folder = temporary();
      world = new MirrorWorld(folder, CASES, seed);
      google = world.google;
      world.mostDirty = remembered;
      if (severalSpreadsheets) {
        // What the small tabs need, and room for some 20 cases.
        google.mostCells =
            Tables.plans(world.store).stream()
                    .filter(plan -> plan.tab() != Tab.RESULTS)
                    .mapToLong(TabPlan::cells)
                    .sum()
                + 21L * (world.header().size() + 10);
        world.sheets = List.of();
        world.shareWith = List.of("ada@example.org");
      } else {
        google.share(MirrorWorld.SHEET);
      }
      for (long i = 0; i < CASES; i++) {
        fresh.add(i);
      }
    }

    private static Path temporary() {
      try {
        return Files.createTempDirectory("gridcast-mirror");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void connect() throws SheetsFault {
      world.connect();
    }

    void step() throws InterruptedException {
      world.step();
    }

    void settleAndLookAtEverything() throws InterruptedException {
      world.settleAndLookAtEverything();
    }

    void assertSheetsAreLikeTheStore() {
      world.assertSheetsAreLikeTheStore();
    }

    void leaseSome(Random chance) {
      List<Long> some = take(fresh, chance);
      leased.addAll(some);
      world.lease(some);
    }

    void verifySome(Random chance) {
      world.verify(take(leased, chance));
    }

    private static List<Long> take(List<Long> from, Random chance) {
      List<Long> taken = new ArrayList<>();
      for (int i = chance.nextInt(8); i > 0 && !from.isEmpty(); i--) {
        taken.add(from.remove(chance.nextInt(from.size())));
      }
      return taken;
    }

    /** Somebody types into a cell of ours, wherever there is one. */
    void edit(Random chance) {
      for (FakeWorkbook book : google.books()) {
        for (FakeTab tab : book.tabs.values()) {
          if (tab.title.equals("Results") && chance.nextBoolean()) {
            tab.set(
                1 + chance.nextInt(Math.min(tab.rows, CASES + 5)),
                chance.nextInt(10),
                "typed " + chance.nextInt());
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      world.close();
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
