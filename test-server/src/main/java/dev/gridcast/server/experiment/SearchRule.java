package dev.gridcast.server.experiment;

import dev.gridcast.trainer.work.SearchParameter;
import java.math.BigDecimal;
import java.util.List;

/** What the values of a parameter must be, as the trainer's own table of parameters has it. */
record SearchRule(SearchParameter parameter) implements RangeRule {

  @Override
  public String key() {
    return parameter.key();
  }

  @Override
  public boolean isNumber() {
    return parameter.number();
  }

  @Override
  public List<String> choices() {
    return parameter.choices();
  }

  @Override
  public void check(Value where, BigDecimal number) throws ExperimentException {
    if (parameter.whole() && !Value.isWhole(number)) {
      throw where.problem(ValueRange.canonical(number) + " is not a whole number");
    }
    if (number.compareTo(parameter.least()) < 0 || number.compareTo(parameter.most()) > 0) {
      throw where.problem(
          ValueRange.canonical(number)
              + " is out of range; "
              + key()
              + " goes from "
              + ValueRange.canonical(parameter.least())
              + " to "
              + ValueRange.canonical(parameter.most()));
    }
    checkPrecision(where, number, 0);
  }

  @Override
  public void checkPrecision(Value where, BigDecimal number, int decimals)
      throws ExperimentException {
    if (!parameter.whole()) {
      RangeRule.requirePrecision(where, number, decimals);
    }
  }
}
