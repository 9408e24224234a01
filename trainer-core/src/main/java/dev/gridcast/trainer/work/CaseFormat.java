package dev.gridcast.trainer.work;

import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.util.List;

/**
 * Another program's way to write a case down in the two files of a work folder. What it says is
 * turned into parameters and a series of ours, so that everything behind it is the same.
 */
public interface CaseFormat {

  /**
   * A case.
   *
   * @param notes what whoever reads the result ought to know of how the files were understood, a
   *     line each
   */
  record Case(CaseParameters parameters, TimeSeries series, List<String> notes) {
    public Case {
      notes = List.copyOf(notes);
    }
  }

  /** Whether this is a parameters file of this format, told by its header alone. */
  boolean recognises(byte[] parameters);

  /**
   * Reads both files.
   *
   * @param parameters the bytes of {@code parameters.csv}, which this format recognises
   * @param parametersSource what to call them in messages, for example their path
   * @param series the bytes of {@code time-series.csv}
   * @param seriesSource what to call those
   * @throws ParametersException when the parameters describe no case, or disagree with the series;
   *     the message begins with the source and the line
   * @throws SeriesException when the series is none; the message begins with the source and the
   *     line
   */
  Case read(byte[] parameters, String parametersSource, byte[] series, String seriesSource)
      throws ParametersException, SeriesException;
}
