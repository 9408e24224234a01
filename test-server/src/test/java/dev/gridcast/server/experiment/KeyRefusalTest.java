package dev.gridcast.server.experiment;

import static dev.gridcast.server.experiment.Refusal.START;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keys that are misspelt, missing or wrong are refused in one line that says what to write. */
@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class KeyRefusalTest {
  private static final String OWN =
      START + "trainer:\n  image: lab/mine@sha256:" + "0123456789abcdef".repeat(4) + "\n";

  @TestFactory
  Stream<DynamicTest> everyMistakeIsOneClearLine() {
    return Refusal.tests(Path.of("nowhere"), keys());
  }

  private static List<Refusal> keys() {
    return List.of(
        new Refusal(
            "an unknown key",
            START + "feature: {}\n",
            "exp.yaml:3: feature: unknown key; did you mean \"features\"? (known here: name, data, labels, target, reference, horizon, features, parameters, models, split, seed, engine, trainer, needs, verification, limits, sheets)"),
        new Refusal(
            "a far unknown key",
            START + "xyzzy: 1\n",
            "exp.yaml:3: xyzzy: unknown key (known here: name, data, labels, target, reference, horizon, features, parameters, models, split, seed, engine, trainer, needs, verification, limits, sheets)"),
        new Refusal(
            "no name",
            "data: {synthetic: {}}\n",
            "exp.yaml:1: name: missing; write a name for the experiment, like name: demo"),
        new Refusal(
            "a name without a value",
            "name:\ndata: {synthetic: {}}\n",
            "exp.yaml:1: name: has no value; write one behind the colon, or remove the key"),
        new Refusal(
            "no data",
            "name: t\n",
            "exp.yaml:1: data: missing; write data: with the file that holds the prices"),
        new Refusal(
            "an unknown parameter",
            START + "parameters: {lag: 5}\n",
            "exp.yaml:3: parameters.lag: unknown key; did you mean \"lags\"? (known here: lags, scaler, model, filters, width, heads, feed-forward, units, layers, kernel, pool, dropout, ridge, season, optimizer, learning-rate, schedule, decay-steps, decay-rate, plateau-factor, plateau-patience, batch, epochs, patience, clip, loss, huber-delta)"),
        new Refusal(
            "parameters that are a list",
            START + "parameters: [5]\n",
            "exp.yaml:3: parameters: there is a list where a mapping is needed, with keys lags, scaler, model, filters, width, heads, feed-forward, units, layers, kernel, pool, dropout, ridge, season, optimizer, learning-rate, schedule, decay-steps, decay-rate, plateau-factor, plateau-patience, batch, epochs, patience, clip, loss, huber-delta"),
        new Refusal(
            "an engine written as the trainer",
            START + "trainer: dl4j\n",
            "exp.yaml:3: trainer: \"dl4j\" stands where an image of your own would; a training engine is chosen by engine: auto or dl4j or vector"),
        new Refusal(
            "an unknown engine",
            START + "engine: vectr\n",
            "exp.yaml:3: engine: \"vectr\" is not known here; did you mean \"vector\"? (it can be auto or dl4j or vector)"),
        new Refusal(
            "an engine for an own trainer",
            OWN + "engine: auto\n",
            "exp.yaml:5: engine: means nothing beside a trainer of your own; remove it"),
        new Refusal(
            "an engine for what needs none",
            START + "parameters: {model: persistence}\nengine: vector\n",
            "exp.yaml:4: engine: means nothing where no model is a network; remove it"),
        new Refusal(
            "a horizon of nothing",
            START + "horizon: 0\n",
            "exp.yaml:3: horizon: 0 is out of range; it goes from 1 to 96"),
        new Refusal(
            "a horizon too far",
            START + "horizon: 97\n",
            "exp.yaml:3: horizon: 97 is out of range; it goes from 1 to 96"),
        new Refusal(
            "a trainer's section without an image",
            START + "trainer:\n  parameters: {depth: 3}\n",
            "exp.yaml:3: trainer.image: missing; name the image by its content, like NAME@sha256:..., or remove trainer for the built-in one"),
        new Refusal(
            "an image named by a tag",
            START + "trainer: {image: lab/mine:1.2}\n",
            "exp.yaml:3: trainer.image: \"lab/mine:1.2\" does not say which content it means, and a tag may mean another tomorrow; write NAME@sha256:... as \"docker push\" prints it, or sha256:... as \"docker image inspect --format '{{.Id}}' lab/mine:1.2\" prints it"),
        new Refusal(
            "an image with a digest that is none",
            START + "trainer: {image: \"lab/mine:1@sha256:12ab\"}\n",
            "exp.yaml:3: trainer.image: \"lab/mine:1@sha256:12ab\" is no image; write NAME@sha256: or sha256: with 64 hex digits behind, and no tag"),
        new Refusal(
            "an unknown key of the trainer",
            START + "trainer: {imge: x}\n",
            "exp.yaml:3: trainer.imge: unknown key; did you mean \"image\"? (known here: image, parameters)"),
        new Refusal(
            "a name that no parameter of an own trainer can have",
            OWN + "  parameters: {Depth: 3}\n",
            "exp.yaml:5: trainer.parameters.Depth: a parameter's name begins with a letter and has at most 40 of a-z, 0-9, - and ."),
        new Refusal(
            "one number of an own trainer twice",
            OWN + "  parameters: {depth: [0.5, 5e-1]}\n",
            "exp.yaml:5: trainer.parameters.depth: 0.5 is listed twice; remove one"),
        new Refusal(
            "own numbers that cannot be told apart",
            OWN + "  parameters: {depth: {from: 0, to: 1, step: 0.00000000000000001}}\n",
            "exp.yaml:5: trainer.parameters.depth: takes 18 digits to write down; the trainer tells numbers apart up to 15"),
        new Refusal(
            "an unknown loss",
            START + "parameters: {loss: mee}\n",
            "exp.yaml:3: parameters.loss: \"mee\" is not known here; did you mean \"mae\"? (it can be mae or mse or huber)"),
        new Refusal(
            "a broken seed", START + "seed: 1.5\n", "exp.yaml:3: seed: 1.5 is not a whole number"),
        new Refusal(
            "a split above 100",
            START + "split: {training: 60, validation: 30, confirmation: 20}\n",
            "exp.yaml:3: split: training, validation and confirmation are 110 percent together; they must be 100"),
        new Refusal(
            "a split without confirmation",
            START + "split: {training: 80, validation: 20}\n",
            "exp.yaml:3: split.confirmation: missing; give all three shares, like {training: 60, validation: 20, confirmation: 20}"),
        new Refusal(
            "an empty share",
            START + "split: {training: 80, validation: 20, confirmation: 0}\n",
            "exp.yaml:3: split.confirmation: 0 is out of range; a share is above 0 and below 100"),
        new Refusal(
            "no attempts",
            START + "limits: {attempts: 0}\n",
            "exp.yaml:3: limits.attempts: 0 is out of range; it goes from 1 to 100"),
        new Refusal(
            "no cases",
            START + "limits: {cases: 0}\n",
            "exp.yaml:3: limits.cases: 0 is out of range; it goes from 1 to 9223372036854775807"),
        new Refusal(
            "a time without unit",
            START + "limits: {time-per-case: 10}\n",
            "exp.yaml:3: limits.time-per-case: \"10\" is not a time span; write a whole number and s, m or h, like 90s, 10m or 2h"),
        new Refusal(
            "a time too long",
            START + "limits: {time-per-case: 48h}\n",
            "exp.yaml:3: limits.time-per-case: 48h is out of range; a case may take from 1s to 24h"),
        new Refusal(
            "a name that is a list",
            "name: [a]\ndata: {synthetic: {}}\n",
            "exp.yaml:1: name: there is a list where a single value is needed"));
  }
}
