package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.volunteer.FailureLogs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's commands, on a data directory whose store a server has open. */
final class OperatorCommandsTest {

  private static final long BAD_CASE = 2;
  private static final String ADA = "A".repeat(21) + "1";
  private static final String BOB = "B".repeat(21) + "2";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path data;
  private Store server;

  @SuppressWarnings("NullAway.Init") // start() fills in the fields
  OperatorCommandsTest() {}

  @BeforeEach
  void start(@TempDir Path folder) {
    data = folder;
    server = SqliteStore.open(DataDirectory.storeOf(folder), Samples.experiment(4));
    server.update(
        writer -> {
          writer.seeVolunteer(ADA, "ada", "Linux, 2 CPUs", Samples.START);
          writer.seeVolunteer(BOB, "bob", "Linux, 4 CPUs", Samples.START);
          writer.insertCase(Samples.leasedCase(0));
          writer.insertCase(Samples.leasedCase(BAD_CASE));
          attempt(
              writer, "a".repeat(32), ADA, "TRAINER_CRASHED: signal 11", "one\ntwo\u202e\nthree\n");
          attempt(writer, "b".repeat(32), BOB, "TRAINING_FAILED: the loss is NaN", "");
          CaseRow bad = Samples.leasedCase(BAD_CASE);
          writer.updateCase(
              new CaseRow(
                  BAD_CASE,
                  bad.caseId(),
                  bad.parameters(),
                  0,
                  0,
                  CaseState.QUARANTINED,
                  CaseOffer.NONE,
                  2,
                  0));
        });
  }

  private static void attempt(
      StoreWriter writer, String lease, String who, String reason, String log) {
    writer.insertAttempt(
        lease,
        BAD_CASE,
        who,
        Samples.START,
        Samples.START.plusSeconds(30),
        Samples.START.plusSeconds(600));
    writer.endAttempt(
        lease, AttemptOutcome.FAILED, Samples.START.plus(Duration.ofMinutes(2)), reason, log);
    writer.countAttempt(lease, true);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void volunteersAreListedWithTheirStanding() throws Exception {
    assertThat(run("suspend", "--volunteer", BOB, "--reason", "returns nonsense")).isZero();
    assertThat(run("vouch", "--volunteer", ADA)).isZero();
    out.getBuffer().setLength(0);

    assertThat(run("volunteers")).isZero();

    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).contains("ada", ADA, "vouched for"))
        .anySatisfy(
            line ->
                assertThat(line).contains("bob", BOB, "suspended since ", ": returns nonsense"));
    out.getBuffer().setLength(0);
    assertThat(run("volunteers", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json).hasSize(2);
    for (JsonNode who : json) {
      boolean bob = who.get("id").textValue().equals(BOB);
      assertThat(who.get("vouched").booleanValue()).isEqualTo(!bob);
      assertThat(who.get("suspended").isNull()).isEqualTo(!bob);
      assertThat(who.get("reliability").isNumber()).isTrue();
    }
  }

  @Test
  void nobodyHasToBeThere(@TempDir Path other) {
    SqliteStore.open(DataDirectory.storeOf(other), Samples.experiment(4)).close();
    assertThat(runIn(other, "volunteers")).isZero();
    assertThat(runIn(other, "quarantine")).isZero();
    assertThat(out.toString()).contains("no volunteers yet", "no case has ended badly");
  }

  @Test
  void aSuspendedVolunteerIsSeenByTheServerAndCanBeReleased() {
    assertThat(run("suspend", "--volunteer", BOB, "--reason", "returns nonsense")).isZero();
    assertThat(volunteer(BOB).suspension()).map(Suspension::reason).contains("returns nonsense");

    assertThat(run("release", "--volunteer", BOB)).isZero();
    assertThat(volunteer(BOB).suspension()).isEqualTo(Optional.empty());

    assertThat(run("release", "--volunteer", BOB)).isEqualTo(2);
    assertOneLine("gridcast: volunteer bob (" + BOB + ") is not suspended");
  }

  @Test
  void drainingCanBeUndone() {
    assertThat(run("drain", "--volunteer", ADA)).isZero();
    assertThat(volunteer(ADA).drained()).isTrue();
    assertThat(run("drain", "--volunteer", ADA, "--undo")).isZero();
    assertThat(volunteer(ADA).drained()).isFalse();
  }

  @Test
  void vouchingCanBeRevoked() {
    assertThat(run("vouch", "--volunteer", ADA)).isZero();
    assertThat(volunteer(ADA).vouched()).isTrue();
    assertThat(run("vouch", "--volunteer", ADA, "--revoke")).isZero();
    assertThat(volunteer(ADA).vouched()).isFalse();
  }

