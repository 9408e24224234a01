package dev.gridcast.client.cli;

import dev.gridcast.client.machine.Hardware;
import dev.gridcast.client.machine.ThisComputer;
import dev.gridcast.client.preference.Allotment;
import dev.gridcast.client.preference.Key;
import dev.gridcast.client.preference.PreferenceException;
import dev.gridcast.client.preference.Preferences;
import dev.gridcast.client.preference.PreferencesFile;
import dev.gridcast.client.preference.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and changes the preferences. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "Shows how much of this machine the client may use, and when: every preference, its value,"
          + " where it comes from, and what this machine cannot do.",
      ""
    },
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      ConfigCommand.Get.class,
      ConfigCommand.Set.class,
      ConfigCommand.Unset.class,
      ConfigCommand.PathOfFile.class
    },
    footer = {
      "",
      "Examples:",
      "  gridcast client config",
      "  gridcast client config set hours 22:00-07:00",
      "  gridcast client config set cpus 50%%",
      "  gridcast client config unset hours",
      "",
      "The preferences are lines like `cpus: 50%%` in the file that `config path` names; an editor"
          + " does as well. A client that runs takes a change up within seconds where it can. Flags"
          + " of `join` win over the file for one run."
    })
final class ConfigCommand implements Callable<Integer> {

  @Mixin private DataDir dataDir;
  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ConfigCommand() {}

  @Override
  public Integer call() throws ClientException {
    PreferencesFile file = PreferencesFile.in(dataDir.folder());
    PrintWriter out = spec.commandLine().getOut();
    try {
      Preferences preferences = Preferences.of(Settings.of(file.read(), Map.of()));
      Path natives = ClientFolder.natives(dataDir.folder());
      ConfigText text =
          new ConfigText(
              preferences,
              ThisComputer.hardware(natives),
              ThisComputer.sensors(natives),
              ThisMachine.defaultName());
      text.lines(file).forEach(out::println);
      out.flush();
      return ExitCode.OK;
    } catch (PreferenceException e) {
      throw ClientException.usage(e.line());
    }
  }

  /** What the subcommands have in common. */
  abstract static sealed class OfKey implements Callable<Integer> {

    @Mixin private DataDir dataDir;
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    OfKey() {}

    Path folder() {
      return dataDir.folder();
    }

    PreferencesFile file() {
      return PreferencesFile.in(folder());
    }

    void say(String line) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }

    @Override
    public final Integer call() throws ClientException {
      try {
        run();
        return ExitCode.OK;
      } catch (PreferenceException e) {
        throw ClientException.usage(e.line());
      } catch (IOException e) {
        throw ClientException.usage(
            file().path() + " cannot be written (" + e + "); nothing has been changed.");
      }
    }

    abstract void run() throws PreferenceException, IOException, ClientException;

    /** Tells when a change takes effect. */
    void sayWhen(Key key) {
      boolean runs = ClientFolder.isInUse(folder());
      if (runs && key.live()) {
        say(
            "The client that runs takes it up within seconds, unless its `join` was given --"
                + key.word()
                + ".");
      } else if (runs) {
        say(
            "The client that runs goes on as before: "
                + key.word()
                + " takes effect at its next start.");
      }
    }
  }

  /** {@code config get}. */
  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      versionProvider = ClientMain.Version.class,
      description = {"Prints the value of a preference.", ""},
      footer = {"", "Example:", "  gridcast client config get hours"})
  static final class Get extends OfKey {

    @Parameters(paramLabel = "KEY", description = "Which one; `config` lists them.")
    private String key = "";

    @Override
    void run() throws PreferenceException {
      Settings settings = Settings.of(file().read(), Map.of());
      say(settings.get(Key.require(key)).text());
    }
  }

  /** {@code config set}. */
  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      versionProvider = ClientMain.Version.class,
      description = {
        "Sets a preference. It is checked first; only its line of the file changes.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  gridcast client config set hours \"22:00-07:00, 12:00-13:00\"",
        "  gridcast client config set memory \"4 GiB\"",
        "  gridcast client config set only-when-idle \"5 min\""
      })
  static final class Set extends OfKey {

    @Parameters(index = "0", paramLabel = "KEY", description = "Which one; `config` lists them.")
    private String key = "";

    @Parameters(
        index = "1",
        paramLabel = "VALUE",
        description = "The value; quote it if it has spaces.")
    private String value = "";

    @Override
    void run() throws PreferenceException, IOException, ClientException {
      Key known = Key.require(key);
      PreferencesFile file = file();
      ClientFolder.make(folder());
      file.set(known, value);
      say(known.word() + ": " + value.strip() + " (" + file.path() + ")");
      Preferences now = Preferences.of(Settings.of(file.read(), Map.of()));
      warn(known, now);
      sayWhen(known);
    }

    /** Says what this machine cannot do; another that shares the file may well. */
    private void warn(Key known, Preferences now) {
      Path natives = ClientFolder.natives(folder());
      MachineLimits limits = new MachineLimits(ThisComputer.sensors(natives));
      limits.against(known, now).ifPresent(why -> say("Not on this machine: " + why + "."));
      Hardware hardware = ThisComputer.hardware(natives);
      try {
        Allotment.of(now, hardware);
      } catch (PreferenceException e) {
        say("`join` will refuse this on this machine: " + e.line() + ".");
      }
    }
  }

  /** {@code config unset}. */
  @Command(
      name = "unset",
      mixinStandardHelpOptions = true,
      versionProvider = ClientMain.Version.class,
      description = {"Removes a preference from the file, so that its default holds again.", ""},
      footer = {"", "Example:", "  gridcast client config unset hours"})
  static final class Unset extends OfKey {

    @Parameters(paramLabel = "KEY", description = "Which one; `config` lists them.")
    private String key = "";

    @Override
    void run() throws PreferenceException, IOException {
      Key known = Key.require(key);
      boolean removed = file().unset(known);
      say(
          known.word()
              + (removed ? ": the default holds again, " : " is not in the file; the default is ")
              + known.standard()
              + ".");
      if (removed) {
        sayWhen(known);
      }
    }
  }

  /** {@code config path}. */
  @Command(
      name = "path",
      mixinStandardHelpOptions = true,
      versionProvider = ClientMain.Version.class,
      description = {"Prints where the file of preferences is, or would be.", ""})
  static final class PathOfFile extends OfKey {

    @Override
    void run() {
      say(file().path().toString());
    }
  }
}
