package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.engine.dl4j.NativeFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trainer unpack}: what the first training on a machine would do, ahead of it. */
@Command(
    name = "unpack",
    mixinStandardHelpOptions = true,
    versionProvider = TrainerMain.Version.class,
    description = {
      "Unpacks the native libraries and loads them once, so that no training has to wait for that.",
      "Without --to they go where trainings look for them by themselves."
    },
    footer = {
      "",
      "Example, for a folder that will be read-only (Linux):",
      "  java -jar trainer.jar unpack --to /opt/natives",
      "  java -Ddev.gridcast.trainer.natives=/opt/natives -jar trainer.jar run my-case",
      "",
      "Exit codes: 0 they are there and were loaded, 2 wrong usage, 3 none for this machine, or no"
          + " room."
    })
final class UnpackCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "A folder for them alone, which may be read-only afterwards.")
  private @Nullable Path folder;

  @Option(
      names = "--slim-jar",
      paramLabel = "FILE",
      description = "With --to: also write this program's jar without its native libraries there.")
  private @Nullable Path slimJar;

  @Option(
      names = "--without-loading",
      description =
          "With --to: do not load them; for a machine without the graphics card that they need.")
  private boolean withoutLoading;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (folder == null && (slimJar != null || withoutLoading)) {
      throw new ParameterException(
          spec.commandLine(), "--slim-jar and --without-loading need --to DIR");
    }
    try {
      if (folder != null) {
        NativeFolder.unpack(folder);
        System.setProperty(NativeFolder.PROPERTY, folder.toString());
        if (slimJar != null) {
          NativeFolder.writeJarWithoutLibraries(slimJar);
        }
      }
      if (!withoutLoading) {
        Engines.dl4j(err);
      }
      err.println("the native libraries lie in " + Dl4jEngine.natives());
      return ExitCode.OK;
    } catch (EngineUnavailableException e) {
      err.println("trainer: " + e.getMessage());
      return ExitCode.MISSING;
    } catch (IOException e) {
      err.println("trainer: the native libraries cannot be unpacked: " + e);
      return ExitCode.MISSING;
    }
  }
}
