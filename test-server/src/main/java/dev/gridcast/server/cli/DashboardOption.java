package dev.gridcast.server.cli;

import dev.gridcast.server.web.DashboardSettings;
import dev.gridcast.server.web.DashboardSettings.Protection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the dashboard is served, if it is: the options of every command that does. */
final class DashboardOption {

  /** Opens the certificate that is given. */
  static final String PASSWORD_VARIABLE = "GRIDCAST_TLS_PASSWORD";

  private static final String OFF = "off";
  private static final String HERE = "127.0.0.1";
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--dashboard",
      paramLabel = "[HOST:]PORT",
      description =
          "Where the dashboard is served: on this machine alone, unless an address is given; then"
              + " over HTTPS, and with a token also for looking. Port 0 finds a free one; off: no"
              + " dashboard. Default: 127.0.0.1:7421, or a free port when that is taken.")
  private @Nullable String address;

  @Option(
      names = "--dashboard-tls",
      paramLabel = "FILE.p12",
      description =
          "Serve the dashboard over HTTPS with this key and certificate (PKCS #12), whose password"
              + " is in the environment variable GRIDCAST_TLS_PASSWORD. Default, beyond this"
              + " machine: a certificate that the server makes itself.")
  private @Nullable Path certificate;

  @Option(
      names = "--dashboard-plain-http",
      description =
          "Serve the dashboard without encryption, and with a token also for looking: behind a"
              + " proxy of your own that adds HTTPS.")
  private boolean plain;

  DashboardOption() {}

  /**
   * What the options come to.
   *
   * @throws UserError when they make no sense
   */
  DashboardPlan plan(Map<String, String> environment) throws UserError {
    if (plain && certificate != null) {
      throw UserError.badInput("--dashboard-plain-http and --dashboard-tls exclude each other");
    }
    String given = address == null ? null : address.strip();
    if (OFF.equals(given)) {
      return DashboardPlan.OFF;
    }
    String text = given == null ? String.valueOf(DashboardSettings.DEFAULT_PORT) : given;
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? HERE : text.substring(0, colon);
    int port = port(text.substring(colon + 1), text);
    return DashboardPlan.at(host, port, given != null, protection(host, environment));
  }

  private Protection protection(String host, Map<String, String> environment) throws UserError {
    boolean loopback = isLoopback(host);
    if (plain) {
      return new Protection.Proxy();
    }
    if (certificate != null || !loopback) {
      return new Protection.Https(certificate, environment.getOrDefault(PASSWORD_VARIABLE, ""));
    }
    return new Protection.Loopback();
  }

  private static boolean isLoopback(String host) throws UserError {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw UserError.badInput("--dashboard: this machine has no address " + host);
    }
  }

  private static int port(String digits, String text) throws UserError {
    if (digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) <= MAX_PORT) {
      return Integer.parseInt(digits);
    }
    throw UserError.badInput(
        "--dashboard must be [HOST:]PORT with a port from 0 to "
            + MAX_PORT
            + ", or off; not '"
            + text
            + "'");
  }
}
