package dev.gridcast.server.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** What counts as one address when somebody asks too often. */
final class NetworkOf {

  /** Only what can be an address is given to the resolver, which would ask the network else. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]{7,15}|[0-9a-f:.]{2,45}");

  private static final int BYTES = 8;

  private NetworkOf() {}

  /** The address itself, or the first 64 bits of one of IPv6; "other" when it is none. */
  static String address(String text) {
    String bare = text.replaceAll("^\\[|](:[0-9]+)?$|%.*$", "").toLowerCase(Locale.ROOT);
    if (!NUMBERS.matcher(bare).matches()) {
      return "other";
    }
    try {
      InetAddress address = InetAddress.getByName(bare);
      return address instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES))
          : address.getHostAddress();
    } catch (UnknownHostException e) {
      return "other";
    }
  }
}
