package dev.gridcast.benchmark.server;

import dev.gridcast.server.core.SpaceCases;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import java.time.Instant;

/** Fills a store with results as a server would have left them after months. */
final class FilledStore {

  private static final int BATCH = 5_000;
  private static final int VOLUNTEERS = 300;

  private final Store store;
  private final SpaceCases cases;
  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");

  FilledStore(Store store, SpaceCases cases) {
    this.store = store;
    this.cases = cases;
  }

  /** Adds verified results for the first {@code count} cases. */
  void fill(long count) {
    store.update(
        writer -> {
          for (int i = 0; i < VOLUNTEERS; i++) {
            writer.seeVolunteer(volunteer(i), "volunteer " + i, "Linux amd64, 8 processors", start);
          }
        });
    for (long from = 0; from < count; from += BATCH) {
      long first = from;
      long end = Math.min(count, from + BATCH);
      store.update(
          writer -> {
            for (long index = first; index < end; index++) {
              add(writer, index);
            }
            writer.moveLane(0, end);
          });
      if (end % 100_000 == 0) {
        System.err.printf("  %,d of %,d results in the store%n", end, count);
      }
    }
  }

  private void add(StoreWriter writer, long index) {
    String lease = String.format("%032x", index);
    Instant leased = start.plusSeconds(index);
    Instant reported = leased.plusSeconds(20);
    writer.insertCase(row(index, CaseState.LEASED));
    writer.insertAttempt(
        lease,
        index,
        volunteer(index % VOLUNTEERS),
        leased,
        leased.plusSeconds(30),
        leased.plusSeconds(600));
    writer.insertResult(
        lease, Samples.claim(index), Samples.RESULT_JSON, Samples.model(index), reported);
    writer.scoreResult(lease, Samples.scoring(index), reported);
    writer.countResult(lease, Confirmation.TRUST, reported);
    writer.endAttempt(lease, AttemptOutcome.VERIFIED, reported, "", "");
    writer.toldResult(lease);
    writer.updateCase(row(index, CaseState.VERIFIED));
  }

  private CaseRow row(long index, CaseState state) {
    return new CaseRow(
        index, cases.caseId(index), cases.parameters(index), 0, 100, state, CaseOffer.NONE, 0, 0);
  }

  private static String volunteer(long number) {
    return "filled-" + number;
  }
}
