package dev.gridcast.server.insight;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentDataset;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.Provenance;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.ResultFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is to be known of one case and its model. Safe for many threads. */
public final class ModelCards {

  private static final String WAITING = "WAITING";

  private final Experiment experiment;
  private final Store store;
  private final StoredModels models;
  private final WorkZip works;

  private ModelCards(Experiment experiment, Store store) {
    this.experiment = experiment;
    this.store = store;
    this.models = new StoredModels(experiment, store);
    this.works = new WorkZip(experiment);
  }

  /** The cards of an experiment's cases. */
  public static ModelCards of(Experiment experiment, Store store) {
    return new ModelCards(experiment, store);
  }

  /** The models behind the cards. */
  StoredModels models() {
    return models;
  }

  /** What a case's result says of itself: as claimed, in so far as it can be read. */
  private record Told(
      List<CaseCard.Epoch> curve, Map<String, String> provenance, List<String> notes) {

    private static final Told NOTHING = new Told(List.of(), Map.of(), List.of());
  }

  /**
   * The card of a case.
   *
   * @throws NotThereException when the experiment has no such case
   */
  public CaseCard card(long index) throws NotThereException {
    requireCase(index);
    return store.read(reader -> card(reader, index));
  }

  private void requireCase(long index) throws NotThereException {
    if (index < 0 || index >= experiment.space().size()) {
      throw new NotThereException(
          "NO_CASE",
          String.format(
              Locale.ROOT,
              "there is no case %d; the experiment has %d",
              index,
              experiment.space().size()));
    }
  }

  private CaseCard card(StoreReader reader, long index) {
    Optional<CaseReport> report = reader.report(index);
    Map<String, String> parameters =
        report
            .map(found -> found.testCase().parameters())
            .orElseGet(() -> experiment.space().decode(index));
    Verification found = report.map(CaseReport::verification).orElse(null);
    Claim claim = report.map(CaseReport::claim).orElse(null);
    long rank = found == null ? 0 : reader.rank(index);
    Told told =
        report
            .flatMap(line -> reader.result(line.attempt().lease()))
            .map(ModelCards::told)
            .orElse(Told.NOTHING);
    return new CaseCard(
        index,
        report
            .map(line -> line.testCase().caseId())
            .orElseGet(() -> experiment.space().caseId(parameters)),
        report.map(line -> line.testCase().state().name()).orElse(WAITING),
        parameters,
        parameters.getOrDefault("model", ""),
        rank == 0 ? null : rank,
        ranges(experiment.dataset()),
        claim == null ? null : claimed(claim),
        report.map(ModelCards::verified).orElse(null),
        told.curve(),
        told.provenance(),
        told.notes(),
        found == null ? List.of() : found.forecast(),
        report.map(CaseReport::attempts).orElse(0),
        repeat(told));
  }

  private static CaseCard.Claimed claimed(Claim claim) {
    return new CaseCard.Claimed(
        claim.validationRmse(), claim.epochs(), claim.bestEpoch(), claim.seconds(), claim.engine());
  }

  private static Map<String, CaseCard.Span> ranges(ExperimentDataset dataset) {
    Map<String, CaseCard.Span> ranges = new LinkedHashMap<>();
    for (Range range : Range.values()) {
      TimeSeries rows = dataset.rows(range);
      ranges.put(
          range.name().toLowerCase(Locale.ROOT),
          new CaseCard.Span(rows.time(0), rows.lastTime(), rows.rows()));
    }
    return ranges;
  }

  private static CaseCard.@Nullable Verified verified(CaseReport report) {
    Verification found = report.verification();
    if (found == null) {
      return null;
    }
    Evaluation evaluation = found.confirmation();
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    Map<String, Map<String, Map<String, Double>>> perLabel = new LinkedHashMap<>();
    put("model", evaluation.model(), metrics, perLabel);
    evaluation.baselines().forEach((who, its) -> put(camelCase(who), its, metrics, perLabel));
    Confirmation ground = report.confirmation();
    return new CaseCard.Verified(
        found.validationRmse(),
        evaluation.samples(),
        metrics,
        perLabel,
        orNull(found.skill()),
        orNull(found.skillError()),
        ground == null ? null : ground.name(),
        report.witnesses(),
        report.judgedAt());
  }

