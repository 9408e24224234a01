package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.CaseSource;
import dev.gridcast.server.lease.Lease;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private Store store;
  private LeaseDesk desk;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(20));
    desk =
        LeaseDesk.open(
            store,
            new SampleCases(20),
            LeaseRules.of(Duration.ofMinutes(10), 3),
            TrustRules.STANDARD.withoutAudits(),
            InstantSource.fixed(Samples.START));
    desk.greet("ada", "Ada, \"Countess\"", "Linux");
    desk.greet("eve", "=HYPERLINK(\"evil\")\u001b[31m", "Linux");
  }

  @AfterEach
  void close() {
    Locale.setDefault(LOCALE);
    TimeZone.setDefault(ZONE);
    store.close();
  }

  @Test
  void theLeaderboardRanksVerifiedResultsByTheirErrorOnTheConfirmationRange() {
    verify("ada", 803.5, 1);
    verify("eve", 700.25, 2);
    report("ada");
    Leaderboard board = Leaderboard.of(store, 10);

    assertThat(board.verified()).isEqualTo(2);
    assertThat(board.top()).extracting(Ranked::caseIndex).containsExactly(1L, 0L);
    Ranked best = board.top().get(0);
    assertThat(best.rank()).isEqualTo(1);
    assertThat(best.volunteerId()).isEqualTo("eve");
    assertThat(best.persistenceRmse()).isEqualTo(800);
    assertThat(best.skill().getAsDouble()).isEqualTo(1 - 700.25 / 800);
    assertThat(best.beatsPersistence()).isTrue();
    assertThat(best.claimedValidationRmse()).isEqualTo(2);
    assertThat(best.verifiedValidationRmse()).isEqualTo(700.25 * 0.9);
    assertThat(best.varying()).containsExactly(Map.entry("lags", "6"), Map.entry("units", "16"));
    assertThat(board.top().get(1).beatsPersistence()).isFalse();
    assertThat(Leaderboard.rankOf(store, 0)).isEqualTo(2);
    assertThat(Leaderboard.rankOf(store, 2)).isZero();
  }

  @Test
  void theColumnsAreTheSameWithAndWithoutRows() throws IOException {
    String empty = csv();
    verify("ada", 700, 1);
    assertThat(csv()).startsWith(empty).isNotEqualTo(empty);
    assertThat(empty)
        .isEqualTo(
            "case_index,case_id,state,volunteer,volunteer_id,attempts,failed_attempts,outcome,"
                + "reason,leased_at,finished_at,judged_at,seconds,epochs,best_epoch,engine,"
                + "claimed_validation_rmse,verified_validation_rmse,confirmation_samples,"
                + "confirmation_rmse,persistence_rmse,skill,directional_accuracy,"
                + "persistence_directional_accuracy,rmse.high,mae.high,mape.high,"
                + "persistence_rmse.high,rmse.low,mae.low,mape.low,persistence_rmse.low,"
                + "forecast_time,forecast.high,forecast.low,param.experiment,param.lags,"
                + "param.units,confirmation_mae,confirmation_mape,confirmation_smape,"
                + "confirmation_mase,confirmation_r2,smape.high,mase.high,r2.high,"
                + "directional_accuracy.high,smape.low,mase.low,r2.low,directional_accuracy.low,"
                + "seasonal_naive_rmse,skill_seasonal_naive,linear_rmse,skill_linear,baseline,"
                + "confirmation,witnesses,skill_error,abandoned_attempts,attempts_open,attempts_reported,attempts_scored,attempts_verified,attempts_agreed,attempts_claimed,attempts_rejected,attempts_failed,attempts_expired,attempts_given_back,attempts_superseded\r\n");
  }

  @Test
  void theReportParsesBackFieldByField() throws IOException {
    verify("ada", 700.1, 1234.5);
    desk.fail(lease("eve").token(), "TRAINING_FAILED", "loss, \"NaN\"\nat epoch 3", "");
    List<NamedCsvRecord> rows = parse(csv());

    assertThat(rows).hasSize(2);
    Map<String, String> first = rows.get(0).getFieldsAsMap();
    assertThat(first)
        .containsEntry("case_index", "0")
        .containsEntry("state", "VERIFIED")
        .containsEntry("volunteer", "Ada, \"Countess\"")
        .containsEntry("attempts", "1")
        .containsEntry("leased_at", "2026-11-21T08:00:00Z")
        .containsEntry("finished_at", "2026-11-21T08:00:00Z")
        .containsEntry("seconds", "12.5")
        .containsEntry("claimed_validation_rmse", "1234.5")
        .containsEntry("confirmation_rmse", "700.1")
        .containsEntry("persistence_rmse", "800")
        .containsEntry("directional_accuracy", "0.5625")
        .containsEntry("persistence_directional_accuracy", "")
        .containsEntry("mape.low", "0.0000001")
        .containsEntry("forecast_time", "2026-11-21T12:00:00Z")
        .containsEntry("forecast.high", "91000.25")
        .containsEntry("param.experiment", "demo, \"quoted\"")
        .containsEntry("param.lags", "5");
    assertThat(Double.parseDouble(rows.get(0).getField("skill"))).isEqualTo(1 - 700.1 / 800);
    assertThat(rows.get(1).getFieldsAsMap())
        .containsEntry("state", "AVAILABLE")
        .containsEntry("outcome", "FAILED")
        .containsEntry("failed_attempts", "1")
        .containsEntry("reason", "TRAINING_FAILED: loss, \"NaN\"\nat epoch 3")
        .containsEntry("confirmation_rmse", "");
  }

  @Test
  void aStrangersNameIsNoFormulaInASpreadsheet() throws IOException {
    lease("eve");
    assertThat(parse(csv()).get(0).getField("volunteer")).startsWith("'=HYPERLINK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void everyReportIsTheSameByteForByteInEveryLocale(String tag) throws IOException {
    verify("ada", 1234567.875, 0.000123);
    verify("eve", 700.1, 2);
    String before = csv() + json() + ResultsTable.render(Leaderboard.of(store, 10), false);
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    String after = csv() + json() + ResultsTable.render(Leaderboard.of(store, 10), false);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void theReportFileIsReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("report.csv");
    ResultsCsv.writeFile(store, file);
    verify("ada", 700, 1);
    ResultsCsv.writeFile(store, file);
    assertThat(Files.readString(file)).isEqualTo(csv());
    assertThat(folder.resolve("report.csv.part")).doesNotExist();
  }

  @Test
  void theJsonHoldsTheLeaderboardAndEveryCase() throws IOException {
    verify("ada", 803.5, 1);
    verify("eve", 700.25, 2);
    lease("ada");
    JsonNode report = new ObjectMapper().readTree(json());

    assertThat(report.at("/experiment/name").textValue()).isEqualTo("demo");
    assertThat(report.at("/leaderboard").toString()).isEqualTo("[1,0]");
    assertThat(report.at("/cases")).hasSize(3);
    assertThat(report.at("/cases/0/verified/confirmation/rmse").doubleValue()).isEqualTo(803.5);
    assertThat(report.at("/cases/0/claimed/validationRmse").doubleValue()).isEqualTo(1);
    assertThat(report.at("/cases/0/parameters/lags").textValue()).isEqualTo("5");
    assertThat(report.at("/cases/2/verified").isMissingNode()).isTrue();
  }

  @Test
  void theTableFitsTheTerminalAndItsNumbersStandBelowEachOther() {
    verify("ada", 803.5, 1);
    verify("eve", 700.25, 12345);
    String table = ResultsTable.render(Leaderboard.of(store, 10), false);

    assertThat(table).doesNotContain("\u001b");
    List<String> lines = table.lines().toList();
    assertThat(lines).hasSize(7).allMatch(line -> line.length() <= ResultsTable.WIDTH);
    assertThat(lines.get(0)).contains("RMSE").contains("persistence").contains("skill");
    assertThat(lines.get(1)).contains("700.25").contains("+12.47 %").endsWith("     6     16");
    assertThat(lines.get(1).indexOf("700.25"))
        .isEqualTo(lines.get(2).indexOf("800.00"))
        .isEqualTo(lines.get(3).indexOf("803.50"));
    assertThat(lines.get(2)).startsWith("-     -").contains("persistence*");
    assertThat(ResultsTable.render(Leaderboard.of(store, 10), true))
        .contains("\u001b[32m")
        .contains("\u001b[31m")
        .contains("\u001b[0m");
  }

  @Test
  void parametersHaveColumnsOfTheirOwnAsLongAsTheTerminalIsWideEnough() {
    String brief = table("lags", "learning-rate", "feature.hour-of-day", "feature.rsi-14");
    assertThat(brief.lines().toList().get(0)).endsWith("learning-   hour-");
    assertThat(brief.lines().toList().get(1))
        .startsWith("#  case")
        .endsWith("lags       rate  of-day  rsi-14");
    assertThat(brief.lines()).hasSize(3).allMatch(line -> line.length() <= ResultsTable.WIDTH);

    String crowded = table("lags", "learning-rate", "units", "layers", "dropout");
    assertThat(crowded).doesNotContain("claimed").contains("dropout");
    assertThat(crowded.lines()).allMatch(line -> line.length() <= ResultsTable.WIDTH);

    String[] many = IntStream.range(0, 30).mapToObj(i -> "p" + i).toArray(String[]::new);
    assertThat(table(many)).contains("p0 x, p1 x, p2 x").contains("parameters: what differs");
    assertThat(table(many).lines()).allMatch(line -> line.length() <= ResultsTable.WIDTH);
  }

  @Test
  void theBestModelIsSetBesidePersistenceInWordsAndLabelByLabel() {
    assertThat(BestModel.describe(store)).isEmpty();
    verify("ada", 900, 1);
    assertThat(BestModel.describe(store))
        .startsWith(
            "no model beats persistence (next = last) on the 400 confirmation rows; case 0 comes"
                + " closest, its error is 12.50 % higher\n");
    verify("eve", 600, 1);
    // No other baseline was measured, so there is nothing to add to what is said of persistence.
    assertThat(BestModel.describe(store))
        .isEqualTo(
            """
            case 1 beats persistence (next = last): its error is 25.00 % lower on the 400 confirmation rows
              label    RMSE  persistence     MAE    MAPE
              high   601.00       801.00  300.00  0.75 %
              low    599.00       799.00  150.00  0.00 %
            its forecast for 2026-11-21T12:00:00Z: high 91000.25, low 90500.50
            """);
  }

  private static String table(String... varying) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : varying) {
      values.put(name, "x");
    }
    var experiment =
        new ExperimentRecord(
            "demo", "", "h", "d", 9, List.of("high"), List.of(varying), List.of(varying));
    var place =
        new Ranked(
            1,
            7,
            "ada",
            "id-ada",
            "",
            values,
            700.25,
            800,
            OptionalDouble.of(0.12),
            OptionalDouble.empty(),
            812.5,
            812.5,
            3,
            Samples.START,
            Samples.verification(1).forecast(),
            OptionalDouble.empty(),
            Optional.of(Confirmation.WITNESS));
    return ResultsTable.render(
        new Leaderboard(
            experiment, 1, List.of(place), List.of(), new Floor(Map.of()), Optional.empty()),
        false);
  }

  @Test
  void anEmptyLeaderboardSaysSo() {
    assertThat(ResultsTable.render(Leaderboard.of(store, 10), true))
        .isEqualTo("No verified results yet.\n");
  }

  @Test
  void claimsStandApartFromTheLeaderboard() throws Exception {
    verify("ada", 700.25, 2);
    assertThat(ClaimsTable.render(store, 10)).isEmpty();
    for (int i = 1; i <= 3; i++) {
      desk.claim(lease("eve").token(), Samples.claim(1.5 * i), "{}");
    }
    assertThat(ClaimsTable.render(store, 2).lines())
        .startsWith("", "3 claimed, not verified: no model was returned")
        .anyMatch(line -> line.matches(" *1 +1\\.5000  .*6/16 *"))
        .endsWith("and 1 more");
    assertThat(Leaderboard.of(store, 10).top()).hasSize(1);
    assertThat(parse(csv()).get(1))
        .satisfies(
            row -> {
              assertThat(row.getField("state")).isEqualTo("CLAIMED");
              assertThat(row.getField("reason"))
                  .isEqualTo("claimed, not verified: no model was returned");
              assertThat(row.getField("claimed_validation_rmse")).isEqualTo("1.5");
              assertThat(row.getField("confirmation_rmse")).isEmpty();
            });
    assertThat(json()).contains("\"claimedNotVerified\" : [ 1, 2, 3 ]");
  }

  private Lease lease(String volunteer) {
    return ((Granted) desk.lease(volunteer, Capabilities.UNKNOWN, Set.of())).lease();
  }

  private String report(String volunteer) {
    return report(volunteer, 1);
  }

  private String report(String volunteer, double claimed) {
    Lease lease = lease(volunteer);
    desk.report(lease.token(), Samples.claim(claimed), "{}", Samples.MODEL);
    return lease.token();
  }

  private void verify(String volunteer, double rmse, double claimed) {
    assertThat(
            desk.scored(
                report(volunteer, claimed),
                new Scoring(
                    Samples.verification(rmse),
                    new Fingerprint("vector", "1", "cpu", "model of " + volunteer))))
        .hasSize(1);
  }

  private String csv() throws IOException {
    StringWriter out = new StringWriter();
    ResultsCsv.write(store, out);
    return out.toString();
  }

  private String json() throws IOException {
    StringWriter out = new StringWriter();
    ResultsJson.write(store, out);
    return out.toString();
  }

  private static List<NamedCsvRecord> parse(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  private record SampleCases(long size) implements CaseSource {

    @Override
    public Map<String, String> parameters(long index) {
      return Samples.parameters(index);
    }

    @Override
    public String caseId(long index) {
      return "case-" + index;
    }
  }
}
