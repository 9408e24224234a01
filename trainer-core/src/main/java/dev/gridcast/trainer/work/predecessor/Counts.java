package dev.gridcast.trainer.work.predecessor;

import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.predecessor.ParametersFile.Value;
import java.util.List;

/**
 * The numbers in the parameters that follow from the columns of the series. The predecessor took
 * them on trust, and computed some of them wrongly where there were several timeframes; its program
 * then cut its windows elsewhere than between two rows.
 *
 * @param seriesSource what to call the file of the columns
 */
record Counts(ParametersFile file, Columns columns, String seriesSource) {

  /**
   * The columns to forecast.
   *
   * @throws ParametersException when any of the numbers is another than that of the columns
   */
  List<String> labels() throws ParametersException {
    List<String> labels = columns.labels();
    agree(Name.NUMBER_OF_FEATURES, columns.all().size(), "columns of data");
    agree(Name.NUMBER_OF_ASSETS, columns.assets().size(), "assets");
    agree(
        Name.NUMBER_OF_LABELS,
        labels.size(),
        "columns of candles' max, min and close at the beginning");
    agree(
        Name.NUMBER_OF_INDICATORS_PROPERTIES,
        columns.properties().size(),
        "properties per asset and timeframe");
    checkSwitches();
    return labels;
  }

  private void agree(Name name, int counted, String what) throws ParametersException {
    int said = PredecessorFormat.count(file, name);
    if (said != counted) {
      throw file.at(
          file.required(name).line(),
          name + " is " + said + ", but " + seriesSource + " has " + counted + " " + what);
    }
  }

  /** A property for each switch that is on; the oldest files have no switches. */
  private void checkSwitches() throws ParametersException {
    int switches = 0;
    int on = 0;
    for (String name : file.values().keySet()) {
      if (isSwitch(name)) {
        switches++;
        on += isOn(name) ? 1 : 0;
      }
    }
    int said = PredecessorFormat.count(file, Name.NUMBER_OF_INDICATORS_PROPERTIES);
    if (switches > 0 && on != said) {
      throw file.at(
          file.required(Name.NUMBER_OF_INDICATORS_PROPERTIES).line(),
          Name.NUMBER_OF_INDICATORS_PROPERTIES
              + " is "
              + said
              + ", but "
              + on
              + " switches are ON");
    }
  }

  static boolean isSwitch(String name) {
    return Name.of(name).map(known -> known.role() == Name.Role.SWITCH).orElse(true);
  }

  private boolean isOn(String name) {
    Value value = file.values().get(name);
    return value != null && value.text().equals("ON");
  }
}
