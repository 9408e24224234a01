package dev.gridcast.client.runtime.bubblewrap;

import dev.gridcast.client.runtime.Priority;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Finds out whether this machine can make sandboxes, and what to do when it cannot. */
final class BubblewrapProbe {

  private static final long PATIENCE_MILLIS = 1_900;

  /** Settings that forbid them, the value that does, and the one that allows them. */
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("kernel.unprivileged_userns_clone", "0", "1"),
          new Setting("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),
          new Setting("user.max_user_namespaces", "0", "10000"));

  private record Setting(String name, String forbids, String allows) {

    Path file(Path sys) {
      return sys.resolve(name.replace('.', '/'));
    }
  }

  private BubblewrapProbe() {}

  /** Why there can be no sandbox, in one line with what to do; empty when there can. */
  static Optional<String> whyNot() {
    return whyNot(System.getProperty("os.name"), Priority::find, Path.of("/proc/sys"));
  }

  static Optional<String> whyNot(
      String system, Function<String, Optional<Path>> programs, Path settings) {
    if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.of(
          "the runtime bubblewrap needs Linux, and this is " + system + ": use docker");
    }
    Optional<Path> bwrap = programs.apply("bwrap");
    if (bwrap.isEmpty()) {
      return Optional.of(
          "the program bwrap is missing: install bubblewrap (Debian, Ubuntu: sudo apt-get install"
              + " bubblewrap)");
    }
    for (String helper : List.of("prlimit", "setpriv", "unshare")) {
      if (programs.apply(helper).isEmpty()) {
        return Optional.of(
            "the program "
                + helper
                + " is missing: install util-linux (Debian, Ubuntu: sudo apt-get install"
                + " util-linux)");
      }
    }
    return whyNot(bwrap.get(), settings);
  }

  private static Optional<String> whyNot(Path bwrap, Path sys) {
    try {
      Process process =
          new ProcessBuilder(
                  bwrap.toString(),
                  "--unshare-all",
                  "--unshare-user",
                  "--disable-userns",
                  "--ro-bind",
                  "/",
                  "/",
                  "true")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return Optional.of("bwrap does not answer within 2 s: this machine is too busy, wait");
      }
      if (process.exitValue() == 0) {
        return Optional.empty();
      }
      String said =
          new String(process.getInputStream().readNBytes(4 << 10), StandardCharsets.UTF_8);
      return Optional.of(reason(said, sys));
    } catch (IOException e) {
      return Optional.of("bwrap cannot be started: " + Texts.oneLine(String.valueOf(e), 200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while bwrap was tried");
    }
  }

  private static String reason(String said, Path sys) {
    if (said.contains("--disable-userns") && said.contains("nknown option")) {
      return "this bwrap is too old: the runtime bubblewrap needs version 0.8 or newer";
    }
    for (Setting setting : SETTINGS) {
      if (valueOf(setting.file(sys)).equals(setting.forbids())) {
        return "this system forbids user namespaces, which the runtime bubblewrap needs; to allow"
            + " them: sudo sysctl "
            + setting.name()
            + "="
            + setting.allows();
      }
    }
    return "bwrap cannot make a sandbox here (" + Texts.oneLine(said, 200) + "): use docker";
  }

  private static String valueOf(Path setting) {
    try {
      return Files.readString(setting).strip();
    } catch (IOException e) {
      // A setting that this system does not have forbids nothing.
      return "";
    }
  }
}
