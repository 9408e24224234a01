package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.work.EngineSource;
import dev.gridcast.trainer.work.EpochProgress;
import dev.gridcast.trainer.work.FolderTraining;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.TrainingException;
import dev.gridcast.trainer.work.TrainingFailure;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Cases from their folders to exit codes, with text for people. */
final class CaseRun {

  private final EngineSource engines;
  private final InstantSource clock;
  private final PrintWriter err;

  /**
   * @param err gets the text for people
   */
  CaseRun(EngineSource engines, InstantSource clock, PrintWriter err) {
    this.engines = engines;
    this.clock = clock;
    this.err = err;
  }

  /**
   * How a case ended.
   *
   * @param exitCode one of {@link ExitCode}
   * @param memoryIsSound whether this JVM can be trusted with another case
   */
  record Ended(int exitCode, boolean memoryIsSound) {}

  /** Trains one case; whatever is wrong with it has been said when this returns. */
  Ended run(WorkFolder folder, Consumer<EpochProgress> progress) {
    if (!Files.isDirectory(folder.input())) {
      err.println("trainer: " + folder.input() + " is not a folder");
      return new Ended(ExitCode.BAD_INPUT, true);
    }
    if (Files.notExists(folder.parameters()) && Files.notExists(folder.series())) {
      // Somebody else's model may lie here: nothing is written or removed.
      err.println(
          "trainer: "
              + folder.input()
              + " is no work folder: it has neither "
              + WorkFolder.PARAMETERS
              + " nor "
              + WorkFolder.SERIES);
      return new Ended(ExitCode.BAD_INPUT, true);
    }
    try {
      Files.createDirectories(folder.output());
      if (!Files.isWritable(folder.output())) {
        // Said before hours of training, not after them.
        throw new AccessDeniedException(folder.output().toString());
      }
      summary(folder, new FolderTraining(folder, engines, clock, progress).run());
      return new Ended(ExitCode.OK, true);
    } catch (TrainingException e) {
      err.println("trainer: " + e.getMessage());
      return new Ended(ExitCode.of(e.failure()), isSoundAfter(e.failure()));
    } catch (IOException e) {
      // The machine's fault, not the case's: no room, no right to write.
      err.println("trainer: the results cannot be written to " + folder.output() + ": " + e);
      return new Ended(ExitCode.MISSING, true);
    }
  }

  /** Half of what ran out of memory, or of what broke inside an engine, may still be there. */
  private static boolean isSoundAfter(TrainingFailure failure) {
    return !(failure instanceof TrainingFailure.OutOfMemory
        || failure instanceof TrainingFailure.EngineFailed);
  }

  private void summary(WorkFolder folder, ResultFile.Trained result) {
    double rmse = result.validation().model().rmse();
    double persistence = result.validation().persistence().rmse();
    err.printf(
        Locale.ROOT,
        "trained %d epochs in %.1f s; epoch %d is the best%n",
        result.epochs(),
        result.seconds(),
        result.bestEpoch());
    err.println(
        "validation RMSE "
            + figure(rmse)
            + ", persistence "
            + figure(persistence)
            + ": the model "
            + (rmse < persistence ? "beats persistence" : "does not beat persistence"));
    result
        .forecast()
        .ifPresent(
            next ->
                err.println(
                    "forecast for "
                        + next.time()
                        + ": "
                        + next.values().entrySet().stream()
                            .map(value -> value.getKey() + " " + figure(value.getValue()))
                            .collect(Collectors.joining(", "))));
    err.println("result: " + folder.result());
    err.println("model:  " + folder.model());
  }

  /** Six significant digits, never with an exponent. */
  static String figure(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
