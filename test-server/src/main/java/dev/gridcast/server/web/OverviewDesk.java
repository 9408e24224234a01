package dev.gridcast.server.web;

import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.report.Luck;
import dev.gridcast.server.report.Ranked;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.web.Overview.Attention;
import dev.gridcast.server.web.Overview.Baseline;
import dev.gridcast.server.web.Overview.Best;
import dev.gridcast.server.web.Overview.Cases;
import dev.gridcast.server.web.Overview.Deflated;
import dev.gridcast.server.web.Overview.Searched;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Puts the overview together, at most once a second however many ask. Thread-safe.
 *
 * <p>What takes longer with more results, the luck of the best and the baselines, is asked anew
 * only when the number of results has changed, and not every second even then.
 */
final class OverviewDesk {

  /** More suspended volunteers, or waiting keys, than this are not counted one by one. */
  private static final int MOST_SUSPENDED = 1_000;

  /** The last hour of a busy server: more are not looked at when it starts. */
  private static final int LATEST = 10_000;

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration COMPARED_ANEW = Duration.ofSeconds(10);

  private final House house;
  private final Throughput throughput;
  private @Nullable Overview last;
  private @Nullable Leaderboard compared;
  private long comparedVerified = -1;
  private Instant comparedAt = Instant.MIN;

  OverviewDesk(House house) {
    this.house = house;
    this.throughput =
        new Throughput(
            house.live().counts().verified(),
            house.store().read(reader -> reader.latestAttempts(LATEST)));
  }

  /** As of now, or of a moment ago. */
  synchronized Overview overview() {
    Instant now = house.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Overview known = last;
    if (known != null
        && !now.isBefore(known.now())
        && Duration.between(known.now(), now).compareTo(FRESH) < 0) {
      return known;
    }
    Overview made = make(now);
    last = made;
    return made;
  }

  /** As of now, whatever was asked before. */
  synchronized Overview anew() {
    last = null;
    return overview();
  }

  /** Counts what became verified since the last look. */
  void look() {
    throughput.look(house.clock().instant(), house.live().counts().verified());
  }

  private Overview make(Instant now) {
    Store store = house.store();
    Counts counts = house.live().counts();
    throughput.look(now, counts.verified());
    Leaderboard board = board(now, counts.verified());
    int suspended = store.read(reader -> reader.suspended(MOST_SUSPENDED)).size();
    ExperimentRecord experiment = store.experiment();
    return new Overview(
        now,
        new Searched(
            experiment.name(),
            experiment.datasetSha256(),
            experiment.totalCases(),
            experiment.labels(),
            experiment.parameters(),
            experiment.varying(),
            house.version()),
        Cases.of(counts),
        throughput.answer(now),
        house.live().timeLeft().map(left -> left.toMillis() / 1000.0).orElse(null),
        counts.done(),
        Leaderboard.first(store).map(first -> best(first, board.luck())).orElse(null),
        house.live().persistenceRmse(),
        board.floor().rmse().entrySet().stream()
            .map(entry -> new Baseline(entry.getKey().key(), entry.getValue()))
            .sorted(Comparator.comparingDouble(Baseline::rmse))
            .toList(),
        house.live().present().size(),
        suspended,
        attention(counts, suspended, pending()));
  }

  private Leaderboard board(Instant now, long verified) {
    Leaderboard known = compared;
    if (known != null
        && (verified == comparedVerified || now.isBefore(comparedAt.plus(COMPARED_ANEW)))) {
      return known;
    }
    Leaderboard board = Leaderboard.of(house.store(), 1);
    compared = board;
    comparedVerified = verified;
    comparedAt = now;
    return board;
  }

  private static Best best(Ranked first, Optional<Luck> luck) {
    return new Best(
        first.caseIndex(),
        first.model(),
        first.volunteer(),
        first.confirmationRmse(),
        boxed(first.skill()),
        boxed(first.skillError()),
        luck.map(found -> new Deflated(boxed(found.deflated()), found.sentence())).orElse(null));
  }

  private int pending() {
    return house.store().read(reader -> reader.guests().pending(MOST_SUSPENDED)).size();
  }

  private List<Attention> attention(Counts counts, int suspended, int pending) {
    List<Attention> all = new ArrayList<>();
    for (Live.Fault fault : house.live().faults()) {
      all.add(new Attention(fault.kind().name(), 1, fault.text(), "/"));
    }
    add(all, "QUARANTINED", counts.quarantined(), "failed with several volunteers", "/leases");
    add(all, "FAILED", counts.failed(), "failed with one volunteer again and again", "/leases");
    add(all, "ABANDONED", counts.abandoned(), "fell silent in several hands", "/leases");
    if (suspended > 0) {
      all.add(
          new Attention(
              "SUSPENDED",
              suspended,
              suspended == 1
                  ? "1 volunteer gets no cases until you release it"
                  : suspended + " volunteers get no cases until you release them",
              "/volunteers"));
    }
    if (pending > 0) {
      all.add(
          new Attention(
              "PENDING",
              pending,
              pending == 1
                  ? "1 key waits for you to let it in"
                  : pending + " keys wait for you to let them in",
              "/volunteers#keys"));
    }
    return List.copyOf(all);
  }

  private static void add(List<Attention> all, String kind, long count, String what, String link) {
    if (count > 0) {
      all.add(
          new Attention(kind, count, (count == 1 ? "1 case " : count + " cases ") + what, link));
    }
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
