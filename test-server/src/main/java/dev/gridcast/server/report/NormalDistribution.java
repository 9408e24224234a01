package dev.gridcast.server.report;

/**
 * Quantiles of the standard normal distribution: algorithm AS 241 (PPND16) of Wichura, <i>The
 * percentage points of the normal distribution</i>, Applied Statistics 37 (1988), right to about 16
 * digits. Plain arithmetic, so that every machine prints the same report.
 */
final class NormalDistribution {

  private static final double CENTRE = 0.425;
  private static final double CENTRE_SQUARED = 0.180625;
  private static final double FAR = 5;
  private static final double SHIFT = 1.6;

  // Each a quotient of two polynomials, the coefficient of the highest power first.
  private static final double[] CENTRE_ABOVE = {
    2509.0809287301227,
    33430.57558358813,
    67265.7709270087,
    45921.95393154987,
    13731.69376550946,
    1971.5909503065513,
    133.14166789178438,
    3.3871328727963665
  };
  private static final double[] CENTRE_BELOW = {
    5226.495278852854,
    28729.085735721943,
    39307.89580009271,
    21213.794301586597,
    5394.196021424751,
    687.1870074920579,
    42.31333070160091,
    1
  };
  private static final double[] MIDDLE_ABOVE = {
    0.0007745450142783414,
    0.022723844989269184,
    0.2417807251774506,
    1.2704582524523684,
    3.6478483247632045,
    5.769497221460691,
    4.630337846156546,
    1.4234371107496835
  };
  private static final double[] MIDDLE_BELOW = {
    1.0507500716444169e-09,
    0.0005475938084995345,
    0.015198666563616457,
    0.14810397642748008,
    0.6897673349851,
    1.6763848301838038,
    2.053191626637759,
    1
  };
  private static final double[] FAR_ABOVE = {
    2.0103343992922881e-07,
    2.7115555687434876e-05,
    0.0012426609473880784,
    0.026532189526576124,
    0.29656057182850487,
    1.7848265399172913,
    5.463784911164114,
    6.657904643501103
  };
  private static final double[] FAR_BELOW = {
    2.0442631033899397e-15,
    1.421511758316446e-07,
    1.8463183175100548e-05,
    0.0007868691311456133,
    0.014875361290850615,
    0.1369298809227358,
    0.599832206555888,
    1
  };

  private NormalDistribution() {}

  /**
   * Above what so small a share of all values lies: {@code z(1 - share)}, without the rounding of 1
   * minus it.
   *
   * @param share above 0 and at most 0.5
   */
  static double upper(double share) {
    if (!(share > 0 && share <= 0.5)) {
      throw new IllegalArgumentException("a share must be above 0 and at most 0.5, not " + share);
    }
    double below = 0.5 - share;
    if (below <= CENTRE) {
      return below * quotient(CENTRE_ABOVE, CENTRE_BELOW, CENTRE_SQUARED - below * below);
    }
    double root = StrictMath.sqrt(-StrictMath.log(share));
    return root <= FAR
        ? quotient(MIDDLE_ABOVE, MIDDLE_BELOW, root - SHIFT)
        : quotient(FAR_ABOVE, FAR_BELOW, root - FAR);
  }

  private static double quotient(double[] above, double[] below, double at) {
    return polynomial(above, at) / polynomial(below, at);
  }

  private static double polynomial(double[] coefficients, double at) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * at + coefficient;
    }
    return value;
  }
}
