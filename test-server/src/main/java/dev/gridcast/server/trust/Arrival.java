package dev.gridcast.server.trust;

import java.util.function.BooleanSupplier;

/**
 * What is to be known of a result whose figures were found true, to decide whether its case is
 * trained a second time. What costs a look into the store is asked only when it matters.
 *
 * @param engine that trained it, as its fingerprint names it
 * @param vouched whether the operator vouches for its volunteer
 * @param streak results in a row of its volunteer that a second training confirmed
 * @param leading whether it would be among the best ones, see {@link TrustRules#leaders()}
 * @param copied whether the same weights were returned for another case
 */
public record Arrival(
    String engine, boolean vouched, int streak, BooleanSupplier leading, BooleanSupplier copied) {

  /** What provenance names the engine of a case that trains nothing. */
  static final String NOTHING = "none";

  boolean trainsNothing() {
    return engine.equals(NOTHING);
  }
}
