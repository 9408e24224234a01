package dev.gridcast.protocol.identity;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a server is and the secret that lets one in, as one line of text: {@code
 * gridcast://HOST:PORT/SECRET}. An IPv6 address stands in brackets: {@code
 * gridcast://[2001:db8::1]:7420/SECRET}.
 *
 * @param host a host name or an address; IPv6 without brackets
 * @param port 1 to 65535
 * @param secret what the server asks for
 */
public record Invite(String host, int port, Secret secret) {

  private static final String SCHEME = "gridcast://";
  private static final int SHOWN_CHARACTERS = 60;

  public Invite {
    if (!isHost(host)) {
      throw new IllegalArgumentException("a host must be a name or an address: \"" + host + '"');
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port must be between 1 and 65535: " + port);
    }
  }

  /**
   * Reads an invite; space and quotes around it are forgiven.
   *
   * @throws InviteException when it is none, with one line that says what to do
   */
  public static Invite parse(String text) throws InviteException {
    String line = text.strip().replaceAll("^[\"'<]+|[\"'>]+$", "");
    if (!line.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw notAnInvite(text, "it does not begin with gridcast://");
    }
    String rest = line.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw notAnInvite(text, "the secret is missing");
    }
    String address = rest.substring(0, slash);
    int colon = address.lastIndexOf(':');
    if (colon < 0 || address.endsWith("]")) {
      throw notAnInvite(text, "the port is missing");
    }
    String host = host(text, address.substring(0, colon));
    int port = port(text, address.substring(colon + 1));
    return new Invite(host, port, Secret.parse(rest.substring(slash + 1)));
  }

  /** The line to hand to a volunteer. Holds the secret: not for logs. */
  public String text() {
    return SCHEME + address() + '/' + secret.text();
  }

  /** HOST:PORT, for people. */
  public String address() {
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
  }

  /** Where the server's HTTP port answers, for example {@code /v1/offer}. */
  public URI http(String path) {
    return URI.create("http://" + address() + path);
  }

  /** Does not tell the secret. */
  @Override
  public String toString() {
    return SCHEME + address() + "/…";
  }

  private static String host(String text, String written) throws InviteException {
    boolean bracketed = written.startsWith("[") && written.endsWith("]");
    String host = bracketed ? written.substring(1, written.length() - 1) : written;
    if (bracketed != (host.indexOf(':') >= 0)) {
      throw notAnInvite(text, "an IPv6 address, and nothing else, stands in brackets");
    }
    if (!isHost(host)) {
      throw notAnInvite(text, "\"" + host + "\" is not a host name or an address");
    }
    return host;
  }

  private static boolean isHost(String host) {
    if (host.indexOf(':') < 0) {
      return host.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9.])?");
    }
    if (!host.matches("[0-9A-Fa-f:.]{2,45}")) {
      return false;
    }
    try {
      // With a colon in it this never asks a name server.
      return InetAddress.getByName(host).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static int port(String text, String written) throws InviteException {
    int port = written.matches("[0-9]{1,5}") ? Integer.parseInt(written) : 0;
    if (port < 1 || port > 65_535) {
      throw notAnInvite(text, "the port must be between 1 and 65535: \"" + written + '"');
    }
    return port;
  }

  private static InviteException notAnInvite(String text, String why) {
    String shown = text.strip().replaceAll("\\p{Cntrl}", " ");
    if (shown.length() > SHOWN_CHARACTERS) {
      shown = shown.substring(0, SHOWN_CHARACTERS) + "…";
    }
    return new InviteException(
        '"'
            + shown
            + "\" is not an invite: "
            + why
            + "; it must look like gridcast://HOST:PORT/SECRET, as the server prints it");
  }
}
