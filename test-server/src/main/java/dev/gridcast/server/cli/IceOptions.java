package dev.gridcast.server.cli;

import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.IceWishes;
import java.nio.file.Path;
import java.util.List;
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
      names = "--turn-any-certificate",
      description =
          "Take any certificate of a turns: server, one of your own making, too. Its relay learns"
              + " no more from that: what it carries stays encrypted between server and volunteer.")
  private boolean anyCertificate;

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
    try {
      return new IceWishes(
              stun,
              noStun,
              turn,
              turnUser,
              turnPassword,
              turnSecret,
              anyCertificate,
              relayOnly,
              ports)
          .settings(IceWishes.Side.SERVER);
    } catch (IllegalArgumentException e) {
      throw UserError.badInput(String.valueOf(e.getMessage()));
    }
  }
}
