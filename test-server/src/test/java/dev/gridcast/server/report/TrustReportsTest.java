package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gridcast.server.report.Luck.Finding;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.trainer.evaluate.Evaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What results rest on, and how much of the best one is luck, in every report. */
class TrustReportsTest {

  private Store store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store =
        SqliteStore.open(
            folder.resolve("gridcast.db"),
            new ExperimentRecord(
                "demo",
                "",
                "hash",
                "data",
                20,
                List.of("high", "low"),
                List.of("model", "lags"),
                List.of("model", "lags")));
    store.update(
        writer -> {
          for (String id : List.of("ada", "eve", "bob")) {
            writer.seeVolunteer(id, id, "Linux", Samples.START);
          }
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A case that two tried before in vain, of which somebody's result counts. */
  private void counts(long index, String model, double rmse, Confirmation confirmation) {
    Verification plain = Samples.verification(rmse);
    Evaluation figures = plain.confirmation();
    Verification found =
        new Verification(
            plain.validationRmse(),
            new Evaluation(
                figures.samples(), figures.model(), figures.baselines(), OptionalDouble.of(0.02)),
            plain.forecast());
    attempt(index, model, "bob", AttemptOutcome.EXPIRED);
    attempt(index, model, "eve", AttemptOutcome.FAILED);
    String lease = attempt(index, model, "ada", AttemptOutcome.VERIFIED);
    store.update(
        writer -> {
          scored(writer, lease, found);
          writer.countResult(lease, confirmation, Samples.START);
          CaseRow row = writer.testCase(index).orElseThrow();
          writer.updateCase(
              new CaseRow(
                  index,
                  row.caseId(),
                  row.parameters(),
                  0,
                  0,
                  CaseState.VERIFIED,
                  CaseOffer.NONE,
                  1,
                  1));
        });
    if (confirmation == Confirmation.WITNESS) {
      String witness = attempt(index, model, "bob2", AttemptOutcome.AGREED);
      store.update(
          writer -> {
            scored(writer, witness, found);
            writer.agreeResult(witness, Samples.START);
          });
    }
  }

  private static void scored(StoreWriter writer, String lease, Verification found) {
    writer.insertResult(lease, Samples.claim(1), "{}", Samples.MODEL, Samples.START);
    writer.scoreResult(
        lease, new Scoring(found, new Fingerprint("vector", "1", "cpu", "ab")), Samples.START);
  }

  private String attempt(long index, String model, String who, AttemptOutcome outcome) {
    String lease = who + "-" + index;
    Instant end = Samples.START.plusSeconds(60);
    store.update(
        writer -> {
          if (writer.testCase(index).isEmpty()) {
            writer.insertCase(
                new CaseRow(
                    index,
                    "case-" + index,
                    Map.of("model", model, "lags", "" + index),
                    CaseState.LEASED,
                    0));
          }
          writer.insertAttempt(lease, index, who.substring(0, 3), Samples.START, end, end);
          writer.endAttempt(lease, outcome, end, "", "");
        });
    return lease;
  }

  @Test
  void resultsThatNobodyConfirmedAreMarkedAndTheLegendSaysWhy() {
    counts(3, "lstm", 700, Confirmation.WITNESS);
    counts(4, "lstm", 710, Confirmation.TRUST);
    counts(5, "lstm", 720, Confirmation.ALONE);
    counts(6, "persistence", 800, Confirmation.NOTHING_TRAINED);
    assertThat(table())
        .containsExactly(
            "# case RMSE persistence skill validation claimed volunteer model lags",
            "1 3 700.00 800.00 +12.50 % 630.00 1.00 ada lstm 3",
            "2 4? 710.00 800.00 +11.25 % 639.00 1.00 ada lstm 4",
            "3 5? 720.00 800.00 +10.00 % 648.00 1.00 ada lstm 5",
            "4 6 800.00 800.00 +0.00 % 720.00 1.00 ada persistence* 6",
            "* a baseline: no network, the floor for all others",
            "? measured by the server, but nobody trained it again: 1 trusted, 1 for want of others",
            "the best of 3 models (case 3); luck alone would show about +1.71 %; its skill is +12.50 % (standard",
            "error 2.00 %): more than luck");
  }

  @Test
  void whereAllAreAlikeOneSentenceIsEnough() {
    counts(3, "lstm", 700, Confirmation.VOUCHED);
    counts(4, "lstm", 710, Confirmation.VOUCHED);
    assertThat(table())
        .noneMatch(line -> line.contains("?"))
        .contains("measured by the server, but nobody trained these again: 2 vouched for");
  }

  @Test
  void theFilesSayWhatAResultRestsOnAndWhatBecameOfEveryAttempt() throws IOException {
    counts(3, "lstm", 700, Confirmation.WITNESS);
    counts(4, "lstm", 710, Confirmation.ALONE);
    attempt(5, "lstm", "bob", AttemptOutcome.GIVEN_BACK);

    StringWriter csv = new StringWriter();
    ResultsCsv.write(store, csv);
    List<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(csv.toString()).stream().toList();
    assertThat(rows.get(0).getFieldsAsMap())
        .containsEntry("confirmation", "WITNESS")
        .containsEntry("witnesses", "1")
        .containsEntry("skill_error", "0.02")
        .containsEntry("attempts", "4")
        .containsEntry("abandoned_attempts", "1")
        .containsEntry("attempts_verified", "1")
        .containsEntry("attempts_agreed", "1")
        .containsEntry("attempts_failed", "1")
        .containsEntry("attempts_expired", "1")
        .containsEntry("attempts_open", "0");
    assertThat(rows.get(1).getFieldsAsMap())
        .containsEntry("confirmation", "ALONE")
        .containsEntry("witnesses", "0");
    assertThat(rows.get(2).getFieldsAsMap())
        .containsEntry("confirmation", "")
        .containsEntry("witnesses", "")
        .containsEntry("skill_error", "")
        .containsEntry("attempts_given_back", "1");

    StringWriter text = new StringWriter();
    ResultsJson.write(store, text);
    JsonNode json = new ObjectMapper().readTree(text.toString());
    assertThat(json.at("/cases/0/confirmation").textValue()).isEqualTo("WITNESS");
    assertThat(json.at("/cases/0/confirmed").booleanValue()).isTrue();
    assertThat(json.at("/cases/0/witnesses").intValue()).isEqualTo(1);
    assertThat(json.at("/cases/1/confirmed").booleanValue()).isFalse();
    assertThat(json.at("/cases/1/verified/skillError").doubleValue()).isEqualTo(0.02);
    assertThat(json.at("/cases/0/attemptsByOutcome/EXPIRED").intValue()).isEqualTo(1);
    assertThat(json.at("/cases/2").has("confirmation")).isFalse();
    assertThat(json.at("/luck/compared").longValue()).isEqualTo(2);
    assertThat(json.at("/luck/caseIndex").longValue()).isEqualTo(3);
    assertThat(json.at("/luck/expectedBest").doubleValue())
        .isCloseTo(0.5197553442805939 * 0.02, within(1e-15));
    assertThat(json.at("/luck/deflatedSkill").doubleValue())
        .isCloseTo(0.125 - 0.5197553442805939 * 0.02, within(1e-15));
    assertThat(json.at("/luck/finding").textValue()).isEqualTo("more-than-luck");
  }

  /** A baseline was not searched for: it is none of the many of which the best was taken. */
  @Test
  void luckIsThatOfTheNetworksAlone() {
    assertThat(store.read(Luck::of)).isEmpty();
    counts(1, "linear", 600, Confirmation.NOTHING_TRAINED);
    counts(2, "persistence", 800, Confirmation.NOTHING_TRAINED);
    assertThat(store.read(Luck::of)).isEmpty();
    counts(3, "lstm", 795, Confirmation.WITNESS);
    assertThat(store.read(Luck::of).orElseThrow().compared()).isEqualTo(1);
    counts(4, "gru", 790, Confirmation.WITNESS);
    Luck luck = store.read(Luck::of).orElseThrow();
    assertThat(luck.compared()).isEqualTo(2);
    assertThat(luck.caseIndex()).isEqualTo(4);
    assertThat(luck.finding()).isEqualTo(Finding.PERHAPS_MORE_THAN_LUCK);
  }

  @Test
  void theBestModelIsNotCalledADiscoveryWhenItMayBeLuck() {
    counts(3, "lstm", 796, Confirmation.WITNESS);
    counts(4, "lstm", 798, Confirmation.WITNESS);
    assertThat(BestModel.describe(store))
        .startsWith(
            "case 3 beats persistence (next = last): its error is 0.50 % lower on the 400"
                + " confirmation rows; the best of 2 would be that good by luck alone\n");
  }

  private List<String> table() {
    return ResultsTable.render(Leaderboard.of(store, 10), false)
        .lines()
        .map(line -> line.replaceAll(" +", " ").strip())
        .toList();
  }
}
