package dev.gridcast.client.cli;

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

/** How this client finds a path through routers; docs/network.md. */
final class IceOptions {

  @Option(
      names = "--stun",
      paramLabel = "URL",
      description =
          "A STUN server that tells this computer its address outside of its router, besides"
              + " those that the server names: stun:HOST:PORT; may be given several times.")
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
      names = "--relay-only",
      description = "Connect through a TURN server only: the other side does not see this address.")
  private boolean relayOnly;

  @Option(
      names = "--ports",
      paramLabel = "FIRST-LAST",
      description = "The UDP ports to use here, for a firewall: 48000-48100, for example.")
  private @Nullable String ports;

  /** What was asked for. */
  IceSettings settings() throws ClientException {
    if (noStun && !stun.isEmpty()) {
      throw ClientException.usage("--stun and --no-stun exclude each other");
    }
    List<TurnServer> relays = turn.isEmpty() ? List.of() : List.of(relay());
    if (turn.isEmpty() && (turnUser != null || turnPassword != null)) {
      throw ClientException.usage(
          "--turn-user and --turn-password-file belong to --turn, which is missing");
    }
    try {
      return new IceSettings(
          noStun ? List.of() : stun.isEmpty() ? IceSettings.CLIENT.stun() : stun,
          relays,
          relayOnly,
          ports == null ? Optional.empty() : Optional.of(PortRange.parse(ports)),
          !noStun);
    } catch (IllegalArgumentException e) {
      throw ClientException.usage("--stun, --ports: " + e.getMessage());
    }
  }

  private TurnServer relay() throws ClientException {
    try {
      return new TurnServer(turn, login());
    } catch (IllegalArgumentException e) {
      throw ClientException.usage("--turn: " + e.getMessage());
    }
  }

  private TurnServer.Login login() throws ClientException {
    String user = turnUser;
    Path password = turnPassword;
    if (user == null || password == null) {
      throw ClientException.usage("--turn needs --turn-user and --turn-password-file");
    }
    return new TurnServer.Fixed(user, firstLine("--turn-password-file", password));
  }

  private static String firstLine(String option, Path file) throws ClientException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || lines.get(0).isBlank()) {
        throw ClientException.usage(option + ": the first line of " + file + " is empty");
      }
      return lines.get(0).strip();
    } catch (IOException e) {
      throw ClientException.usage(option + ": cannot read " + file + ": " + e.getMessage());
    }
  }
}
