package dev.gridcast.client.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When somebody last typed or moved a mouse. A terminal's device file is <i>read</i> when something
 * is typed, so its access time tells; a desktop tells logind when it has become idle. With a
 * desktop and without logind nothing can be said, and with neither desktop nor terminal nobody can
 * have typed since the machine was started.
 */
final class LastInput {

  /** Asking logind starts a program: not each time. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(6);

  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9_]{1,32}");
  private static final Pattern MICROSECONDS = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Set<String> DESKTOPS = Set.of("x11", "wayland", "mir");
  private static final List<String> DESKTOP_VARIABLES = List.of("DISPLAY", "WAYLAND_DISPLAY");
  private static final Pattern TERMINAL = Pattern.compile("tty[0-9]+|ttyS[0-9]+|[0-9]+");

  private final Path root;
  private final Map<String, String> environment;
  private final HelperProgram programs;
  private final InstantSource clock;

  private @Nullable Instant asked;
  private Instant desktopInput = Instant.MIN;

  /** There is a desktop, and nobody says whether it is in use. */
  private boolean desktopIsMute;

  LastInput(
      Path root, Map<String, String> environment, HelperProgram programs, InstantSource clock) {
    this.root = root;
    this.environment = environment;
    this.programs = programs;
    this.clock = clock;
  }

  Reading<Duration> read() {
    Instant now = clock.instant();
    askLogind(now);
    if (desktopIsMute) {
      return Reading.unsupported(
          "there is a desktop, and logind (loginctl) does not tell when it was last used");
    }
    Instant last;
    try {
      last = latest(desktopInput, bootTime());
      last = latest(last, latest(terminalInput("dev/pts"), terminalInput("dev")));
    } catch (IOException | IllegalArgumentException e) {
      return Reading.unsupported("the last input cannot be read (" + e.getMessage() + ")");
    }
    Duration since = Duration.between(last, now);
    return Reading.of(since.isNegative() ? Duration.ZERO : since);
  }

  private void askLogind(Instant now) {
    Instant before = asked;
    if (before != null && !now.isBefore(before) && now.isBefore(before.plus(BETWEEN_QUESTIONS))) {
      return;
    }
    asked = now;
    desktopInput = Instant.MIN;
    desktopIsMute = false;
    Optional<String> sessions =
        programs.output(List.of("loginctl", "list-sessions", "--no-legend"));
    if (sessions.isEmpty()) {
      desktopIsMute =
          DESKTOP_VARIABLES.stream().anyMatch(n -> !environment.getOrDefault(n, "").isEmpty());
      return;
    }
    for (String line : sessions.get().lines().toList()) {
      String id = line.strip().split("\\s+", 2)[0];
      if (SESSION.matcher(id).matches()) {
        hear(programs.output(List.of("loginctl", "show-session", id)).orElse(""), now);
      }
    }
  }

  /** Takes what logind says of one session; those on terminals speak for themselves. */
  private void hear(String session, Instant now) {
    if (!property(session, "Class").equals("user")
        || !DESKTOPS.contains(property(session, "Type"))) {
      return;
    }
    switch (property(session, "IdleHint")) {
      case "no" -> desktopInput = now;
      case "yes" -> {
        String micros = property(session, "IdleSinceHint");
        if (MICROSECONDS.matcher(micros).matches()) {
          Instant since = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
          desktopInput = latest(desktopInput, since);
        } else {
          desktopIsMute = true;
        }
      }
      default -> desktopIsMute = true;
    }
  }

  private static String property(String session, String name) {
    return session
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** When a terminal in the folder was last typed in. */
  private Instant terminalInput(String folder) throws IOException {
    Instant last = Instant.MIN;
    Path terminals = root.resolve(folder);
    if (!Files.isDirectory(terminals)) {
      return last;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(terminals)) {
      for (Path file : files) {
        if (TERMINAL.matcher(String.valueOf(file.getFileName())).matches()) {
          last =
              latest(
                  last,
                  Files.readAttributes(file, BasicFileAttributes.class)
                      .lastAccessTime()
                      .toInstant());
        }
      }
    }
    return last;
  }

  private Instant bootTime() throws IOException {
    String stat = Files.readString(root.resolve("proc/stat"));
    String seconds =
        stat.lines()
            .filter(line -> line.startsWith("btime "))
            .map(line -> line.substring("btime ".length()).strip())
            .findFirst()
            .orElseThrow(() -> new IOException("/proc/stat does not say when the machine started"));
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
