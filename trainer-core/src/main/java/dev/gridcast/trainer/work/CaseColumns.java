package dev.gridcast.trainer.work;

import dev.gridcast.trainer.series.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a series that a case uses.
 *
 * @param inputs the network's inputs, in the order of the features' names and then of the series
 */
record CaseColumns(List<String> inputs) {

  /** A feature NAME stands for the column NAME and for every column NAME.part. */
  static CaseColumns resolve(CaseParameters parameters, List<String> columns)
      throws ParametersException {
    check("labels", parameters.labels(), columns);
    check("reference", parameters.reference().stream().toList(), columns);
    check("price-columns", parameters.priceColumns(), columns);
    check("price-difference-columns", parameters.priceDifferenceColumns(), columns);
    List<String> inputs = new ArrayList<>();
    for (String feature : parameters.featuresOn()) {
      List<String> found =
          columns.stream().filter(c -> c.equals(feature) || c.startsWith(feature + ".")).toList();
      if (found.isEmpty()) {
        throw lacks(ParameterText.FEATURE + feature, feature, columns);
      }
      inputs.addAll(found);
    }
    return new CaseColumns(inputs.stream().distinct().toList());
  }

  private static void check(String parameter, List<String> names, List<String> columns)
      throws ParametersException {
    for (String name : names) {
      if (!columns.contains(name)) {
        throw lacks(parameter, name, columns);
      }
    }
  }

  private static ParametersException lacks(String parameter, String name, List<String> columns) {
    return new ParametersException(
        "parameter \""
            + parameter
            + "\": the time series has no column \""
            + name
            + "\" among "
            + columns
            + Names.didYouMean(name, columns));
  }
}
