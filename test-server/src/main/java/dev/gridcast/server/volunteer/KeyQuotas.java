package dev.gridcast.server.volunteer;

/**
 * How much one key may ask of the server, over all of its connections together.
 *
 * @param connections open at a time
 * @param requestsPerMinute messages that it may send in a minute; a tenth of it may come at once
 * @param bytesPerMinute bytes that it may send, and as many that it may be sent, in a minute; more
 *     is held back
 * @param leases cases that it may have in hand
 */
public record KeyQuotas(int connections, int requestsPerMinute, long bytesPerMinute, int leases) {

  /** The least that an honest client can work with, in bytes a minute. */
  public static final long LEAST_BYTES = 60 * 8 * 1024;

  /** The least that an honest client can work with, in messages a minute. */
  public static final int LEAST_REQUESTS = 60;

  /**
   * Far more than the largest honest machine needs, and too little to be a burden: a client has one
   * connection, two for a moment when it comes back, and a machine with 256 processors and cases of
   * half a second sends 60,000 messages a minute.
   */
  public static final KeyQuotas STANDARD = new KeyQuotas(8, 120_000, 3L << 30, 512);

  public KeyQuotas {
    if (connections < 1 || leases < 1) {
      throw new IllegalArgumentException("a key must be allowed a connection and a case");
    }
    if (requestsPerMinute < LEAST_REQUESTS || bytesPerMinute < LEAST_BYTES) {
      throw new IllegalArgumentException("no client can work with so little");
    }
  }
}
