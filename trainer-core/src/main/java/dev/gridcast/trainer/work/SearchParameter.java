package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.sample.ScalerKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one table of the parameters that an experiment can search, in canonical order: what each may
 * be, what it is where nothing is said, and to which cases it means anything.
 */
public enum SearchParameter {
  /** Rows of history per window. */
  LAGS(whole("lags", 1, 10_000, 10)),
  /** How numbers are brought to the scale of a network. */
  SCALER(choice("scaler", ScalerKind.MINMAX)),
  /** The kind of forecaster. */
  MODEL(choice("model", Template.LSTM)),
  /** {@link TemplateParameter#FILTERS}. */
  FILTERS(TemplateParameter.FILTERS),
  /** {@link TemplateParameter#WIDTH}. */
  WIDTH(TemplateParameter.WIDTH),
  /** {@link TemplateParameter#HEADS}. */
  HEADS(TemplateParameter.HEADS),
  /** {@link TemplateParameter#FEED_FORWARD}. */
  FEED_FORWARD(TemplateParameter.FEED_FORWARD),
  /** {@link TemplateParameter#UNITS}. */
  UNITS(TemplateParameter.UNITS),
  /** {@link TemplateParameter#LAYERS}. */
  LAYERS(TemplateParameter.LAYERS),
  /** {@link TemplateParameter#KERNEL}. */
  KERNEL(TemplateParameter.KERNEL),
  /** {@link TemplateParameter#POOL}. */
  POOL(TemplateParameter.POOL),
  /** {@link TemplateParameter#DROPOUT}. */
  DROPOUT(TemplateParameter.DROPOUT),
  /** {@link TemplateParameter#RIDGE}. */
  RIDGE(TemplateParameter.RIDGE),
  /**
   * {@link TemplateParameter#SEASON}; what it is where nothing is said depends on the timeframe.
   */
  SEASON(TemplateParameter.SEASON),
  /** What a gradient does to the weights. */
  OPTIMIZER(choice("optimizer", Optimizer.ADAM)),
  /** First step size of the optimiser. */
  LEARNING_RATE(decimal("learning-rate", "0.00000001", "10", "0.001")),
  /** How the step size changes. */
  SCHEDULE(choice("schedule", Schedule.Kind.CONSTANT)),
  /** Steps of the optimiser after which an inverse-time schedule has decayed by its rate. */
  DECAY_STEPS(whole("decay-steps", 1, 1_000_000_000, 10), SCHEDULE, "inverse-time"),
  /** How strongly an inverse-time schedule decays. */
  DECAY_RATE(decimal("decay-rate", "0", "1000", "0.15"), SCHEDULE, "inverse-time"),
  /** What the learning rate is multiplied by on a plateau. */
  PLATEAU_FACTOR(decimal("plateau-factor", "0.01", "0.99", "0.5"), SCHEDULE, "plateau"),
  /** Epochs without progress that are no plateau yet. */
  PLATEAU_PATIENCE(whole("plateau-patience", 0, 10_000, 5), SCHEDULE, "plateau"),
  /** Windows per step of the optimiser. */
  BATCH(whole("batch", 1, 100_000, 72)),
  /** Passes over the training range. */
  EPOCHS(whole("epochs", 1, 10_000, 50)),
  /** Epochs without a new best one after which the training ends; 0: it never does. */
  PATIENCE(whole("patience", 0, 10_000, 0)),
  /** The largest norm of the gradient; 0: no limit. */
  CLIP(decimal("clip", "0", "1000000", "0")),
  /** What the training makes small. */
  LOSS(choice("loss", Loss.MAE)),
  /** Where the Huber loss turns from squares to lines. */
  HUBER_DELTA(decimal("huber-delta", "0.000001", "1000000", "1"), LOSS, "huber");

  private final String key;
  private final boolean whole;
  private final BigDecimal least;
  private final BigDecimal most;

  @SuppressWarnings("ImmutableEnumChecker") // The list cannot be changed, its type only hides it.
  private final List<String> choices;

  private final String standard;
  private final @Nullable TemplateParameter own;
  private final @Nullable SearchParameter governor;
  private final String governing;

  SearchParameter(Rule rule) {
    this(rule, null, null, "");
  }

  SearchParameter(TemplateParameter own) {
    this(
        new Rule(
            own.key(),
            own.whole(),
            new BigDecimal(ParameterText.plain(own.least())),
            new BigDecimal(ParameterText.plain(own.most())),
            List.of(),
            ParameterText.plain(own.standard())),
        own,
        null,
        "");
  }

  SearchParameter(Rule rule, SearchParameter governor, String governing) {
    this(rule, null, governor, governing);
  }

