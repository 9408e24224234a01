package dev.gridcast.server.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a dashboard is served, and how it is protected there.
 *
 * @param host the address to listen on
 * @param port the TCP port; 0 takes a free one
 * @param protection how what travels is protected
 * @param directory the data directory, where the tokens are kept
 * @param limits how much of it anybody may use
 */
public record DashboardSettings(
    String host, int port, Protection protection, Path directory, Limits limits) {

  /** Where the dashboard is when nobody says otherwise. */
  public static final int DEFAULT_PORT = 7421;

  /** How what travels between browser and server is protected. */
  public sealed interface Protection {

    /** It never leaves this machine: whoever is on it may read. */
    record Loopback() implements Protection {}

    /** Somebody else's business: a proxy of the operator's own stands before it. */
    record Proxy() implements Protection {}

    /**
     * HTTPS.
     *
     * @param certificate a PKCS #12 file with key and certificate; null: one that is made
     * @param password of that file
     */
    record Https(@Nullable Path certificate, String password) implements Protection {

      /** Without the password. */
      @Override
      public String toString() {
        return "Https[" + certificate + "]";
      }
    }
  }

  /**
   * How much anybody may use.
   *
   * @param requestBurst how many requests an address may make at once
   * @param requestsPerSecond and how many a second then
   * @param failureBurst how often an address may show a wrong token at once
   * @param failuresPerSecond and how often a second then
   * @param listeners how many may follow the events at the same time
   * @param heartbeatSeconds how often those are told that the server is there
   */
  public record Limits(
      double requestBurst,
      double requestsPerSecond,
      double failureBurst,
      double failuresPerSecond,
      int listeners,
      long heartbeatSeconds) {

    /** For a server of everyday. */
    public static final Limits USUAL = new Limits(2_000, 500, 10, 0.1, 200, 15);
  }
}
