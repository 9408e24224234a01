package dev.gridcast.server.lease;

/**
 * Second trainings on the server's own machine.
 *
 * @param volunteer the identity of the server's own client; it gets nothing but second trainings
 * @param share how many of all results that count it trains again at most, as a part of 1; what it
 *     trains as a witness of results that wait is among them
 */
public record SpotChecks(String volunteer, double share) {

  /** There are none. */
  public static final SpotChecks NONE = new SpotChecks("", 0);

  public SpotChecks {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of spot checks is from 0 to 1, not " + share);
    }
  }

  /** Whether an identity is that of the server's own client. */
  public boolean isServer(String identity) {
    return !volunteer.isEmpty() && volunteer.equals(identity);
  }
}
