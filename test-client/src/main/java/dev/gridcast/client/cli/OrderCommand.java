package dev.gridcast.client.cli;

import dev.gridcast.client.control.Order;
import dev.gridcast.client.preference.Durations;
import dev.gridcast.client.preference.PreferenceException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that are one order to a client that runs. */
@Command(mixinStandardHelpOptions = true, versionProvider = ClientMain.Version.class)
abstract sealed class OrderCommand implements Callable<Integer> {

  @Mixin private DataDir dataDir;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  OrderCommand() {}

  /** What to ask. */
  abstract Order order();

  /** How to take it back, as a sentence; {@code %s} is the rest of a command line. */
  abstract String hint();

  @Override
  public Integer call() throws ClientException {
    Order order;
    try {
      order = order();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(ControlLine.send(dataDir.folder(), order).said());
    if (!hint().isEmpty()) {
      out.println(hint().formatted(dataDir.suffix()));
    }
    out.flush();
    return ExitCode.OK;
  }

  /** {@code pause}. */
  @Command(
      name = "pause",
      description = {
        "Freezes the cases in training and takes no new ones, until `resume`. After 10 minutes they"
            + " go back to the server, so that their memory is yours again.",
        ""
      })
  static final class Pause extends OrderCommand {

    @Override
    Order order() {
      return new Order.Pause();
    }

    @Override
    String hint() {
      return "Go on with `gridcast client resume%s`.";
    }
  }

  /** {@code resume}. */
  @Command(
      name = "resume",
      description = {
        "Takes back `pause` and `snooze`. What your preferences forbid stays forbidden.",
        ""
      })
  static final class Resume extends OrderCommand {

    @Override
    Order order() {
      return new Order.Resume();
    }

    @Override
    String hint() {
      return "";
    }
  }

  /** {@code snooze}. */
  @Command(
      name = "snooze",
      description = {"Pauses for a while, and resumes by itself.", ""},
      footer = {"", "Example:", "  gridcast client snooze 2h"})
  static final class Snooze extends OrderCommand {

    @Parameters(
        paramLabel = "TIME",
        description = "For how long: 45m, 2h, 1h30m, 1d; at most 30 days")
    private String time = "";

    @Override
    Order order() {
      try {
        return new Order.Snooze(Durations.parse(time));
      } catch (PreferenceException e) {
        throw new IllegalArgumentException(e.line(), e);
      }
    }

    @Override
    String hint() {
      return "Go on earlier with `gridcast client resume%s`.";
    }
  }

  /** {@code stop-after-this-case}. */
  @Command(
      name = "stop-after-this-case",
      description = {
        "Lets the cases in training be finished and reported, takes no other, and ends the client.",
        ""
      })
  static final class StopAfterThisCase extends OrderCommand {

    @Override
    Order order() {
      return new Order.StopAfterThisCase();
    }

    @Override
    String hint() {
      return "";
    }
  }
}
