package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.admission.LastUse;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers, and several changes, on one database at the same time. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PostgresTogetherIT extends PostgresSteps {

  private static final int AT_ONCE = 8;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endTheThreads() {
    threads.shutdownNow();
  }

  @Test
  void serversThatStartAtTheSameTimeMakeTheTablesOnce() throws Exception {
    store.close();
    postgres.drop(schema());
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    List<CompletableFuture<Boolean>> opened = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      opened.add(
          inThread(
              () -> {
                start.await();
                try (Store mine = open(folder, Samples.experiment(100))) {
                  return mine.read(StoreReader::volunteers).isEmpty();
                }
              }));
    }
    for (CompletableFuture<Boolean> one : opened) {
      assertThat(one.get()).isTrue();
    }
    assertThat(postgres.ask("SELECT count(*) FROM " + schema() + ".schema_version"))
        .as("a row for each step of the schema")
        .containsExactly("3");
  }

  @Test
  void twoChangesThatWaitForEachOtherAreBothMade() throws Exception {
    lease(0, "a");
    lease(1, "b");
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    AtomicInteger begun = new AtomicInteger();
    CompletableFuture<Boolean> one = inThread(() -> failBoth(0, 1, bothHaveOne, begun));
    CompletableFuture<Boolean> other = inThread(() -> failBoth(1, 0, bothHaveOne, begun));
    assertThat(one.get()).isTrue();
    assertThat(other.get()).isTrue();

    // More than once, when the one made anew takes its row before the other has woken up.
    assertThat(begun).as("one of them was made anew").hasValueGreaterThan(2);
    assertThat(store.<List<CaseRow>>read(reader -> reader.cases(CaseState.FAILED, 9)))
        .extracting(CaseRow::failedAttempts)
        .containsExactly(2, 2);
    assertThat(store.read(StoreReader::rowCounts))
        .containsEntry(CaseState.FAILED, 2L)
        .containsEntry(CaseState.LEASED, 0L);
  }

  private boolean failBoth(long first, long second, CyclicBarrier both, AtomicInteger begun) {
    return store.write(
        writer -> {
          failOnce(writer, first);
          if (begun.incrementAndGet() <= 2) {
            meet(both);
          }
          failOnce(writer, second);
          return true;
        });
  }

  private static void failOnce(StoreWriter writer, long index) {
    CaseRow row = writer.testCase(index).orElseThrow();
    writer.updateCase(changed(row, CaseState.FAILED, row.failedAttempts() + 1));
  }

  private static CaseRow changed(CaseRow row, CaseState state, int failedAttempts) {
    return new CaseRow(row.index(), row.caseId(), row.parameters(), state, failedAttempts);
  }

  @Test
  void whatAChangeKeepsIsPassedOverByTheOffersOfOthers() throws Exception {
    store.update(
        writer -> {
          writer.seeVolunteer("bob", "Bob", "Linux", Samples.START);
          writer.insertCase(available(3));
          writer.insertCase(available(4));
        });
    List<Long> offered = new ArrayList<>();
    store.update(
        writer -> {
          offered.add(offer(writer).orElseThrow().index());
          offered.add(get(inThread(() -> store.write(this::offer))).orElseThrow().index());
        });
    assertThat(offered).containsExactly(3L, 4L);
  }

  private Optional<CaseRow> offer(StoreReader reader) {
    return reader.offered(CaseOffer.AGAIN, 0, "bob", false);
  }

  @Test
  void noResultIsScoredByTwo() throws Exception {
    Instant now = Samples.START.plusSeconds(60);
    for (int i = 0; i < 2; i++) {
      String token = "lease" + i;
      lease(i, token);
      store.update(
          writer ->
              writer.insertResult(token, Samples.claim(1), "{}", Samples.MODEL, Samples.START));
    }
    List<String> taken = new ArrayList<>();
    store.update(
        writer -> {
          taken.add(writer.takeUnscored(now, now.plusSeconds(60)).orElseThrow().lease());
          Optional<StoredResult> another =
              get(
                  inThread(
                      () -> store.write(other -> other.takeUnscored(now, now.plusSeconds(60)))));
          taken.add(another.orElseThrow().lease());
        });
    assertThat(taken).containsExactlyInAnyOrder("lease0", "lease1");
    assertThat(
            store
                .<Optional<StoredResult>>write(writer -> writer.takeUnscored(now, now))
                .isPresent())
        .isFalse();
  }

  @Test
  void aChangeWhoseConnectionIsCutIsMadeOnAnother() {
    AtomicInteger begun = new AtomicInteger();
    store.update(
        writer -> {
          writer.insertCase(Samples.leasedCase(7));
          if (begun.incrementAndGet() == 1) {
            cutAll();
          }
          writer.insertAttempt("a", 7, "ada", Samples.START, Samples.START, Samples.START);
        });
    assertThat(begun).hasValue(2);
    assertThat(store.read(StoreReader::openAttempts)).hasSize(1);
    cutAll();
    lease(8, "after all connections were cut");
  }

  private void cutAll() {
    postgres.ask(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE application_name = 'gridcast' AND datname = current_database()");
  }

  @Test
  void noCaseIsOfferedToTwoWhoseChangesMeet() throws Exception {
    int cases = 200;
    store.update(
        writer -> {
          for (int i = 0; i < cases; i++) {
            writer.insertCase(available(i));
          }
        });
    List<CompletableFuture<List<Long>>> takers = new ArrayList<>();
    try (Store second = open(folder, Samples.experiment(100_000))) {
      for (int i = 0; i < AT_ONCE; i++) {
        String volunteer = "volunteer" + i;
        Store mine = i % 2 == 0 ? store : second;
        takers.add(inThread(() -> takeUntilNoneIsLeft(mine, volunteer)));
      }
      List<Long> taken =
          takers.stream().map(PostgresTogetherIT::get).flatMap(List::stream).toList();
      assertThat(taken).hasSize(cases).doesNotHaveDuplicates();
    }
    assertThat(store.read(StoreReader::rowCounts))
        .containsEntry(CaseState.LEASED, (long) cases)
        .containsEntry(CaseState.AVAILABLE, 0L);
  }

  private static List<Long> takeUntilNoneIsLeft(Store store, String volunteer) {
    List<Long> taken = new ArrayList<>();
    // Once more when nothing is left: others may have kept the last ones only to let them go.
    while (taken.isEmpty() || taken.get(taken.size() - 1) >= 0) {
      taken.add(
          store.<Long>write(
              writer -> {
                Optional<CaseRow> offered = writer.offered(CaseOffer.AGAIN, 0, volunteer, false);
                offered.ifPresent(row -> writer.updateCase(changed(row, CaseState.LEASED, 0)));
                return offered.map(CaseRow::index).orElse(-1L);
              }));
    }
    return taken.subList(0, taken.size() - 1);
  }

  @Test
  void theLastUseOfAnInviteGoesToOneKeyOnlyWhicheverServerItKnocksAt() throws Exception {
    try (Store other = open(folder, Samples.experiment(100))) {
      LastUse.goesToOneKeyOnly(List.of(store, other));
    }
  }

  private static CaseRow available(long index) {
    return new CaseRow(index, "case-" + index, Samples.parameters(index), CaseState.AVAILABLE, 0);
  }

  private <T> CompletableFuture<T> inThread(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            done.complete(work.call());
          } catch (Exception | AssertionError e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the other change did not come", e);
    }
  }
}
