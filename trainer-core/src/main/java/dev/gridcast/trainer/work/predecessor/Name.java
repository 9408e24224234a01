package dev.gridcast.trainer.work.predecessor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The one table of the predecessor's parameters: what each is here. The constants are named as they
 * stand in its files.
 */
enum Name {
  /** Assets, separated by commas, the one that is forecast first. */
  LIST_OF_ASSETS("asset"),
  /** Timeframes like {@code 01-hs}, separated by commas; rows are as far apart as the largest. */
  LIST_OF_TIMEFRAMES("timeframe"),
  /** Columns per asset and timeframe; our files speak for themselves. */
  NUMBER_OF_INDICATORS_PROPERTIES(Role.COUNT),
  NUMBER_OF_LAG_TIMESTEPS("lags"),
  NUMBER_OF_ASSETS(Role.COUNT),
  /** The first so many columns of a row are forecast. */
  NUMBER_OF_LABELS(Role.COUNT),
  PERCENTAGE_OF_DATASET_FOR_TRAINING("training-percent"),
  /** Columns in all but the time, those of the labels included. */
  NUMBER_OF_FEATURES(Role.COUNT),
  NUMBER_OF_EPOCHS("epochs"),
  NUMBER_OF_LSTM_NEURONS("units"),

  // Of its other model, which learned to trade; its files carry them for this one, too.
  TIMESTEPS_TO_TRAIN(Role.IGNORED),
  OBSERVATION_WINDOW_SIZE(Role.IGNORED),
  INITIAL_QUOTE_ASSET(Role.IGNORED),
  INITIAL_BASE_ASSET(Role.IGNORED),
  TRADING_FEE(Role.IGNORED),
  ENV_NAME(Role.IGNORED),
  ENV_VERSION(Role.IGNORED),
  REWARD_FUNCTION(Role.IGNORED),
  EXPLORE_ON_EVAL(Role.IGNORED),
  ALGORITHM(Role.IGNORED),
  ROLLOUT_FRAGMENT_LENGTH(Role.IGNORED),
  TRAIN_BATCH_SIZE(Role.IGNORED),
  SGD_MINIBATCH_SIZE(Role.IGNORED),
  BATCH_MODE(Role.IGNORED),
  FC_SIZE(Role.IGNORED),
  /** Of that other model alone: this one always learned at Adam's default rate. */
  LEARNING_RATE(Role.IGNORED),
  GAMMA(Role.IGNORED),

  HOUR_OF_DAY(Role.SWITCH),
  DAY_OF_MONTH(Role.SWITCH),
  DAY_OF_WEEK(Role.SWITCH),
  WEEK_OF_YEAR(Role.SWITCH),
  MONTH_OF_YEAR(Role.SWITCH),
  YEAR(Role.SWITCH);

  /** What a name is for. */
  enum Role {
    /** A parameter of ours by another name. */
    ALIAS,
    /** A number that follows from the columns of the series, and must agree with them. */
    COUNT,
    /** Nothing here. */
    IGNORED,
    /** Whether its files have a column, which they show themselves. */
    SWITCH
  }

  /** DATAMINE_INDICATOR_PRODUCT_OBJECT_PROPERTY, each of which may hold more of the same. */
  private static final int LEAST_UNDERSCORES_OF_A_SWITCH = 4;

  private final Role role;
  private final String ours;

  Name(String ours) {
    this.role = Role.ALIAS;
    this.ours = ours;
  }

  Name(Role role) {
    this.role = role;
    this.ours = "";
  }

  Role role() {
    return role;
  }

  /** Our name of an {@link Role#ALIAS}, as in {@code parameters.csv}. */
  String ours() {
    return ours;
  }

  /** The entry of this name, if the table has one. */
  static Optional<Name> of(String text) {
    return Arrays.stream(values()).filter(name -> name.name().equals(text)).findAny();
  }

  /** Whether a name is built like the switch of a column, of which there were thousands. */
  static boolean isSwitchOfColumn(String text) {
    return !text.startsWith("_")
        && !text.endsWith("_")
        && text.chars().filter(c -> c == '_').count() >= LEAST_UNDERSCORES_OF_A_SWITCH;
  }

  /** Every name in the table. */
  static List<String> all() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }

  /** Every name of a role, in the order of the table. */
  static List<Name> all(Role role) {
    return Arrays.stream(values()).filter(name -> name.role == role).toList();
  }
}
