package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.postgres.PostgresStore;
import dev.gridcast.server.store.postgres.TestPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several desks on one database: no case is handed out twice, and nothing is lost with one. */
class SharedDeskIT {

  private static final int KILLS = 5;
  private static final int MOST_LINES_BEFORE_A_KILL = 150;
  private static final long SEED = 20261121;

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private final TestPostgres postgres = TestPostgres.ofAllTests();
  private final Map<String, Long> leased = new ConcurrentHashMap<>();
  private final Map<String, Long> reported = new ConcurrentHashMap<>();
  private final Map<String, Long> verified = new ConcurrentHashMap<>();

  @AfterEach
  void removeTheSchema() {
    postgres.drop(schema());
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void twoDesksShareTheCasesOfAnExperiment() throws Exception {
    int cases = 150;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    try (Store first = PostgresStore.open(postgres.address(schema()), Samples.experiment(cases));
        Store second = PostgresStore.open(postgres.address(schema()), Samples.experiment(cases))) {
      List<Thread> volunteers = new ArrayList<>();
      List<LeaseDesk> desks =
          List.of(SharedDeskWriter.open(first, cases), SharedDeskWriter.open(second, cases));
      for (int i = 0; i < 12; i++) {
        String volunteer = "volunteer" + i;
        LeaseDesk desk = desks.get(i % 2);
        desk.greet(volunteer, volunteer, "Linux");
        volunteers.add(new Thread(() -> SharedDeskWriter.work(desk, volunteer, out)));
      }
      volunteers.forEach(Thread::start);
      for (Thread volunteer : volunteers) {
        volunteer.join();
      }
      said.toString(StandardCharsets.UTF_8).lines().forEach(this::note);

      assertThat(leased.values()).hasSize(cases).doesNotHaveDuplicates();
      assertThat(reported).isEqualTo(leased);
      assertThat(desks.get(0).counts().verified()).isEqualTo(cases);
      assertThat(desks.get(1).done()).isTrue();
    }
    assertSound(cases);
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void nothingIsLostWithADeskThatIsKilledWhileAnotherWorks() throws Exception {
    Random random = new Random(SEED);
    Worker survivor = new Worker("survivor");
    for (int kill = 0; kill < KILLS; kill++) {
      Worker doomed = new Worker("doomed");
      doomed.awaitLines(1 + random.nextInt(MOST_LINES_BEFORE_A_KILL));
      // Somewhere inside the next transactions, not just behind an acknowledgement.
      TimeUnit.MICROSECONDS.sleep(random.nextInt(5000));
      doomed.kill();
      assertThat(survivor.process.isAlive()).isTrue();
    }
    survivor.kill();

    assertThat(leased.values()).as("leases").hasSizeGreaterThan(KILLS);
    assertSound(SharedDeskWriter.CASES);
  }

  /** What was acknowledged is there, and no case was in two hands or counts twice. */
  private void assertSound(long cases) {
    try (Store store = PostgresStore.open(postgres.address(schema()), Samples.experiment(cases))) {
      reported.forEach(
          (token, index) ->
              assertThat(
                      store.read(reader -> reader.result(token)).orElseThrow().testCase().index())
                  .isEqualTo(index));
      verified.forEach(
          (token, index) ->
              assertThat(store.read(reader -> reader.attempt(token)).orElseThrow().outcome())
                  .isEqualTo(AttemptOutcome.VERIFIED));
      Counts counts = SharedDeskWriter.open(store, cases).counts();
      assertThat(
              Stream.of(
                      counts.neverLeased(),
                      counts.available(),
                      counts.leased(),
                      counts.reported(),
                      counts.verified())
                  .mapToLong(count -> count)
                  .sum())
          .as("cases in all, none failed")
          .isEqualTo(cases);
    }
    assertThat(verified.values()).doesNotHaveDuplicates();
    String in = schema() + ".";
    assertThat(
            postgres.ask(
                "SELECT a.case_index FROM "
                    + in
                    + "attempt a JOIN "
                    + in
                    + "attempt b ON b.case_index = a.case_index AND b.id > a.id"
                    // Two processes: the word that a lease ran out comes some time after it did.
                    + " WHERE CASE WHEN a.outcome = 'EXPIRED' THEN b.leased_at < a.deadline - 1000"
                    + " ELSE a.ended_at IS NULL OR b.leased_at < a.ended_at END"))
        .as("cases that two held at the same time")
        .isEmpty();
    assertThat(
            postgres.ask(
                "SELECT s.state FROM (SELECT state, sum(cases) AS cases FROM "
                    + in
                    + "case_count GROUP BY state) s WHERE s.cases <> (SELECT count(*) FROM "
                    + in
                    + "test_case c WHERE c.state = s.state)"))
        .as("states whose count is wrong")
        .isEmpty();
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 3) {
      Map<String, Long> notes =
          switch (words[0]) {
            case "leased" -> leased;
            case "reported" -> reported;
            default -> verified;
          };
      notes.put(words[1], Long.parseLong(words[2]));
    }
  }

  private String schema() {
    return TestPostgres.schemaOf(folder);
  }

  /** A process that works a desk; what it says is noted until its pipe ends. */
  private final class Worker {

    private final Process process;
    private final Thread listener;
    private int lines;

    Worker(String name) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SharedDeskWriter.class.getName(),
                  postgres.url(schema()),
                  name)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(postgres.environment());
      process = builder.start();
      listener = new Thread(this::listen, name);
      listener.start();
    }

    private void listen() {
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          note(line);
          synchronized (this) {
            lines++;
            notifyAll();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized void awaitLines(int wanted) throws InterruptedException {
      while (lines < wanted) {
        wait(1000);
        assertThat(process.isAlive()).as("the worker works").isTrue();
      }
    }

    void kill() throws InterruptedException {
      // Through the handle: the process itself would close the pipe and lose what it holds.
      process.toHandle().destroyForcibly();
      process.waitFor();
      listener.join();
      assertThat(process.exitValue()).as("ended by the kill").isEqualTo(137);
    }
  }
}