  SearchParameter(
      Rule rule,
      @Nullable TemplateParameter own,
      @Nullable SearchParameter governor,
      String governing) {
    this.key = rule.key();
    this.whole = rule.whole();
    this.least = rule.least();
    this.most = rule.most();
    this.choices = rule.choices();
    this.standard = rule.standard();
    this.own = own;
    this.governor = governor;
    this.governing = governing;
  }

  /** The name in {@code parameters.csv} and in experiments. */
  public String key() {
    return key;
  }

  /** Whether it is a number; else one of {@link #choices()}. */
  public boolean number() {
    return choices.isEmpty();
  }

  /** Whether it must be a whole number. */
  public boolean whole() {
    return whole;
  }

  /** Its smallest value; 0 where it is no number. */
  public BigDecimal least() {
    return least;
  }

  /** Its largest value; 0 where it is no number. */
  public BigDecimal most() {
    return most;
  }

  /** What it may be, in canonical order; empty where it is a number. */
  public List<String> choices() {
    return choices;
  }

  /**
   * What it is where nothing is said, as text. Empty for the season, which is {@link
   * CaseParameters#season}'s to say.
   */
  public Optional<String> standard() {
    return this == SEASON ? Optional.empty() : Optional.of(standard);
  }

  /** Whether {@code parameters.csv} must say it, where it means anything. */
  public boolean required() {
    return this == LAGS || this == EPOCHS;
  }

  /** The parameter of a template that it is; empty for those that all networks have. */
  public Optional<TemplateParameter> own() {
    return Optional.ofNullable(own);
  }

  /** What a value must be, to follow "must be" in a message. */
  public String rule() {
    if (!number()) {
      return "one of " + choices;
    }
    String range = " from " + least.toPlainString() + " to " + most.toPlainString();
    return (whole ? "a whole number" : "a number") + range;
  }

  /** Whether it means anything to such a model. */
  public boolean appliesTo(Template model) {
    if (own != null) {
      return model.parameters().contains(own);
    }
    return switch (this) {
      case MODEL -> true;
      case LAGS, SCALER -> model.fitting() != Template.Fitting.NONE;
      default -> model.fitting() == Template.Fitting.NETWORK;
    };
  }

  /**
   * The parameter that decides whether this one means anything, for example the schedule of {@code
   * decay-rate}; empty where the model alone decides.
   */
  public Optional<SearchParameter> governor() {
    return Optional.ofNullable(governor);
  }

  /** What {@link #governor()} must be for this one to mean anything; empty text without one. */
  public String governing() {
    return governing;
  }

  /**
   * Whether it means anything to a case.
   *
   * @param chosen the text of each parameter by its key; those that are missing take their defaults
   * @throws IllegalArgumentException when the model is none
   */
  public boolean appliesTo(Map<String, String> chosen) {
    if (!appliesTo(template(chosen))) {
      return false;
    }
    return governor == null
        || chosen.getOrDefault(governor.key, governor.standard).equals(governing);
  }

  /**
   * The model of a case.
   *
   * @param chosen the text of each parameter by its key
   * @throws IllegalArgumentException when the model is none
   */
  public static Template template(Map<String, String> chosen) {
    String model = chosen.getOrDefault(MODEL.key, MODEL.standard);
    for (Template template : Template.values()) {
      if (template.key().equals(model)) {
        return template;
      }
    }
    throw new IllegalArgumentException("no model \"" + model + "\" among " + MODEL.choices);
  }

  /** The parameter with this key, if there is one. */
  public static Optional<SearchParameter> of(String key) {
    return Arrays.stream(values()).filter(p -> p.key.equals(key)).findFirst();
  }

  /** The parameter that a template's own one is. */
  static SearchParameter of(TemplateParameter own) {
    return of(own.key()).orElseThrow();
  }

  private static Rule whole(String key, long least, long most, long standard) {
    return new Rule(
        key,
        true,
        BigDecimal.valueOf(least),
        BigDecimal.valueOf(most),
        List.of(),
        Long.toString(standard));
  }

  private static Rule decimal(String key, String least, String most, String standard) {
    return new Rule(key, false, new BigDecimal(least), new BigDecimal(most), List.of(), standard);
  }

  /** All constants of an enum, as words. */
  private static <E extends Enum<E>> Rule choice(String key, E standard) {
    List<String> words =
        Arrays.stream(Objects.requireNonNull(standard.getDeclaringClass().getEnumConstants()))
            .map(SearchParameter::word)
            .toList();
    return new Rule(key, false, BigDecimal.ZERO, BigDecimal.ZERO, words, word(standard));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a constant is made of. */
  private record Rule(
      String key,
      boolean whole,
      BigDecimal least,
      BigDecimal most,
      List<String> choices,
      String standard) {}
}