  @Test
  void quarantineShowsEveryAttemptAndTheEndOfItsLog() throws Exception {
    assertThat(run("quarantine", "--log-lines", "2")).isZero();
    assertThat(out.toString())
        .contains("case 2, quarantined", "ada (" + ADA + ")", "TRAINER_CRASHED: signal 11")
        .contains("bob (" + BOB + ")", "the loss is NaN", "2026-11-21T08:02:00Z")
        .contains("    | two?\n    | three\n")
        .doesNotContain("| one");
    out.getBuffer().setLength(0);

    assertThat(run("quarantine", "--json")).isZero();
    JsonNode bad = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(bad.get("case").longValue()).isEqualTo(BAD_CASE);
    assertThat(bad.get("state").textValue()).isEqualTo("quarantined");
    assertThat(bad.get("attempts")).hasSize(2);
    assertThat(bad.get("attempts").get(0).get("log").textValue()).startsWith("one\ntwo");
  }

  @Test
  void theWholeLogIsPrintedOnceItHasCome() throws Exception {
    Path came = Files.writeString(data.resolve("came"), "first words\none\ntwo?\nthree\n");
    new FailureLogs(DataDirectory.failureLogsOf(data)).keep("a".repeat(32), came);
    assertThat(run("quarantine")).isZero();
    assertThat(out.toString()).contains("    | three\n").doesNotContain("first words");
    out.getBuffer().setLength(0);

    assertThat(run("quarantine", "--whole-logs")).isZero();
    assertThat(out.toString())
        .contains("    | first words\n    | one\n")
        .contains("the loss is NaN"); // of this attempt nothing but the end has come
  }

  @Test
  void aReleasedCaseIsOnOfferAgain() {
    assertThat(run("release", "--case", "2")).isZero();
    CaseRow released = server.read(reader -> reader.testCase(BAD_CASE)).orElseThrow();
    assertThat(released.state()).isEqualTo(CaseState.AVAILABLE);
    assertThat(released.failedAttempts()).isZero();

    assertThat(run("release", "--case", "2")).isEqualTo(2);
    assertOneLine("gridcast: case 2 has not ended badly", "is available");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "release --case 4 | --case must be between 0 and 3, not 4",
        "release --case -1 | --case must be between 0 and 3, not -1",
        "release --case 3 | case 3 has not ended badly, so there is nothing to release: it was never",
        "release --case 0 | it is leased",
        "release --case x | x",
        "release | --case",
        "release --case 2 --volunteer x | --case",
        "suspend --volunteer AAAAAAAAAAAAAAAAAAAAA2 --reason x | did you mean \"AAAAAAAAAAAAAAAAAAAAA1\"",
        "suspend --volunteer ada --reason x | is a name; the id is AAAAAAAAAAAAAAAAAAAAA1",
        "suspend --volunteer nobody --reason x | no volunteer has the id nobody",
        "suspend --volunteer AAAAAAAAAAAAAAAAAAAAA1 | --reason",
        "vouch --volunteer nobody | no volunteer has the id nobody",
        "drain --volunteer nobody | no volunteer has the id nobody",
        "vouch | --volunteer",
        "release --volunteer nobody | no volunteer has the id nobody",
        "quarantine --top 0 | --top must be at least 1, not 0",
        "quarantine --log-lines -1 | --log-lines must be at least 0, not -1",
      })
  void mistakesAreOneLineAndExitCode2(String command, String words) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertOneLine("gridcast: ", words);
    assertThat(volunteer(ADA).suspension()).isEqualTo(Optional.empty());
  }

  @Test
  void aReasonIsOneLine() {
    assertThat(run("suspend", "--volunteer", ADA, "--reason", "two\nlines")).isEqualTo(2);
    assertOneLine("gridcast: --reason must be one line");
    assertThat(run("suspend", "--volunteer", ADA, "--reason", " ")).isEqualTo(2);
  }

  private Volunteer volunteer(String id) {
    return server.read(reader -> reader.volunteer(id)).orElseThrow();
  }

  private int run(String... arguments) {
    return runIn(data, arguments);
  }

  private int runIn(Path folder, String... arguments) {
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data-dir=" + folder);
    return ServerMain.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private void assertOneLine(String start, String... parts) {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith(start);
    for (String part : parts) {
      assertThat(err.toString()).contains(part);
    }
  }
}
