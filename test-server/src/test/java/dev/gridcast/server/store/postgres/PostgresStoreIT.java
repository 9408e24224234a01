package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.gridcast.server.admission.LastUse;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreContract;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.TableSink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PostgresStoreIT extends StoreContract {

  private static final int AT_ONCE = 8;

  private final TestPostgres postgres = TestPostgres.ofAllTests();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @Override
  protected Store open(Path folder, ExperimentRecord experiment) {
    return PostgresStore.open(address(), experiment);
  }

  @AfterEach
  void removeTheSchema() {
    threads.shutdownNow();
    store.close();
    postgres.drop(schema());
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
  void anotherExperimentIsRefused() {
    ExperimentRecord demo = Samples.experiment(100);
    ExperimentRecord other =
        new ExperimentRecord(
            "other",
            demo.specification(),
            demo.spaceHash(),
            demo.datasetSha256(),
            100,
            demo.labels(),
            demo.parameters(),
            demo.varying());
    assertRefused(address(), other, address().toString(), "demo", "other", "--store");
  }

  @Test
  void aSchemaWithOtherTablesIsRefused() {
    postgres.run("CREATE SCHEMA s_other; CREATE TABLE s_other.customers (id INTEGER)");
    try {
      assertRefused(
          postgres.address("s_other"), Samples.experiment(1), "not Gridcast's", "?schema=");
    } finally {
      postgres.drop("s_other");
    }
  }

  @Test
  void tablesOfANewerReleaseAreRefused() {
    postgres.run("INSERT INTO " + schema() + ".schema_version (version) VALUES (99)");
    assertRefused(address(), Samples.experiment(100), "newer release", "99");
    assertThatThrownBy(() -> PostgresStore.openReadOnly(address()))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void aWrongPasswordIsOneLineThatDoesNotRepeatIt() {
    PostgresAddress wrong =
        PostgresAddress.parse(postgres.url(schema()), Map.of("PGPASSWORD", "opensesame"));
    assertThatThrownBy(() -> PostgresStore.open(wrong, Samples.experiment(100)))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll("does not let user gridcast in", "PGPASSWORD", "~/.pgpass")
        .hasMessageNotContaining("opensesame")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aDatabaseThatIsNotThereIsOneLine() {
    String url = postgres.url(schema()).replace("/gridcast?", "/nowhere?");
    assertRefused(
        PostgresAddress.parse(url, postgres.environment()),
        Samples.experiment(1),
        "there is no database nowhere",
        "createdb");
  }

  @Test
  void aPortWhereNobodyListensIsOneLine() {
    String url = postgres.url(schema()).replaceFirst(":\\d+/", ":1/");
    assertRefused(
        PostgresAddress.parse(url, postgres.environment()),
        Samples.experiment(1),
        "no PostgreSQL answers at postgresql://gridcast@127.0.0.1:1/gridcast",
        "--store");
  }

  @Test
  void anEmptySchemaHasNoResults() {
    postgres.run("CREATE SCHEMA s_empty");
    try {
      assertThatThrownBy(() -> PostgresStore.openReadOnly(postgres.address("s_empty")))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("start the server on it first");
    } finally {
      postgres.drop("s_empty");
    }
  }

  @Test
  void whoOnlyReadsCannotWrite() {
    lease(0, "a");
    try (Store reader = PostgresStore.openReadOnly(address())) {
      assertThat(reader.experiment()).isEqualTo(Samples.experiment(100));
      assertThat(reader.shared()).isTrue();
      assertThat(reader.read(StoreReader::openAttempts)).hasSize(1);
      assertThatThrownBy(() -> reader.update(writer -> writer.moveLane(0, 1)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read only");
    }
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
      List<Long> taken = takers.stream().map(PostgresStoreIT::get).flatMap(List::stream).toList();
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
  void everyCommitIsOnTheDiskEvenIfTheDatabaseIsSetOtherwise() throws Exception {
    postgres.run("ALTER DATABASE gridcast SET synchronous_commit = off");
    try (HikariDataSource pool = Connections.writers(address(), 1);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SHOW synchronous_commit")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getString(1)).isEqualTo("on");
    } finally {
      postgres.run("ALTER DATABASE gridcast RESET synchronous_commit");
    }
  }

  @Test
  void aBackupIsPostgresqlsOwnAndTheCommandIsSaid() {
    assertThatThrownBy(() -> store.backup(folder.resolve("x.dump")))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll("pg_dump", "--schema=" + schema(), "/gridcast")
        .hasMessageNotContaining("?schema=");
  }

  @Test
  void theCopyThatPgDumpMakesIsTheWholeStore() throws Exception {
    lease(3, "a");
    store.update(
        writer -> writer.insertResult("a", Samples.claim(1), "{}", Samples.MODEL, Samples.START));
    String command = "pg_dump --format=plain --schema=" + schema() + " " + address().url();
    Path dump = folder.resolve("backup.sql");
    shell("$GRIDCAST_TEST_POSTGRES_BIN/" + command + " > " + dump);
    store.close();
    postgres.drop(schema());
    shell(
        "$GRIDCAST_TEST_POSTGRES_BIN/psql --quiet --set=ON_ERROR_STOP=1 --file="
            + dump
            + " "
            + address().url());

    try (Store restored = PostgresStore.openReadOnly(address())) {
      assertThat(restored.read(reader -> reader.result("a")).orElseThrow().model())
          .isEqualTo(Samples.MODEL);
      assertThat(restored.check()).isEmpty();
    }
    try (Store goesOn = open(folder, Samples.experiment(100))) {
      goesOn.update(
          writer -> {
            writer.seeVolunteer("bob", "Bob", "Linux", Samples.START);
            writer.insertAttempt("b", 3, "bob", Samples.START, Samples.START, Samples.START);
          });
      assertThat(goesOn.<List<Attempt>>read(reader -> reader.attempts(3))).hasSize(2);
    }
  }

  private void shell(String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).inheritIO();
    builder.environment().putAll(postgres.environment());
    assertThat(builder.start().waitFor()).as(command).isZero();
  }

  @Test
  void checkSeesAndSaysWhatContradictsItself() {
    lease(3, "a");
    assertThat(store.check()).isEmpty();
    postgres.run("UPDATE " + schema() + ".case_count SET cases = cases + 1 WHERE state = 'LEASED'");
    assertThat(store.check()).hasSize(1).first().asString().contains("LEASED");
  }

  @Test
  void tablesOfVersion2KeepAllThatTheyHoldAndLearnWhoMayJoin() {
    lease(3, "a");
    store.close();
    postgres.run("DROP TABLE " + schema() + ".invite_use");
    postgres.run("DROP TABLE " + schema() + ".member");
    postgres.run("DROP TABLE " + schema() + ".invite");
    postgres.run("DELETE FROM " + schema() + ".schema_version WHERE version > 2");
    store = open(folder, Samples.experiment(100));
    assertThat(store.<Optional<Attempt>>read(reader -> reader.attempt("a"))).isPresent();
    assertThat(store.<List<Member>>read(reader -> reader.guests().members())).isEmpty();
  }

  @Test
  void theLastUseOfAnInviteGoesToOneKeyOnlyWhicheverServerItKnocksAt() throws Exception {
    try (Store other = open(folder, Samples.experiment(100))) {
      LastUse.goesToOneKeyOnly(List.of(store, other));
    }
  }

  @Test
  void everyTableCanBeExported() {
    lease(3, "a");
    store.update(
        writer -> writer.insertResult("a", Samples.claim(1), "{}", Samples.MODEL, Samples.START));
    Map<String, Integer> rows = new HashMap<>();
    List<String> current = new ArrayList<>();
    store.export(
        store.tables(),
        true,
        new TableSink() {
          @Override
          public void table(String name, List<String> columns) {
            current.add(name);
            rows.put(name, 0);
          }

          @Override
          public void row(List<@Nullable Object> values) {
            rows.merge(current.get(current.size() - 1), 1, Integer::sum);
          }
        });
    assertThat(rows)
        .containsEntry("experiment", 1)
        .containsEntry("volunteer", 1)
        .containsEntry("test_case", 1)
        .containsEntry("attempt", 1)
        .containsEntry("result", 1)
        .containsEntry("result_content", 1);
  }

  private void assertRefused(PostgresAddress address, ExperimentRecord wanted, String... words) {
    assertThatThrownBy(() -> PostgresStore.open(address, wanted))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll(words)
        .message()
        .hasLineCount(1);
  }

  private static CaseRow available(long index) {
    return new CaseRow(index, "case-" + index, Samples.parameters(index), CaseState.AVAILABLE, 0);
  }

  private PostgresAddress address() {
    return postgres.address(schema());
  }

  private String schema() {
    return TestPostgres.schemaOf(folder);
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
