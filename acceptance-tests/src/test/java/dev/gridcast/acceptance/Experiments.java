package dev.gridcast.acceptance;

/** Experiments small enough for a test. */
final class Experiments {

  /** For tests in which one training of a case is enough. */
  static final String UNAUDITED = "verification: {audits: off}\n";

  private Experiments() {}

  /** The same experiment with audits, as it is when nothing is said. */
  static String audited(String experiment) {
    return experiment.replace(UNAUDITED, "");
  }

  /**
   * Six cases on a generated market; each trains for a second or two beside the JVM's start: the
   * slower engine leaves time to kill something in the middle of one. Every volunteer is believed.
   */
  static String sixCases() {
    return """
        name: six-cases
        engine: dl4j
        data:
          synthetic:
            rows: 600
            seed: 7
        features:
          close: on
          high: on
          low: on
          hour-of-day: on
        parameters:
          lags: [4, 8]
          units: [4, 8, 12]
          epochs: 4
          learning-rate: 0.005
        limits:
          time-per-case: 2m
          attempts: 5
        """
        + UNAUDITED;
  }

  /** The same for our own engine, with so many epochs that it takes as long. */
  static String sixCasesOfOurEngine() {
    return sixCases().replace("engine: dl4j", "engine: vector").replace("epochs: 4", "epochs: 300");
  }
}
