package dev.gridcast.protocol.signal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for on a command line, before it is known to make sense; server and client
 * have the same options and the same rules.
 *
 * @param stun {@code --stun}
 * @param noStun {@code --no-stun}
 * @param turn {@code --turn}
 * @param turnUser {@code --turn-user}
 * @param turnPassword {@code --turn-password-file}, whose first line is the password
 * @param turnSecret {@code --turn-secret-file}, whose first line is the secret; servers only
 * @param anyCertificate {@code --turn-any-certificate}
 * @param relayOnly {@code --relay-only}
 * @param ports {@code --ports}
 */
public record IceWishes(
    List<String> stun,
    boolean noStun,
    List<String> turn,
    @Nullable String turnUser,
    @Nullable Path turnPassword,
    @Nullable Path turnSecret,
    boolean anyCertificate,
    boolean relayOnly,
    @Nullable String ports) {

  /** No secret is longer: who names another file by mistake is told so. */
  private static final int MAX_SECRET_BYTES = 4_096;

  public IceWishes {
    stun = List.copyOf(stun);
    turn = List.copyOf(turn);
  }

  /** Whose wishes they are. */
  public enum Side {
    /** Who runs a server: its TURN servers are all that there are. */
    SERVER("either --turn-secret-file, or --turn-user and --turn-password-file"),
    /** Who joins one: the server may name more. */
    CLIENT("--turn-user and --turn-password-file");

    private final String logins;

    Side(String logins) {
      this.logins = logins;
    }
  }

  /**
   * The settings that this comes to.
   *
   * @throws IllegalArgumentException when it makes no sense; the message is one line for people
   *     that names the option and its value
   */
  public IceSettings settings(Side side) {
    if (noStun && !stun.isEmpty()) {
      throw new IllegalArgumentException(
          "--stun " + stun.get(0) + " and --no-stun exclude each other");
    }
    stun.forEach(url -> require("--stun", url, false));
    turn.forEach(url -> require("--turn", url, true));
    if (turn.isEmpty()) {
      requireNoLogin();
    }
    if (relayOnly && turn.isEmpty() && side == Side.SERVER) {
      throw new IllegalArgumentException("--relay-only needs a TURN server: --turn URL");
    }
    IceSettings standard = side == Side.SERVER ? IceSettings.SERVER : IceSettings.CLIENT;
    List<TurnServer> relays =
        turn.isEmpty() ? List.of() : List.of(new TurnServer(turn, login(side), anyCertificate));
    return new IceSettings(
        noStun ? List.of() : stun.isEmpty() ? standard.stun() : stun,
        relays,
        relayOnly,
        range(),
        !noStun);
  }

  private static void require(String option, String url, boolean relay) {
    IceUrl parsed;
    try {
      parsed = IceUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw wrong(option, url, String.valueOf(e.getMessage()));
    }
    if (parsed.isRelay() != relay) {
      throw wrong(option, url, relay ? "must begin with turn: or turns:" : "must begin with stun:");
    }
  }

  private void requireNoLogin() {
    String alone =
        turnUser != null
            ? "--turn-user " + turnUser
            : turnPassword != null
                ? "--turn-password-file " + turnPassword
                : turnSecret != null ? "--turn-secret-file " + turnSecret : "";
    if (anyCertificate && alone.isEmpty()) {
      alone = "--turn-any-certificate";
    }
    if (!alone.isEmpty()) {
      throw new IllegalArgumentException(alone + " belongs to --turn, which is missing");
    }
  }

  private TurnServer.Login login(Side side) {
    String user = turnUser;
    Path password = turnPassword;
    Path secret = turnSecret;
    if (secret != null && user == null && password == null) {
      return new TurnServer.Shared(firstLine("--turn-secret-file", secret));
    }
    if (secret == null && user != null && password != null) {
      return new TurnServer.Fixed(user, firstLine("--turn-password-file", password));
    }
    throw new IllegalArgumentException("--turn " + turn.get(0) + " needs " + side.logins);
  }

  private Optional<PortRange> range() {
    String wanted = ports;
    if (wanted == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PortRange.parse(wanted));
    } catch (IllegalArgumentException e) {
      throw wrong("--ports", wanted, String.valueOf(e.getMessage()));
    }
  }

  private static String firstLine(String option, Path file) {
    try {
      if (Files.size(file) > MAX_SECRET_BYTES) {
        throw wrong(option, file.toString(), "is too long for a file with one secret line");
      }
      String line = Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
      if (line.isBlank()) {
        throw wrong(option, file.toString(), "its first line is empty");
      }
      return line.strip();
    } catch (IOException e) {
      throw wrong(option, file.toString(), "cannot be read (" + e + ")");
    }
  }

  private static IllegalArgumentException wrong(String option, String value, String why) {
    return new IllegalArgumentException(option + " " + value + ": " + why);
  }
}
