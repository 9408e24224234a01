package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.DatasetBuilder.Built;
import dev.gridcast.server.experiment.ParameterSpace.Block;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.ParametersException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an experiment of the keys of its file, or says what is wrong with them. */
final class ExperimentReader {

  private static final List<String> KEYS =
      List.of(
          "name",
          "data",
          "labels",
          "target",
          "reference",
          "horizon",
          "features",
          "parameters",
          "models",
          "split",
          "seed",
          "engine",
          "trainer",
          "needs",
          "verification",
          "limits",
          "sheets");

  private static final long STANDARD_SEED = 1;

  private final Section top;
  private final Path source;
  private final String name;
  private final long seed;
  private final TrainerPlan trainer;
  private final EngineChoice engine;
  private final NeedsPlan needs;
  private final boolean audits;
  private final Limits limits;
  private final Optional<SheetsPlan> sheets;
  private final Split split;
  private final int horizon;
  private final List<CaseProduct> written;
  private final DataSection data;
  private final TargetPlan target;
  private final List<FeatureSwitch> features;

  private ExperimentReader(Section top, Path source) throws ExperimentException {
    this.top = top;
    this.source = source;
    this.name = top.require("name", "write a name for the experiment, like name: demo").text();
    Optional<Value> seedValue = top.find("seed");
    this.seed =
        seedValue.isPresent()
            ? seedValue.get().whole(Long.MIN_VALUE, Long.MAX_VALUE)
            : STANDARD_SEED;
    this.trainer = TrainerPlan.read(top.find("trainer"));
    this.engine = TrainerPlan.engine(top.find("engine"));
    this.needs = new NeedsPlan(trainer, engine);
    this.audits = VerificationReader.audits(top.find("verification"));
    this.limits = LimitsReader.read(top.find("limits"));
    this.sheets = SheetsReader.read(top.find("sheets"), source);
    this.split = Split.read(top.find("split"));
    Optional<Value> rows = top.find("horizon");
    this.horizon = rows.isPresent() ? (int) rows.get().whole(1, SampleSpec.MAX_HORIZON) : 1;
    this.written = ModelsReader.read(top, needs);
    this.data =
        DataSection.read(
            top.require("data", "write data: with the file that holds the prices"), source, seed);
    this.target = TargetPlan.read(top, data.source());
    this.features = FeatureSwitch.read(top, data.source());
    refuseWithoutMeaning();
  }

  /**
   * @param specification the text of the file
   * @param root all of it, read
   * @param source names the file in messages
   */
  static Experiment read(String specification, Value root, Path source) throws ExperimentException {
    return new ExperimentReader(root.section(KEYS), source).experiment(specification);
  }

  /** Whoever writes a key believes in an effect. */
  private void refuseWithoutMeaning() throws ExperimentException {
    Optional<Value> engineValue = top.find("engine");
    if (engineValue.isPresent() && trainer.image().isPresent()) {
      throw engineValue.get().problem("means nothing beside a trainer of your own; remove it");
    }
    if (engineValue.isPresent() && written.stream().noneMatch(CaseProduct::isNetwork)) {
      throw engineValue.get().problem("means nothing where no model is a network; remove it");
    }
    Optional<Value> featuresValue = top.find("features");
    if (featuresValue.isPresent() && written.stream().allMatch(CaseProduct::isNaive)) {
      throw featuresValue.get().problem("mean nothing where every model is naive; remove them");
    }
    long outputs = (long) target.labels().size() * horizon;
    if (outputs > Architecture.MAX_OUTPUTS) {
      throw top.find("horizon")
          .orElse(top.owner())
          .problem(
              String.format(
                  "%d labels times %d rows are %d forecasts, more than %d; forecast fewer",
                  target.labels().size(), horizon, outputs, Architecture.MAX_OUTPUTS));
    }
  }

  private Experiment experiment(String specification) throws ExperimentException {
    Built built = new DatasetBuilder(data, target, features).build(split);
    ExperimentDataset dataset = built.dataset();
    List<CaseProduct> products = new ArrayList<>();
    for (CaseProduct product : written) {
      products.add(product.complete(dataset.timeframe()));
    }
    ProductCheck.refuseOverlaps(products);
    LeadRows leadRows = LeadRows.of(products);
    leadRows.refuseShortRanges(dataset, built.warmUpRows(), horizon);
    for (CaseProduct product : products) {
      new NetworkCheck(product, inputs(), target.labels().size() * horizon, engine)
          .refuseImpossible();
    }
    CaseParameterWriter writer =
        new CaseParameterWriter(
            name,
            data.asset(),
            dataset.timeframe(),
            target,
            horizon,
            features,
            leadRows.rows(),
            engine,
            seed,
            dataset.validationFrom(),
            dataset.confirmationFrom());
    CaseScorer judge = rehearse(products, writer, dataset);
    ParameterSpace space = space(products, writer, dataset, work(judge));
    List<String> description =
        new ExperimentDescription(
                name, trainer, engine, data, target, horizon, features, products, space, built,
                judge, audits)
            .lines();
    return new Experiment(
        name,
        specification,
        trainer,
        engine,
        seed,
        limits,
        audits,
        space,
        dataset,
        description,
        sheets);
  }

  /** How many columns a network sees with every feature on. */
  private int inputs() {
    return (int)
        features.stream()
            .filter(FeatureSwitch::mayBeOn)
            .flatMap(feature -> feature.definition().columns().stream())
            .distinct()
            .count();
  }

  private CaseWork work(CaseScorer judge) {
    return new CaseWork(
        features,
        target.labels().size() * horizon,
        judge.samples().count(Range.TRAINING),
        judge.samples().count(Range.VALIDATION),
        engine);
  }

  private ParameterSpace space(
      List<CaseProduct> products,
      CaseParameterWriter writer,
      ExperimentDataset dataset,
      CaseWork work)
      throws ExperimentException {
    List<Block> blocks =
        products.stream()
            .map(product -> new Block(product.dimensions(features, trainer), needs.of(product)))
            .toList();
    try {
      return new ParameterSpace(
          blocks, writer, work, dataset.sha256(), trainer.image(), limits.cases(), seed);
    } catch (ArithmeticException e) {
      throw top.find("models")
          .or(() -> top.find("parameters"))
          .orElse(top.owner())
          .problem("the ranges multiply to more than " + Long.MAX_VALUE + " cases; narrow some", e);
    }
  }

  /**
   * Prepares the fullest case of every product just as it will be judged: what cannot be judged is
   * refused now, not when the first result comes back. Cases that are alike in all that matters are
   * prepared once.
   */
  private CaseScorer rehearse(
      List<CaseProduct> products, CaseParameterWriter writer, ExperimentDataset dataset)
      throws ExperimentException {
    Map<String, CaseScorer> judges = new HashMap<>();
    Optional<CaseScorer> first = Optional.empty();
    for (CaseProduct product : products) {
      Map<String, String> fullest = writer.fullest(product, product.dimensions(features, trainer));
      String alike = fullest.get("model") + " " + fullest.get("scaler");
      try {
        if (!judges.containsKey(alike)) {
          CaseScorer judge = CaseScorer.of(CaseParameters.of(fullest), dataset.full());
          judges.put(alike, judge);
          first = first.or(() -> Optional.of(judge));
        }
      } catch (SampleException e) {
        throw new ExperimentException(data.source().name() + ": " + e.getMessage(), e);
      } catch (ParametersException e) {
        throw new ExperimentException(source + ":1: " + e.getMessage(), e);
      }
    }
    return first.orElseThrow();
  }
}
