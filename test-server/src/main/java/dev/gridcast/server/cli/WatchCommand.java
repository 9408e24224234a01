package dev.gridcast.server.cli;

import dev.gridcast.server.cli.WatchedServer.Seen;
import dev.gridcast.server.cli.WatchedServer.SilentException;
import dev.gridcast.server.web.DashboardException;
import dev.gridcast.server.web.DashboardFile;
import dev.gridcast.server.web.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watch}: the dashboard's first page in a terminal. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a running server's progress in this terminal, as the dashboard's first page does,"
          + " until you stop it with Ctrl-C; the server goes on. In a file or a pipe it prints a"
          + " line every few seconds.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar watch",
      "  java -jar test-server.jar watch --once",
      "  GRIDCAST_DASHBOARD_TOKEN=... java -jar test-server.jar watch https://grid.example.org:7421/"
    })
final class WatchCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(WatchCommand.class);

  /** Brings a token without showing it to everybody on the machine. */
  static final String TOKEN_VARIABLE = "GRIDCAST_DASHBOARD_TOKEN";

  private static final String TOKEN_FRAGMENT = "token=";
  private static final long LOOK_MILLIS = 1_000;
  private static final long MOST_MILLIS = 30_000;
  private static final long STOP_MILLIS = 2_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      description =
          "The address of the server's dashboard. Default: the one that runs on the data directory.")
  private @Nullable String url;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "gridcast-data/server",
      description =
          "Where the server on this machine keeps its data; its address and token are there."
              + " Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      description =
          "SHA-256 of the certificate that the server made for itself, as it printed it; without,"
              + " an authority must vouch for it.")
  private @Nullable String fingerprint;

  @Option(names = "--once", description = "Print how it stands, and end.")
  private boolean once;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  WatchCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    WatchedServer server = server(System.getenv());
    Terminal terminal = Terminal.detect(System.getenv());
    try {
      Seen first = server.look();
      if (once) {
        new ScreenText(terminal.colours()).block(first.state()).forEach(out::println);
        first.attention().forEach(line -> out.println("  needs you     " + line));
        out.flush();
      } else {
        follow(server, first, new LiveScreen(out, terminal, Clock.systemUTC()));
      }
      return ExitCode.OK;
    } catch (SilentException e) {
      throw UserError.badInput(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OK;
    }
  }

  /** Until Ctrl-C; a server that is gone for a while is waited for. */
  private static void follow(WatchedServer server, Seen first, LiveScreen screen)
      throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, stopped), "stop"));
    Seen seen = first;
    Set<String> said = new HashSet<>();
    long wait = 0;
    try {
      while (!stop.await(wait, TimeUnit.MILLISECONDS)) {
        try {
          seen = server.look();
          if (wait > LOOK_MILLIS) {
            screen.say("the server answers again");
          }
          wait = LOOK_MILLIS;
          seen.attention().stream().filter(said::add).forEach(screen::say);
          screen.show(seen.state());
        } catch (SilentException e) {
          if (wait <= LOOK_MILLIS) {
            screen.say(String.valueOf(e.getMessage()));
          }
          wait = Math.min(MOST_MILLIS, Math.max(LOOK_MILLIS, wait) * 2);
        }
      }
      screen.finish(seen.state());
    } finally {
      stopped.countDown();
    }
  }

  private static void end(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      if (!stopped.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("still waiting for a server that does not answer; nothing is half drawn then");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WatchedServer server(Map<String, String> environment) throws UserError {
    String token = environment.getOrDefault(TOKEN_VARIABLE, "").strip();
    String pin = checked(fingerprint == null ? "" : fingerprint.strip());
    if (url == null) {
      return here(token, pin);
    }
    try {
      URI uri = new URI(url.strip());
      if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
        throw UserError.badInput(
            "the address must begin with http:// or https://, not '" + url.strip() + "'");
      }
      String fragment = uri.getFragment();
      if (fragment != null && fragment.startsWith(TOKEN_FRAGMENT)) {
        token = fragment.substring(TOKEN_FRAGMENT.length());
      }
      return new WatchedServer(
          new URI(uri.getScheme(), uri.getAuthority(), "/", null, null), token, pin);
    } catch (URISyntaxException e) {
      throw UserError.badInput("'" + url.strip() + "' is no address");
    }
  }

  private WatchedServer here(String token, String pin) throws UserError {
    try {
      Optional<DashboardFile.Place> place = DashboardFile.read(dataDir);
      if (place.isEmpty()) {
        throw UserError.badInput(
            "no server with a dashboard runs on "
                + dataDir.toAbsolutePath().normalize()
                + "; say where it keeps its data with --data-dir, or give the dashboard's address");
      }
      return new WatchedServer(
          URI.create(place.get().here()),
          token.isEmpty() ? Tokens.of(dataDir).reader() : token,
          pin.isEmpty() ? place.get().fingerprint() : pin);
    } catch (IOException | IllegalArgumentException | DashboardException e) {
      throw UserError.badInput("the server's address cannot be read: " + e.getMessage());
    }
  }

  private static String checked(String fingerprint) throws UserError {
    if (fingerprint.isEmpty() || fingerprint.matches("([0-9A-Fa-f]{2}:?){32}")) {
      return fingerprint;
    }
    throw UserError.badInput("--fingerprint must be 32 bytes in hex, as the server printed it");
  }
}
