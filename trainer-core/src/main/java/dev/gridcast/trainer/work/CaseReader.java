package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.sample.ScalerKind;
import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.Timeframe;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a case of the texts of its parameters, or says what is wrong with them. */
final class CaseReader {

  private static final int MAX_LABELS = 256;

  private final Map<String, String> values;
  private final ParameterText text;

  /**
   * @throws ParametersException when a name is none of a parameter
   */
  CaseReader(Map<String, String> values) throws ParametersException {
    this.values = values;
    this.text = new ParameterText(values);
  }

  CaseParameters read() throws ParametersException {
    Template model = text.choice(SearchParameter.MODEL, Template.class);
    requireMeaning(model);
    boolean naive = model.fitting() == Template.Fitting.NONE;
    List<String> labels = text.requiredList("labels");
    if (labels.size() > MAX_LABELS) {
      throw new ParametersException(
          "parameter \"labels\" must name at most " + MAX_LABELS + " columns: " + labels.size());
    }
    TargetMode target = text.target("target");
    Optional<String> reference = text.text("reference");
    if (target == TargetMode.LOG_RETURN && reference.isEmpty()) {
      reference = Optional.of("close");
    }
    Map<String, Boolean> features = text.features();
    if (!naive && !features.containsValue(true)) {
      throw new ParametersException(
          "no feature is on; at least one parameter \"feature.NAME\" must be \"on\"");
    }
    Map<TemplateParameter, Double> shape = shape(model, text.timeframe("timeframe"));
    int lags =
        naive
            ? shape.getOrDefault(TemplateParameter.SEASON, 1.0).intValue()
            : text.whole(SearchParameter.LAGS);
    Optional<TrainingPlan> training =
        model.fitting() == Template.Fitting.NETWORK ? Optional.of(plan()) : Optional.empty();
    requireOneCut();
    CaseParameters parameters =
        new CaseParameters(
            text.text("experiment"),
            text.text("asset"),
            text.timeframe("timeframe"),
            text.text("time").orElse("time"),
            labels,
            (int) text.whole("horizon", 1, 1, SampleSpec.MAX_HORIZON),
            target,
            reference,
            text.list("price-columns"),
            text.list("price-difference-columns"),
            features,
            lags,
            (int) text.whole("lead-rows", lags, lags, SearchParameter.LAGS.most().intValueExact()),
            text.choice(SearchParameter.SCALER, ScalerKind.class),
            model,
            shape,
            training,
            text.choice("engine", EngineChoice.AUTO, EngineChoice.class),
            text.whole("seed", TrainingOptions.DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE),
            text.instant("validation-from"),
            (int) text.whole("training-percent", 80, 1, 99),
            text.instant("confirmation-from"));
    // A feature is one column or more: what cannot be with one each cannot be with more.
    parameters.architecture(parameters.featuresOn().size());
    return parameters;
  }

  /** Refuses what is written but means nothing: whoever wrote it believes in an effect. */
  private void requireMeaning(Template model) throws ParametersException {
    for (String name : values.keySet()) {
      if (!CaseParameters.applies(name, model)) {
        throw new ParametersException(
            "parameter \""
                + name
                + "\" means nothing to the model \""
                + model.key()
                + "\"; leave it out"
                + suggestion(name, model));
      }
    }
    for (SearchParameter parameter : SearchParameter.values()) {
      Optional<SearchParameter> governor = parameter.governor();
      if (governor.isPresent()
          && text.has(parameter.key())
          && !text.word(governor.get()).equals(parameter.governing())) {
        throw new ParametersException(
            "parameter \""
                + parameter.key()
                + "\" means nothing where \""
                + governor.get().key()
                + "\" is \""
                + text.word(governor.get())
                + "\" and not \""
                + parameter.governing()
                + "\"; leave it out");
      }
    }
  }

  private static String suggestion(String name, Template model) {
    boolean own = SearchParameter.of(name).flatMap(SearchParameter::own).isPresent();
    if (!own) {
      return "";
    }
    List<String> keys = model.parameters().stream().map(TemplateParameter::key).toList();
    return keys.isEmpty() ? "; it has no parameters" : "; its own parameters are " + keys;
  }

  private Map<TemplateParameter, Double> shape(Template model, Optional<Timeframe> timeframe)
      throws ParametersException {
    Map<TemplateParameter, Double> shape = new EnumMap<>(TemplateParameter.class);
    for (TemplateParameter own : model.parameters()) {
      SearchParameter parameter = SearchParameter.of(own);
      if (own == TemplateParameter.SEASON && !text.has(own.key())) {
        shape.put(own, (double) season(timeframe));
      } else {
        shape.put(own, own.whole() ? text.whole(parameter) : text.decimal(parameter));
      }
    }
    return shape;
  }

  private static int season(Optional<Timeframe> timeframe) throws ParametersException {
    if (timeframe.isEmpty()) {
      throw ParameterText.missing(
          "season", SearchParameter.SEASON.rule() + ", since \"timeframe\" is missing, too");
    }
    OptionalInt season = CaseParameters.season(timeframe.get().step());
    if (season.isEmpty()) {
      throw ParameterText.missing(
          "season",
          SearchParameter.SEASON.rule()
              + ", since a day is no whole number of rows of "
              + timeframe.get().text());
    }
    return season.getAsInt();
  }

  private TrainingPlan plan() throws ParametersException {
    Schedule schedule =
        switch (text.choice(SearchParameter.SCHEDULE, Schedule.Kind.class)) {
          case CONSTANT -> new Schedule.Constant();
          case INVERSE_TIME ->
              new Schedule.InverseTime(
                  text.whole(SearchParameter.DECAY_STEPS),
                  text.decimal(SearchParameter.DECAY_RATE));
          case PLATEAU ->
              new Schedule.Plateau(
                  text.decimal(SearchParameter.PLATEAU_FACTOR),
                  text.whole(SearchParameter.PLATEAU_PATIENCE));
        };
    return new TrainingPlan(
        text.choice(SearchParameter.OPTIMIZER, Optimizer.class),
        text.decimal(SearchParameter.LEARNING_RATE),
        schedule,
        text.whole(SearchParameter.BATCH),
        text.whole(SearchParameter.EPOCHS),
        text.whole(SearchParameter.PATIENCE),
        text.decimal(SearchParameter.CLIP),
        text.choice(SearchParameter.LOSS, Loss.class),
        text.decimal(SearchParameter.HUBER_DELTA));
  }

  private void requireOneCut() throws ParametersException {
    if (text.has("validation-from") && text.has("training-percent")) {
      throw new ParametersException(
          "parameters \"validation-from\" and \"training-percent\" both say where validation begins;"
              + " give one of them");
    }
    Optional<Instant> validation = text.instant("validation-from");
    Optional<Instant> confirmation = text.instant("confirmation-from");
    if (validation.isPresent()
        && confirmation.isPresent()
        && !validation.get().isBefore(confirmation.get())) {
      throw new ParametersException(
          "parameter \"validation-from\" must be before \"confirmation-from\": \""
              + validation.get()
              + "\" is not before \""
              + confirmation.get()
              + "\"");
    }
  }
}
