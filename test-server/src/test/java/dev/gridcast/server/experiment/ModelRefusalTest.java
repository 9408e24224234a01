package dev.gridcast.server.experiment;

import static dev.gridcast.server.experiment.Refusal.START;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What models cannot be, or have no use for, is refused in one line that says what to write. */
@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class ModelRefusalTest {

  private static final String NETWORK =
      "lags, scaler, units, layers, dropout, optimizer, learning-rate, schedule, decay-steps,"
          + " decay-rate, plateau-factor, plateau-patience, batch, epochs, patience, clip, loss,"
          + " huber-delta";

  @TestFactory
  Stream<DynamicTest> everyMistakeIsOneClearLine() {
    return Refusal.tests(Path.of("nowhere"), refusals());
  }

  @TestFactory
  Stream<DynamicTest> noCaseComesTwice() {
    return Refusal.tests(Path.of("nowhere"), overlaps());
  }

  @TestFactory
  Stream<DynamicTest> noNetworkIsImpossible() {
    return Refusal.tests(Path.of("nowhere"), networks());
  }

  private static List<Refusal> refusals() {
    return List.of(
        new Refusal(
            "an unknown model",
            START + "parameters: {model: lstn}\n",
            "exp.yaml:3: parameters.model: \"lstn\" is not known here; did you mean \"lstm\"? (it can be lstm or gru or dnn or cnn or cdnn or clstm or transformer or linear or persistence or seasonal-naive)"),
        new Refusal(
            "units of a linear model",
            START + "parameters:\n  model: linear\n  units: 8\n",
            "exp.yaml:5: parameters.units: means nothing to the model linear; remove it (linear takes lags, scaler, ridge)"),
        new Refusal(
            "epochs of persistence",
            START + "parameters: {model: persistence, epochs: 8}\n",
            "exp.yaml:3: parameters.epochs: means nothing to the model persistence; remove it (persistence takes no parameter)"),
        new Refusal(
            "two models, of which one has no use for a parameter",
            START + "parameters:\n  model: [lstm, linear]\n  units: 8\n",
            "exp.yaml:5: parameters.units: means nothing to the model linear; write models: with an entry for each, and it into those that take it (linear takes lags, scaler, ridge)"),
        new Refusal(
            "a decay without its schedule",
            START + "parameters: {decay-rate: 0.1}\n",
            "exp.yaml:3: parameters.decay-rate: means nothing where schedule is constant; write schedule: inverse-time, or remove it"),
        new Refusal(
            "a decay for some of the schedules",
            START + "parameters: {schedule: [constant, inverse-time], decay-rate: [0.1, 0.2]}\n",
            "exp.yaml:3: parameters.decay-rate: means nothing where schedule is constant; give the cases of schedule inverse-time an entry of models: of their own"),
        new Refusal(
            "a delta without Huber's loss",
            START + "models:\n  - {model: gru, huber-delta: 2}\n",
            "exp.yaml:4: models.huber-delta: means nothing where loss is mae; write loss: huber, or remove it"),
        new Refusal(
            "an entry's parameter that its model has no use for",
            START + "models:\n  - {model: lstm}\n  - {model: gru, ridge: 1}\n",
            "exp.yaml:5: models.ridge: means nothing to the model gru; remove it (gru takes "
                + NETWORK
                + ")"),
        new Refusal(
            "an entry without a model",
            START + "models:\n  - {units: 8}\n",
            "exp.yaml:4: models.model: missing; write which one the entry is for, like {model: lstm, units: 32}"),
        new Refusal(
            "an entry that is a word",
            START + "models: [lstm]\n",
            "exp.yaml:3: models: each entry names its model and its ranges, like {model: lstm, units: 32}"),
        new Refusal(
            "no entries",
            START + "models: []\n",
            "exp.yaml:3: models: the list is empty; give at least one value"),
        new Refusal(
            "a model for all beside models",
            START + "parameters: {model: lstm}\nmodels: [{model: gru}]\n",
            "exp.yaml:3: parameters.model: stands beside models; name the model in each entry there instead"),
        new Refusal(
            "a parameter for all that none has a use for",
            START + "parameters: {units: 8}\nmodels: [{model: linear}, {model: persistence}]\n",
            "exp.yaml:3: parameters.units: no entry of models takes it from here; remove it, or write it into an entry"),
        new Refusal(
            "a parameter for all that every entry overrides",
            START + "parameters: {units: 8}\nmodels: [{model: lstm, units: 9}, {model: linear}]\n",
            "exp.yaml:3: parameters.units: no entry of models takes it from here; remove it, or write it into an entry"),
        new Refusal(
            "features that nobody looks at",
            START + "features: {close: on}\nparameters: {model: [persistence, seasonal-naive]}\n",
            "exp.yaml:3: features: mean nothing where every model is naive; remove them"),
        new Refusal(
            "a season that is not said where a day has no whole number of rows",
            "name: t\ndata: {synthetic: {rows: 300, timeframe: 7h}}\nmodels:\n  - {model: seasonal-naive}\n",
            "exp.yaml:4: models.season: missing; a day is no whole number of rows of 7h; write how many rows a season has"),
        new Refusal(
            "a season too long",
            START + "parameters:\n  model: seasonal-naive\n  season: 60\n",
            "exp.yaml:5: parameters.season: a season of 60 needs more than 60 rows in every range, and the validation range has 60; use a shorter season, more rows, or another split"),
        new Refusal(
            "a horizon too long",
            START + "horizon: 51\nparameters: {lags: 10}\n",
            "exp.yaml:4: parameters.lags: lags of 10 and a horizon of 51 need more than 60 rows in every range, and the validation range has 60; use fewer lags, more rows, or another split"),
        new Refusal(
            "more cases than a long counts, all models together",
            START
                + "parameters: {learning-rate: {from: 0.000001, to: 10, step: 0.000001},"
                + " units: {from: 1, to: 512, step: 1}, clip: {from: 0, to: 1000000, step: 1},"
                + " batch: {from: 1, to: 1000, step: 1}}\n"
                + "models: [{model: lstm}, {model: gru}, {model: dnn}]\n",
            "exp.yaml:4: models: the ranges multiply to more than 9223372036854775807 cases; narrow some"));
  }

  private static List<Refusal> overlaps() {
    return List.of(
        new Refusal(
            "one model twice",
            START
                + "models:\n  - {model: persistence}\n  - {model: lstm}\n  - {model: persistence}\n",
            "exp.yaml:6: models: the case persistence comes twice, here and from the entry on line 4; change a range or remove one of the entries"),
        new Refusal(
            "ranges that meet",
            START
                + "models:\n  - {model: lstm, units: [8, 16], lags: {from: 1, to: 20, step: 4}}\n"
                + "  - {model: lstm, units: 16, lags: {from: 3, to: 30, step: 3}}\n",
            "exp.yaml:5: models: the case lstm of lags 9, units 16 comes twice, here and from the entry on line 4; change a range or remove one of the entries"),
        new Refusal(
            "a standard that is written in one entry and meant in the other",
            START + "models:\n  - {model: gru}\n  - {model: gru, layers: [2, 1], dropout: 0}\n",
            "exp.yaml:5: models: the case gru of layers 1 comes twice, here and from the entry on line 4; change a range or remove one of the entries"),
        new Refusal(
            "a season that is the standard of the timeframe",
            START
                + "models:\n  - {model: seasonal-naive}\n"
                + "  - {model: seasonal-naive, season: [12, 24]}\n",
            "exp.yaml:5: models: the case seasonal-naive of season 24 comes twice, here and from the entry on line 4; change a range or remove one of the entries"),
        new Refusal(
            "schedules that meet in the one that has no parameters",
            START
                + "models:\n  - {model: dnn, schedule: [constant, plateau]}\n"
                + "  - {model: dnn, schedule: [inverse-time, constant]}\n",
            "exp.yaml:5: models: the case dnn of schedule constant comes twice, here and from the entry on line 4; change a range or remove one of the entries"));
  }

  private static List<Refusal> networks() {
    return List.of(
        new Refusal(
            "lags too few for a stack of pools",
            START
                + "models:\n  - {model: lstm}\n  - {model: cnn, lags: [30, 12], layers: [1, 2], pool: 3}\n",
            "exp.yaml:5: models: there is no cnn of lags 12, filters 32, layers 2, kernel 5, pool 3, dropout 0 with 5 inputs: a convolution of kernel 3 cannot take the 2 steps that are left; use more lags"),
        new Refusal(
            "a width that is no multiple of heads",
            START + "parameters: {model: transformer, width: [32, 36], heads: [4, 8]}\n",
            "exp.yaml:3: parameters: there is no transformer of lags 10, width 36, heads 8, feed-forward 64, layers 1, dropout 0 with 5 inputs: width must be a multiple of heads: 36 is none of 8"),
        new Refusal(
            "a width in the middle that is no multiple of heads",
            START + "parameters: {model: transformer, width: [32, 34, 64], heads: [1, 4]}\n",
            "exp.yaml:3: parameters: there is no transformer of lags 10, width 34, heads 4, feed-forward 64, layers 1, dropout 0 with 5 inputs: width must be a multiple of heads: 34 is none of 4"),
        new Refusal(
            "too many weights",
            START + "parameters: {units: [50, 4000], layers: [1, 2]}\n",
            "exp.yaml:3: parameters: there is no lstm of lags 10, units 4000, layers 1, dropout 0 with 5 inputs: the network would have 64108003 parameters, more than 16777216: use fewer units, filters, features or lags"),
        new Refusal(
            "an impossible corner of a space too large to go through",
            "name: t\ndata: {synthetic: {rows: 60000}}\n"
                + "parameters: {model: clstm, lags: {from: 4, to: 9000, step: 1}, kernel: {from: 1, to: 5, step: 1}}\n",
            "exp.yaml:3: parameters: there is no clstm of lags 4, filters 32, units 50, layers 1, kernel 5, pool 1, dropout 0 with 5 inputs: a convolution of kernel 5 cannot take the 4 steps that are left; use more lags"),
        new Refusal(
            "a network that the engine lacks",
            START + "engine: vector\nmodels:\n  - {model: lstm}\n  - {model: transformer}\n",
            "exp.yaml:6: models: the engine vector has no transformer of lags 10, width 32, heads 4, feed-forward 64, layers 1, dropout 0; write engine: auto, or engine: dl4j"),
        new Refusal(
            "too many equations",
            "name: t\ndata: {synthetic: {rows: 20000}}\nparameters: {model: linear, lags: 3000}\n",
            "exp.yaml:3: parameters: there is no linear of lags 3000, ridge 1 with 5 inputs: a linear model of 3000 lags and 5 features has 15000 inputs, more than 4096; use fewer lags or features"),
        new Refusal(
            "more forecasts than a network may have",
            "name: t\ndata: {synthetic: {rows: 3000}}\nlabels: [open, high, low, close]\nhorizon: 96\nparameters: {units: 4096}\n",
            "exp.yaml:5: parameters: there is no lstm of lags 10, units 4096, layers 1, dropout 0 with 5 inputs: the network would have 68780416 parameters, more than 16777216: use fewer units, filters, features or lags"));
  }
}
