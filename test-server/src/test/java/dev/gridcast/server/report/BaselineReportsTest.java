package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.CaseSource;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.trainer.evaluate.Baseline;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every report shows what forecasters without art reach, as cases or beside them. */
class BaselineReportsTest {

  private static final List<String> MODELS = List.of("lstm", "gru", "linear", "persistence");

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private Store store;
  private LeaseDesk desk;

  @BeforeEach
  void open() {
    ExperimentRecord experiment =
        new ExperimentRecord(
            "floor",
            "",
            "5".repeat(64),
            "d".repeat(64),
            MODELS.size(),
            List.of("high", "low"),
            List.of("lags", "model"),
            List.of("lags", "model"));
    store = SqliteStore.open(folder.resolve("gridcast.db"), experiment);
    desk =
        LeaseDesk.open(
            store,
            new ModelCases(),
            LeaseRules.of(Duration.ofMinutes(10), 3),
            TrustRules.STANDARD.withoutAudits(),
            InstantSource.fixed(Samples.START));
    desk.greet("ada", "Ada", "Linux");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void baselinesOfTheExperimentAndThoseBesideItStandWhereTheirErrorPutsThem() {
    verify(
        Samples.fullVerification(780),
        Samples.fullVerification(700),
        Samples.fullVerification(720));
    List<String> lines = table();

    assertThat(lines)
        .extracting(line -> line.replaceAll(" +", " ").strip())
        .containsExactly(
            "# case RMSE persistence skill validation claimed volunteer lags model",
            "1 1 700.00 800.00 +12.50 % 630.00 1.00 Ada 6 gru",
            "2 2 720.00 800.00 +10.00 % 648.00 1.00 Ada 7 linear*",
            "3 0 780.00 800.00 +2.50 % 702.00 1.00 Ada 5 lstm",
            "- - 800.00 800.00 +0.00 % - - - persistence*",
            "- - 900.00 800.00 -12.50 % - - - seasonal-naive*",
            "* a baseline: no network, the floor for all others",
            "measured by the server, but nobody trained these again: 3 vouched for",
            "the best of 2 models (case 1); its skill is +12.50 %, how much of that is luck is not known");
    assertThat(lines).allMatch(line -> line.length() <= ResultsTable.WIDTH);
  }

  @Test
  void aBaselineBelowTheShownPlacesIsShownToo() {
    verify(
        Samples.fullVerification(780),
        Samples.fullVerification(700),
        Samples.fullVerification(790));
    String table = ResultsTable.render(Leaderboard.of(store, 1), false);

    // 750 is what the server measured beside a case, 790 what the linear case itself reaches.
    assertThat(table.lines().toList())
        .hasSize(8)
        .anyMatch(line -> line.matches("- +- +750\\.00 .*linear\\*"))
        .noneMatch(line -> line.contains("lstm"));
  }

  @Test
  void aBaselineThatIsACaseBelowTheShownPlacesKeepsItsPlace() {
    verify(
        Samples.fullVerification(780),
        Samples.fullVerification(700),
        Samples.fullVerification(720));
    Leaderboard board = Leaderboard.of(store, 1);

    assertThat(ResultsTable.render(board, false).lines().toList())
        .hasSize(8)
        .anyMatch(line -> line.matches("2 +2 +720\\.00 .*linear\\*"))
        .anyMatch(line -> line.matches("- +- +800\\.00 .*persistence\\*"));
    assertThat(ResultsTable.shown(board)).isEqualTo(2);
  }

  @Test
  void whereNoTerminalIsWideEnoughACaseIsToldInWordsAndABaselineIsStillMarked() {
    String[] searched = {
      "scaler",
      "model",
      "units",
      "layers",
      "dropout",
      "ridge",
      "optimizer",
      "learning-rate",
      "schedule",
      "patience",
      "clip",
      "loss",
      "feature.volume"
    };
    var experiment =
        new ExperimentRecord(
            "wide", "", "h", "d", 9, List.of("high"), List.of(searched), List.of(searched));
    Ranked network =
        place(
            1,
            Map.of(
                "scaler",
                "minmax",
                "model",
                "gru",
                "units",
                "32",
                "layers",
                "1",
                "dropout",
                "0",
                "learning-rate",
                "0.01",
                "loss",
                "mae",
                "feature.volume",
                "off"));
    Ranked baseline = place(2, Map.of("scaler", "standard", "model", "linear", "ridge", "10"));
    var board =
        new Leaderboard(
            experiment,
            2,
            List.of(network, baseline),
            List.of(),
            new Floor(Map.of()),
            Optional.empty());

    List<String> lines = ResultsTable.render(board, false).lines().toList();
    assertThat(lines).allMatch(line -> line.length() <= ResultsTable.WIDTH);
    assertThat(lines.get(1)).contains("gru ").contains(" units 32").contains("learning-rate 0.01");
    assertThat(lines.get(1)).contains("volume off").doesNotContain("minmax", "layers", "mae");
    assertThat(lines.get(2)).contains("linear* ").contains("scaler standard", "ridge 10");
    assertThat(lines.get(3)).startsWith("parameters: ");
    assertThat(lines.get(4)).startsWith("* a baseline");
  }

  private static Ranked place(long rank, Map<String, String> varying) {
    return new Ranked(
        rank,
        rank,
        "ada",
        "id-ada",
        varying.getOrDefault("model", ""),
        new TreeMap<>(varying),
        700.25,
        800,
        OptionalDouble.of(0.12),
        OptionalDouble.empty(),
        812.5,
        812.5,
        3,
        Samples.START,
        List.of(),
        OptionalDouble.empty(),
        Optional.of(Confirmation.WITNESS));
  }

  @Test
  void withoutACaseOfItsOwnAPersistentForecastIsStillTheFloor() {
    verify(Samples.verification(780));

    assertThat(table()).hasSize(6).anyMatch(line -> line.matches("- .* persistence\\*"));
  }

  @Test
  void theBestModelSaysWhetherABaselineWins() {
    verify(Samples.fullVerification(780));
    assertThat(BestModel.describe(store))
        .startsWith(
            "case 0 beats persistence (next = last): its error is 2.50 % lower on the 400"
                + " confirmation rows; but it does not beat the baseline linear\n")
        .contains("; 1 more row in the JSON\n");

    verify(Samples.fullVerification(675));
    assertThat(BestModel.describe(store))
        .startsWith(
            "case 1 beats persistence (next = last): its error is 15.63 % lower on the 400"
                + " confirmation rows, and 10.00 % lower than that of the best baseline, linear\n");
  }

  @Test
  void aBaselineThatWinsIsNamedBesideTheBestNetwork() {
    verify(
        Samples.fullVerification(780),
        Samples.fullVerification(760),
        Samples.fullVerification(722));
    assertThat(BestModel.describe(store))
        .startsWith(
            "the baseline linear (case 2) wins on the 400 confirmation rows, its error is 9.75 %"
                + " lower than that of persistence (next = last); the best network is case 1, its"
                + " error is 5.26 % higher\n");
  }

  @Test
  void theFilesCarryEveryFigureAndTheSkillAgainstEveryBaseline() throws IOException {
    verify(
        Samples.fullVerification(780),
        Samples.fullVerification(700),
        Samples.fullVerification(720));
    StringWriter csv = new StringWriter();
    ResultsCsv.write(store, csv);
    List<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(csv.toString()).stream().toList();

    assertThat(rows.get(1).getFieldsAsMap())
        .containsEntry("param.model", "gru")
        .containsEntry("baseline", "no")
        .containsEntry("confirmation_mae", "350")
        .containsEntry("confirmation_r2", "-0.5")
        .containsEntry("confirmation_mase", "0.875")
        .containsEntry("seasonal_naive_rmse", "900")
        .containsEntry("linear_rmse", "720")
        .containsEntry("r2.high", "");
    assertThat(Double.parseDouble(rows.get(1).getField("skill_linear"))).isEqualTo(1 - 700.0 / 720);
    assertThat(rows.get(2).getField("baseline")).isEqualTo("yes");

    StringWriter text = new StringWriter();
    ResultsJson.write(store, text);
    JsonNode json = new ObjectMapper().readTree(text.toString());
    assertThat(json.at("/baselines/linear/rmse").doubleValue()).isEqualTo(720);
    assertThat(json.at("/cases/1/verified/confirmation/mase").doubleValue()).isEqualTo(0.875);
    assertThat(json.at("/cases/1/verified/baselines/seasonal-naive/rmse").doubleValue())
        .isEqualTo(900);
    assertThat(json.at("/cases/1/verified/skillAgainst/linear").doubleValue())
        .isEqualTo(1 - 700.0 / 720);
    assertThat(json.at("/cases/1/verified/forecasts")).hasSize(2);
    assertThat(json.at("/cases/1/verified/forecast"))
        .isEqualTo(json.at("/cases/1/verified/forecasts/0"));
  }

  @Test
  void theFloorOfABaselineIsTheLowestErrorThatItIsKnownToReach() {
    assertThat(store.<Floor>read(Floor::of).rmse()).isEmpty();
    verify(
        Samples.fullVerification(700),
        Samples.fullVerification(700),
        Samples.fullVerification(710));

    assertThat(store.<Floor>read(Floor::of).rmse())
        .containsExactly(
            Map.entry(Baseline.PERSISTENCE, 800.0),
            Map.entry(Baseline.SEASONAL_NAIVE, 900.0),
            Map.entry(Baseline.LINEAR, 710.0));
  }

  private List<String> table() {
    return ResultsTable.render(Leaderboard.of(store, 10), false)
        .lines()
        .collect(Collectors.toList());
  }

  private void verify(Verification... found) {
    for (Verification one : found) {
      String lease = ((Granted) desk.lease("ada", Capabilities.UNKNOWN, Set.of())).lease().token();
      desk.report(lease, Samples.claim(1), "{}", Samples.MODEL);
      assertThat(
              desk.scored(
                  lease,
                  new Scoring(one, new Fingerprint("vector", "1", "cpu", "model of " + lease))))
          .hasSize(1);
    }
  }

  private record ModelCases() implements CaseSource {

    @Override
    public long size() {
      return MODELS.size();
    }

    @Override
    public Map<String, String> parameters(long index) {
      return index == 3
          ? Map.of("model", "persistence")
          : Map.of("lags", Long.toString(5 + index), "model", MODELS.get((int) index));
    }

    @Override
    public String caseId(long index) {
      return "case-" + index;
    }
  }
}
