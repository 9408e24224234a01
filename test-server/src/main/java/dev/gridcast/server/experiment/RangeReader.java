package dev.gridcast.server.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the range of one parameter: a value, a list of values, or {@code {from, to, step}} or
 * {@code {from, to, factor}}.
 */
final class RangeReader {

  private static final List<String> KEYS = List.of("from", "to", "step", "factor");

  /** Enough for any factor that makes sense; a factor just above 1 would never end. */
  private static final int MAX_GEOMETRIC = 1_000;

  /** Multiplied decimals grow without end; this is what is kept of them. */
  private static final MathContext GEOMETRIC_DIGITS = new MathContext(12);

  private RangeReader() {}

  static ValueRange read(RangeRule rule, Value value) throws ExperimentException {
    if (!value.isMapping()) {
      return listed(rule, value);
    }
    if (!rule.isNumber()) {
      throw value.problem(
          rule.key() + " has no order to go through; list the values: " + rule.choices());
    }
    Section section = value.section(KEYS);
    Optional<Value> step = section.find("step");
    Optional<Value> factor = section.find("factor");
    if (step.isPresent() == factor.isPresent()) {
      throw value.problem(
          (step.isPresent() ? "has both step and factor" : "has neither step nor factor")
              + "; write {from: 1, to: 9, step: 2} or {from: 1, to: 8, factor: 2}");
    }
    BigDecimal from = section.require("from", "write where the range begins").number();
    BigDecimal to = section.require("to", "write where the range ends").number();
    if (from.compareTo(to) > 0) {
      throw value.problem(
          "yields no value: from "
              + ValueRange.canonical(from)
              + " is above to "
              + ValueRange.canonical(to)
              + "; swap them");
    }
    rule.check(section.require("from", ""), from);
    return step.isPresent()
        ? stepped(rule, value, from, to, step.get())
        : geometric(rule, value, from, to, factor.orElseThrow());
  }

  private static ValueRange listed(RangeRule rule, Value value) throws ExperimentException {
    Set<String> values = new LinkedHashSet<>();
    for (Value item : value.listOrOne()) {
      String text;
      if (rule.isNumber()) {
        BigDecimal number = item.number();
        rule.check(item, number);
        text = ValueRange.canonical(number);
      } else {
        text = item.choice(rule.choices());
      }
      if (!values.add(text)) {
        throw item.problem(text + " is listed twice; remove one");
      }
    }
    return new ValueRange.Listed(List.copyOf(values));
  }

  private static ValueRange stepped(
      RangeRule rule, Value value, BigDecimal from, BigDecimal to, Value stepValue)
      throws ExperimentException {
    BigDecimal step = stepValue.number();
    if (step.signum() <= 0) {
      throw stepValue.problem(ValueRange.canonical(step) + " is not above 0");
    }
    BigDecimal count = ValueRange.Stepped.count(from, to, step);
    if (count.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw value.problem("has more values than can be counted; use a larger step");
    }
    BigDecimal last = from.add(step.multiply(count.subtract(BigDecimal.ONE)));
    if (count.compareTo(BigDecimal.ONE) > 0) {
      // Between two whole ends a broken step leaves the whole numbers too.
      rule.check(value, from.add(step));
      rule.check(value, last);
      int decimals = Math.max(from.stripTrailingZeros().scale(), step.stripTrailingZeros().scale());
      rule.checkPrecision(value, last, decimals);
    }
    return new ValueRange.Stepped(from, step, count.longValueExact());
  }

  private static ValueRange geometric(
      RangeRule rule, Value value, BigDecimal from, BigDecimal to, Value factorValue)
      throws ExperimentException {
    BigDecimal factor = factorValue.number();
    if (factor.compareTo(BigDecimal.ONE) <= 0) {
      throw factorValue.problem(ValueRange.canonical(factor) + " is not above 1");
    }
    Set<String> values = new LinkedHashSet<>();
    for (BigDecimal exact = from; exact.compareTo(to) <= 0; exact = exact.multiply(factor)) {
      BigDecimal number = exact.round(GEOMETRIC_DIGITS);
      rule.check(value, number);
      if (!values.add(ValueRange.canonical(number))) {
        throw factorValue.problem(
            ValueRange.canonical(factor)
                + " is too near to 1: values are kept to "
                + GEOMETRIC_DIGITS.getPrecision()
                + " digits, and "
                + ValueRange.canonical(number)
                + " would come twice");
      }
      if (values.size() > MAX_GEOMETRIC) {
        throw value.problem(
            "has more than " + MAX_GEOMETRIC + " values; use a larger factor, or a step");
      }
    }
    return new ValueRange.Listed(List.copyOf(values));
  }
}
