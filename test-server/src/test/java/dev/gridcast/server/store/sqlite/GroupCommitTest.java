package dev.gridcast.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.jdbc.Questions;
import dev.gridcast.server.store.jdbc.Row;
import dev.gridcast.server.store.jdbc.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Sql sql;

  @SuppressWarnings("NullAway.Init")
  private GroupCommit group;

  @BeforeEach
  void openFile() {
    Path file = folder.resolve("group.db");
    sql = SqliteFile.openWriter(file);
    sql.script("CREATE TABLE t (n INTEGER PRIMARY KEY)");
    sql.script("CREATE TABLE u (n INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
    group = new GroupCommit(file, sql, new Questions(new SqliteDialect(file)));
  }

  @AfterEach
  void closeFile() {
    group.close();
    threads.shutdownNow();
  }

  @Test
  void whoComesAloneHasATransactionOfItsOwn() {
    insert(1);
    insert(2);
    assertThat(group.commits()).isEqualTo(2);
    assertThat(onDisk()).containsExactly(1L, 2L);
  }

  @Test
  void thoseWhoComeMeanwhileShareATransaction() throws Exception {
    List<Future<Integer>> together = together(i -> insert(i), 20);
    for (int i = 0; i < 20; i++) {
      assertThat(together.get(i).get()).isEqualTo(i);
    }
    assertThat(group.commits()).isEqualTo(1);
    assertThat(onDisk()).hasSize(21);
  }

  @Test
  void aChangeThatThrowsIsUndoneAlone() throws Exception {
    List<Future<Integer>> together =
        together(
            i ->
                group.write(
                    writer -> {
                      sql.run("INSERT INTO t VALUES (?)", i);
                      if (i % 3 == 1) {
                        throw new IllegalArgumentException("not " + i);
                      }
                      return i;
                    }),
            9);
    for (int i = 0; i < 9; i++) {
      Future<Integer> change = together.get(i);
      if (i % 3 == 1) {
        assertThatThrownBy(change::get).hasRootCauseMessage("not " + i);
      } else {
        assertThat(change.get()).isEqualTo(i);
      }
    }
    assertThat(onDisk()).containsExactly(0L, 2L, 3L, 5L, 6L, 8L, 1000L);
    assertThat(group.commits()).isEqualTo(1);
  }

  @Test
  void aFirstChangeThatThrowsTakesNobodyAlong() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<Integer> bad =
        threads.submit(
            () ->
                group.<Integer>write(
                    writer -> {
                      sql.run("INSERT INTO t VALUES (7)");
                      begun.countDown();
                      await(goOn);
                      throw new IllegalArgumentException("first");
                    }));
    begun.await();
    List<Future<Integer>> rest = submit(i -> insert(i), 3);
    goOn.countDown();
    assertThatThrownBy(bad::get).hasRootCauseMessage("first");
    for (Future<Integer> change : rest) {
      change.get();
    }
    assertThat(onDisk()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void whenTheCommitFailsNothingOfTheGroupHappened() throws Exception {
    List<Future<Integer>> together =
        together(
            i ->
                group.write(
                    writer -> {
                      sql.run("INSERT INTO t VALUES (?)", i);
                      if (i == 4) {
                        // Found out only at the commit.
                        sql.run("INSERT INTO u VALUES (999)");
                      }
                      return i;
                    }),
            6);
    for (Future<Integer> change : together) {
      assertThatThrownBy(change::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StoreException.class);
    }
    assertThat(onDisk()).isEmpty();
    sql.script("DELETE FROM u");
    insert(5);
    assertThat(onDisk()).containsExactly(5L);
  }

  @Test
  void whenTheDiskIsFullEverybodyLearnsItAndItGoesOnWhenThereIsRoom() throws Exception {
    sql.script("CREATE TABLE b (b BLOB)");
    sql.script("PRAGMA max_page_count = 8"); // what SQLite takes for a full disk
    List<Future<Integer>> together =
        together(
            i ->
                group.write(
                    writer -> {
                      sql.run("INSERT INTO t VALUES (?)", i);
                      if (i == 3) {
                        sql.run("INSERT INTO b VALUES (zeroblob(100000))");
                      }
                      return i;
                    }),
            6);
    assertThatThrownBy(together.get(3)::get).hasMessageContaining("full");
    // What was acknowledged is there, and nothing else is.
    List<Long> acknowledged = new ArrayList<>();
    for (long i = 0; i < 6; i++) {
      if (succeeded(together.get((int) i))) {
        acknowledged.add(i);
      }
    }
    assertThat(onDisk()).filteredOn(n -> n < 1000).isEqualTo(acknowledged);
    sql.script("PRAGMA max_page_count = 1000");
    group.write(writer -> sql.run("INSERT INTO b VALUES (zeroblob(100000))"));
    insert(50);
    assertThat(onDisk()).contains(50L);
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    List<Future<Integer>> changes = new ArrayList<>();
    for (int t = 0; t < 16; t++) {
      int first = t * 100;
      changes.add(
          threads.submit(
              () -> {
                for (int i = first; i < first + 100; i++) {
                  insert(i);
                }
                return first;
              }));
    }
    for (Future<Integer> change : changes) {
      change.get();
    }
    assertThat(onDisk()).hasSize(1600);
    assertThat(group.commits()).isLessThanOrEqualTo(1600);
  }

  @Test
  void aClosedStoreTakesNothingAndKeepsNobodyWaiting() {
    group.close();
    assertThatThrownBy(() -> insert(1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void anInterruptWaitsForTheAnswer() {
    Thread.currentThread().interrupt();
    insert(1);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(onDisk()).containsExactly(1L);
  }

  private int insert(int n) {
    return group.write(
        writer -> {
          sql.run("INSERT INTO t VALUES (?)", n);
          return n;
        });
  }

  /** Holds the writer with a change of its own until all the others wait behind it, in order. */
  private List<Future<Integer>> together(Change change, int count) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    threads.execute(
        () ->
            group.write(
                writer -> {
                  begun.countDown();
                  await(goOn);
                  return sql.run("INSERT INTO t VALUES (1000)");
                }));
    begun.await();
    List<Future<Integer>> together = submit(change, count);
    goOn.countDown();
    return together;
  }

  private List<Future<Integer>> submit(Change change, int count) {
    List<Future<Integer>> submitted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = i;
      int before = group.waiting();
      submitted.add(threads.submit(() -> change.make(n)));
      while (group.waiting() == before) {
        Thread.onSpinWait();
      }
    }
    return submitted;
  }

  private List<Long> onDisk() {
    try (Sql other = SqliteFile.openReader(folder.resolve("group.db"))) {
      return other.all(Row::number, "SELECT n FROM t ORDER BY n");
    }
  }

  private static boolean succeeded(Future<Integer> change) throws InterruptedException {
    try {
      change.get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(StoreException.class);
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Change {
    Integer make(int n);
  }
}