  private static void put(
      String who,
      Metrics its,
      Map<String, Map<String, Double>> metrics,
      Map<String, Map<String, Map<String, Double>>> perLabel) {
    metrics.put(who, figures(its.pooled()));
    for (Map.Entry<String, LabelMetrics> label : its.perLabel().entrySet()) {
      perLabel
          .computeIfAbsent(label.getKey(), none -> new LinkedHashMap<>())
          .put(who, figures(label.getValue().values()));
    }
  }

  private static Map<String, Double> figures(Map<Metric, Double> figures) {
    Map<String, Double> byName = new LinkedHashMap<>();
    new TreeMap<>(figures).forEach((metric, figure) -> byName.put(metric.key(), figure));
    return byName;
  }

  /** {@code SEASONAL_NAIVE} is {@code seasonalNaive}. */
  private static String camelCase(Baseline baseline) {
    String[] words = baseline.key().split("-", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static Told told(StoredResult result) {
    try {
      byte[] json = result.resultJson().getBytes(StandardCharsets.UTF_8);
      return ResultFile.parse(json) instanceof ResultFile.Trained trained
          ? new Told(
              trained.history().stream()
                  .map(
                      epoch ->
                          new CaseCard.Epoch(
                              epoch.epoch(),
                              epoch.trainingLoss(),
                              epoch.validationRmse(),
                              orNull(epoch.learningRate())))
                  .toList(),
              flat(trained.provenance()),
              trained.notes())
          : Told.NOTHING;
    } catch (ResultFileException e) {
      return new Told(
          List.of(),
          Map.of(),
          List.of("the stored result.json cannot be read by this release: " + e.getMessage()));
    }
  }

  private static Map<String, String> flat(Provenance provenance) {
    Map<String, String> flat = new LinkedHashMap<>();
    flat.put("gridcastVersion", provenance.gridcastVersion());
    flat.put("engine", provenance.engine());
    flat.put("engineVersion", provenance.engineVersion());
    flat.put("datasetSha256", provenance.datasetSha256());
    flat.put("parametersSha256", provenance.parametersSha256());
    flat.put("modelSha256", provenance.modelSha256());
    flat.put("seed", Long.toString(provenance.seed()));
    flat.put("java", provenance.java());
    flat.put("os", provenance.os());
    flat.put("arch", provenance.arch());
    flat.put("cpu", provenance.cpu());
    flat.put("startedAt", provenance.startedAt().toString());
    flat.put("finishedAt", provenance.finishedAt().toString());
    return flat;
  }

  private CaseCard.Repeat repeat(Told told) {
    if (experiment.trainerImage().isPresent()) {
      return new CaseCard.Repeat(
          WorkZip.COMMAND,
          "this experiment is trained by an image of its operator's own, "
              + experiment.trainerImage().get()
              + ": give that image the work folder instead");
    }
    boolean exact = told.provenance().getOrDefault("engine", "vector").equals("vector");
    return new CaseCard.Repeat(
        WorkZip.COMMAND,
        exact
            ? "the engine vector comes to the same bits on every machine: model.safetensors gets"
                + " the same SHA-256"
            : "trained by another engine or at once: expect the same figures, not always the same"
                + " bits");
  }

  /**
   * How the model of a case did on the confirmation range, row by row: not for strangers.
   *
   * @throws NotThereException when it has no verified result, or the model cannot be run
   */
  public Evaluated evaluation(long index) throws NotThereException {
    requireCase(index);
    return Evaluated.of(models.forecasts(index));
  }

  /**
   * The bytes of {@code model.safetensors} of the result that counts.
   *
   * @throws NotThereException when there is none
   */
  public byte[] model(long index) throws NotThereException {
    requireCase(index);
    return models.result(index).model().toByteArray();
  }

  /**
   * Writes the work folder of a case as a ZIP file: what a volunteer gets, and nothing else of the
   * data. The stream stays open.
   *
   * @throws NotThereException when there is no such case
   */
  public void work(long index, OutputStream out) throws NotThereException, IOException {
    requireCase(index);
    Optional<CaseRow> row = store.read(reader -> reader.testCase(index));
    works.write(
        index, row.map(CaseRow::parameters).orElseGet(() -> experiment.space().decode(index)), out);
  }
}
