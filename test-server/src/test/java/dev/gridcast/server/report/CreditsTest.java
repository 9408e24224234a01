package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Credit;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreditsTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-02-01T00:00:00Z");

  private static final Credits SOME =
      new Credits(
          "demo",
          FROM,
          UNTIL,
          List.of(
              new Credit("id-ada", "Ada, \"Countess\"", 1500, 300, 98_765_432),
              new Credit("=id", "=HYPERLINK(\"evil\")\u001b[31m", 0, 600, 12_500),
              new Credit("id-zoe", "+Zoë\r\n", 0, 0, 0)));

  @Test
  void theCsvIsWellFormedAndHarmless() throws IOException {
    StringWriter text = new StringWriter();
    SOME.csv(text);
    assertThat(text.toString())
        .startsWith("volunteer_id,name,verified,agreed,compute_seconds,share\r\n")
        .contains("\r\nid-ada,\"Ada, \"\"Countess\"\"\",1500,300,98765.432,0.75\r\n")
        .endsWith("\r\nid-zoe,\"'+Zoë\r\n\",0,0,0,0\r\n");
    List<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(text.toString()).stream().toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).getField("name")).isEqualTo("Ada, \"Countess\"");
    assertThat(rows.get(1).getField("volunteer_id")).isEqualTo("'=id");
    assertThat(rows.get(1).getField("name")).startsWith("'=HYPERLINK");
    assertThat(rows.get(1).getField("compute_seconds")).isEqualTo("12.5");
  }

  @Test
  void theJsonHasNumbersAndThePeriod() throws IOException {
    StringWriter text = new StringWriter();
    SOME.json(text);
    JsonNode json = new ObjectMapper().readTree(text.toString());
    assertThat(json.get("experiment").textValue()).isEqualTo("demo");
    assertThat(json.get("from").textValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.get("until").textValue()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(json.get("results").longValue()).isEqualTo(2400);
    assertThat(json.at("/credits/0/computeSeconds").doubleValue()).isEqualTo(98765.432);
    assertThat(json.at("/credits/0/share").doubleValue()).isEqualTo(0.75);
    assertThat(json.at("/credits/1/volunteerId").textValue()).isEqualTo("=id");
    assertThat(json.at("/credits/1/verified").longValue()).isZero();
  }

  @Test
  void theTableIsForPeopleAndObeysNobody() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(SOME.table(false))
          .isEqualTo(
              """
              identity  volunteer               verified  agreed  compute   share
              id-ada    Ada, "Countess"            1,500     300   27.4 h  75.0 %
              =id       =HYPERLINK("evil")[31m         0     600     13 s  25.0 %
              id-zoe    +Zoë                           0       0      0 s   0.0 %
              2,400 results verified or agreed from 2026-01-01T00:00:00Z until 2026-02-01T00:00:00Z
              """);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void noWorkIsSaidSoAndStillAFile() throws IOException {
    Credits none = new Credits("demo", FROM, UNTIL, List.of());
    assertThat(none.table(false))
        .isEqualTo("No verified work from 2026-01-01T00:00:00Z until 2026-02-01T00:00:00Z\n");
    StringWriter csv = new StringWriter();
    none.csv(csv);
    assertThat(csv).hasToString("volunteer_id,name,verified,agreed,compute_seconds,share\r\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Credits("demo", UNTIL, FROM, List.of()));
  }

  /** Claims, results that wait and rejected ones are nobody's credit; the end is not the period. */
  @Test
  void onlyVerifiedWorkOfThePeriodCounts(@TempDir Path folder) {
    try (Store store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(20))) {
      store.update(
          writer -> {
            for (String id : List.of("ada", "eve", "bob")) {
              writer.seeVolunteer(id, "Name of " + id, "Linux", FROM);
            }
          });
      counted(store, 0, "ada", FROM);
      counted(store, 1, "ada", UNTIL);
      counted(store, 2, "ada", FROM.minusMillis(1));
      counted(store, 3, "bob", UNTIL.minusMillis(1));
      String witness = scored(store, 0, "eve");
      store.update(writer -> writer.agreeResult(witness, FROM.plusSeconds(1)));
      String liar = scored(store, 3, "eve");
      store.update(writer -> writer.rejectResult(liar, "a lie", FROM.plusSeconds(2)));
      scored(store, 4, "eve");

      assertThat(Credits.of(store, FROM, UNTIL).credits())
          .extracting(Credit::volunteer, Credit::name, Credit::verified, Credit::agreed)
          .containsExactly(
              tuple("ada", "Name of ada", 1L, 0L),
              tuple("bob", "Name of bob", 1L, 0L),
              tuple("eve", "Name of eve", 0L, 1L));
    }
  }

  private static void counted(Store store, long testCase, String volunteer, Instant at) {
    String lease = scored(store, testCase, volunteer);
    store.update(writer -> writer.countResult(lease, Confirmation.TRUST, at));
  }

  private static String scored(Store store, long testCase, String volunteer) {
    String lease = volunteer + "-" + testCase;
    Instant leased = FROM.minus(Duration.ofHours(1));
    store.update(
        writer -> {
          if (writer.testCase(testCase).isEmpty()) {
            writer.insertCase(Samples.leasedCase(testCase));
          }
          writer.insertAttempt(lease, testCase, volunteer, leased, leased, leased);
          writer.endAttempt(lease, AttemptOutcome.SCORED, leased.plusSeconds(60), "", "");
          writer.insertResult(lease, Samples.claim(1), "{}", Samples.MODEL, leased.plusSeconds(60));
          writer.scoreResult(
              lease,
              new Scoring(
                  Samples.verification(700), new Fingerprint("vector", "1", "cpu", "00" + lease)),
              leased.plusSeconds(61));
        });
    return lease;
  }
}
