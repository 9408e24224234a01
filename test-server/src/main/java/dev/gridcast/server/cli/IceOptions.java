package dev.gridcast.server.cli;

import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.PortRange;
import dev.gridcast.protocol.signal.TurnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How this server and its volunteers find a path through routers; docs/network.md. */
final class IceOptions {

  @Option(
      names = "--stun",
      paramLabel = "URL",
      description =
          "A STUN server that tells both sides their address outside of their routers, in place"
              + " of two public ones: stun:HOST:PORT; may be given several times.")
  private List<String> stun = List.of();

  @Option(names = "--no-stun", description = "Ask no STUN server: for peers in one network.")
  private boolean noStun;

  @Option(
      names = "--turn",
      paramLabel = "URL",
      description =
          "A TURN server that relays where no direct path is found: turn:HOST:PORT,"
              + " turn:HOST:PORT?transport=tcp, or turns:HOST:PORT for TLS; may be given several"
              + " times.")
  private List<String> turn = List.of();

  @Option(names = "--turn-user", paramLabel = "NAME", description = "The user at the TURN servers.")
  private @Nullable String turnUser;

  @Option(
      names = "--turn-password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of that user.")
  private @Nullable Path turnPassword;

  @Option(
      names = "--turn-secret-file",
      paramLabel = "FILE",
      description =
          "In place of user and password: a file whose first line is the secret of the TURN"
              + " servers (coturn: use-auth-secret). Each volunteer gets a login for 12 hours.")
  private @Nullable Path turnSecret;

  @Option(
      names = "--relay-only",
      description = "Connect through a TURN server only: the other side does not see this address.")
  private boolean relayOnly;

  @Option(
      names = "--ports",
      paramLabel = "FIRST-LAST",
      description = "The UDP ports to use here, for a firewall: 48000-48100, for example.")
  private @Nullable String ports;

  /** What was asked for. */
  IceSettings settings() throws UserError {
    if (noStun && !stun.isEmpty()) {
      throw UserError.badInput("--stun and --no-stun exclude each other");
    }
    List<TurnServer> relays = turn.isEmpty() ? List.of() : List.of(relay());
    if (turn.isEmpty() && (turnUser != null || turnPassword != null || turnSecret != null)) {
      throw UserError.badInput(
          "--turn-user, --turn-password-file, and --turn-secret-file belong to --turn, which is missing");
    }
    if (relayOnly && turn.isEmpty()) {
      throw UserError.badInput("--relay-only needs a TURN server: --turn URL");
    }
    try {
      return new IceSettings(
          noStun ? List.of() : stun.isEmpty() ? IceSettings.SERVER.stun() : stun,
          relays,
          relayOnly,
          ports == null ? Optional.empty() : Optional.of(PortRange.parse(ports)),
          !noStun);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput("--stun, --ports: " + e.getMessage());
    }
  }

  private TurnServer relay() throws UserError {
    try {
      return new TurnServer(turn, login());
    } catch (IllegalArgumentException e) {
      throw UserError.badInput("--turn: " + e.getMessage());
    }
  }

  private TurnServer.Login login() throws UserError {
    String user = turnUser;
    Path password = turnPassword;
    Path secret = turnSecret;
    if (secret != null && user == null && password == null) {
      return new TurnServer.Shared(firstLine("--turn-secret-file", secret));
    }
    if (secret == null && user != null && password != null) {
      return new TurnServer.Fixed(user, firstLine("--turn-password-file", password));
    }
    throw UserError.badInput(
        "--turn needs either --turn-secret-file, or --turn-user and --turn-password-file");
  }

  private static String firstLine(String option, Path file) throws UserError {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || lines.get(0).isBlank()) {
        throw UserError.badInput(option + ": the first line of " + file + " is empty");
      }
      return lines.get(0).strip();
    } catch (IOException e) {
      throw UserError.badInput(option + ": cannot read " + file + ": " + e.getMessage());
    }
  }
}
