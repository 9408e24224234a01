package dev.gridcast.server.experiment;

import static dev.gridcast.server.experiment.Refusal.START;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ranges that are none are refused in one line that says what to write. */
@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class RangeRefusalTest {

  @TestFactory
  Stream<DynamicTest> everyMistakeIsOneClearLine() {
    return Refusal.tests(Path.of("nowhere"), ranges());
  }

  private static List<Refusal> ranges() {
    return List.of(
        new Refusal(
            "text for a number",
            START + "parameters:\n  lags: ten\n",
            "exp.yaml:4: parameters.lags: \"ten\" is not a number"),
        new Refusal(
            "a quoted number",
            START + "parameters: {lags: \"5\"}\n",
            "exp.yaml:3: parameters.lags: \"5\" is text because of its quotes; remove them"),
        new Refusal(
            "a broken whole number",
            START + "parameters: {lags: 2.5}\n",
            "exp.yaml:3: parameters.lags: 2.5 is not a whole number"),
        new Refusal(
            "a number out of range",
            START + "parameters: {lags: [5, 0]}\n",
            "exp.yaml:3: parameters.lags: 0 is out of range; lags goes from 1 to 10000"),
        new Refusal(
            "a learning rate of 0",
            START + "parameters: {learning-rate: 0}\n",
            "exp.yaml:3: parameters.learning-rate: 0 is out of range; learning-rate goes from 0.00000001 to 10"),
        new Refusal(
            "an empty list",
            START + "parameters: {lags: []}\n",
            "exp.yaml:3: parameters.lags: the list is empty; give at least one value"),
        new Refusal(
            "a value twice",
            START + "parameters: {learning-rate: [0.1, 0.10]}\n",
            "exp.yaml:3: parameters.learning-rate: 0.1 is listed twice; remove one"),
        new Refusal(
            "a value in two spellings",
            START + "parameters: {learning-rate: [0.001, 1e-3]}\n",
            "exp.yaml:3: parameters.learning-rate: 0.001 is listed twice; remove one"),
        new Refusal(
            "a whole number in two spellings",
            START + "parameters: {lags: [5, 5.0]}\n",
            "exp.yaml:3: parameters.lags: 5 is listed twice; remove one"),
        new Refusal(
            "two numbers that are one to a double",
            START + "parameters: {learning-rate: [0.001, 0.00100000000000000000001]}\n",
            "exp.yaml:3: parameters.learning-rate: takes 21 digits to write down; the trainer tells numbers apart up to 15"),
        new Refusal(
            "a step that a double does not feel",
            START + "parameters: {learning-rate: {from: 0.1, to: 10, step: 0.000000000000001}}\n",
            "exp.yaml:3: parameters.learning-rate: takes 17 digits to write down; the trainer tells numbers apart up to 15"),
        new Refusal(
            "a factor that twelve digits do not feel",
            START
                + "parameters: {learning-rate: {from: 0.1, to: 0.2, factor: 1.0000000000000001}}\n",
            "exp.yaml:3: parameters.learning-rate.factor: 1.0000000000000001 is too near to 1: values are kept to 12 digits, and 0.1 would come twice"),
        new Refusal(
            "a range the wrong way",
            START + "parameters: {lags: {from: 9, to: 1, step: 1}}\n",
            "exp.yaml:3: parameters.lags: yields no value: from 9 is above to 1; swap them"),
        new Refusal(
            "a step of 0",
            START + "parameters: {lags: {from: 1, to: 9, step: 0}}\n",
            "exp.yaml:3: parameters.lags.step: 0 is not above 0"),
        new Refusal(
            "a factor of 1",
            START + "parameters: {lags: {from: 1, to: 9, factor: 1}}\n",
            "exp.yaml:3: parameters.lags.factor: 1 is not above 1"),
        new Refusal(
            "step and factor",
            START + "parameters: {lags: {from: 1, to: 9, factor: 2, step: 1}}\n",
            "exp.yaml:3: parameters.lags: has both step and factor; write {from: 1, to: 9, step: 2} or {from: 1, to: 8, factor: 2}"),
        new Refusal(
            "neither step nor factor",
            START + "parameters: {lags: {from: 1, to: 9}}\n",
            "exp.yaml:3: parameters.lags: has neither step nor factor; write {from: 1, to: 9, step: 2} or {from: 1, to: 8, factor: 2}"),
        new Refusal(
            "no from",
            START + "parameters: {lags: {to: 9, step: 1}}\n",
            "exp.yaml:3: parameters.lags.from: missing; write where the range begins"),
        new Refusal(
            "an unknown key in a range",
            START + "parameters: {lags: {from: 1, to: 9, steps: 1}}\n",
            "exp.yaml:3: parameters.lags.steps: unknown key; did you mean \"step\"? (known here: from, to, step, factor)"),
        new Refusal(
            "a broken step",
            START + "parameters: {lags: {from: 1, to: 9, step: 0.5}}\n",
            "exp.yaml:3: parameters.lags: 1.5 is not a whole number"),
        new Refusal(
            "a factor off whole numbers",
            START + "parameters: {lags: {from: 1, to: 9, factor: 1.5}}\n",
            "exp.yaml:3: parameters.lags: 1.5 is not a whole number"),
        new Refusal(
            "an endless factor",
            START + "parameters: {learning-rate: {from: 0.001, to: 1, factor: 1.0001}}\n",
            "exp.yaml:3: parameters.learning-rate: has more than 1000 values; use a larger factor, or a step"),
        new Refusal(
            "an endless number",
            START + "parameters: {learning-rate: 1e-999}\n",
            "exp.yaml:3: parameters.learning-rate: 1e-999 has more digits than a number may have here (30)"),
        new Refusal(
            "a range of words",
            START + "parameters: {loss: {from: mae, to: mse, step: 1}}\n",
            "exp.yaml:3: parameters.loss: loss has no order to go through; list the values: [mae, mse, huber]"),
        new Refusal(
            "more cases than a long counts",
            START
                + "parameters: {learning-rate: {from: 0.00000001, to: 1, step: 0.00000000000001},"
                + " batch: {from: 1, to: 100000, step: 1}}\n",
            "exp.yaml:3: parameters: the ranges multiply to more than 9223372036854775807 cases; narrow some"));
  }
}
