package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.work.CandleForecast;
import dev.gridcast.trainer.work.CaseFormat;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Cases from their folders to exit codes, with text for people. */
final class CaseRun {

  private final EngineSource engines;
  private final List<CaseFormat> formats;
  private final Optional<Duration> checkpointEvery;
  private final InstantSource clock;
  private final PrintWriter err;

  /**
   * @param formats other forms of a case's files that are understood
   * @param checkpointEvery the least time between two checkpoints; empty: none
   * @param err gets the text for people
   */
  CaseRun(
      EngineSource engines,
      List<CaseFormat> formats,
      Optional<Duration> checkpointEvery,
      InstantSource clock,
      PrintWriter err) {
    this.engines = engines;
    this.formats = List.copyOf(formats);
    this.checkpointEvery = checkpointEvery;
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
      FolderTraining training =
          new FolderTraining(
              folder, engines, formats, checkpointEvery, clock, progress, err::println);
      summary(folder, training.run());
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
    for (String note : result.notes()) {
      err.println("note: " + note);
    }
    if (result.epochs() > 0) {
      err.printf(
          Locale.ROOT,
          "trained %d epochs in %.1f s%s; epoch %d is the best%n",
          result.epochs(),
          result.seconds(),
          result.stoppedEarly()
              ? ", ended early of " + result.epochsPlanned() + " without a new best one"
              : "",
          result.bestEpoch());
    }
    err.println(verdict(result.validation()));
    for (CandleForecast next : result.forecast()) {
      err.println(
          "forecast for "
              + next.time()
              + ": "
              + next.values().entrySet().stream()
                  .map(value -> value.getKey() + " " + figure(value.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    err.println("result: " + folder.result());
    err.println("model:  " + folder.model());
  }

  /**
   * For example: validation RMSE 2, persistence 3, linear 1: the model beats persistence, not
   * linear.
   */
  static String verdict(Evaluation validation) {
    StringBuilder line = new StringBuilder("validation RMSE ");
    line.append(figure(validation.model().rmse()));
    List<String> beaten = new ArrayList<>();
    List<String> unbeaten = new ArrayList<>();
    validation
        .baselines()
        .forEach(
            (baseline, metrics) -> {
              line.append(", ").append(baseline.key()).append(' ').append(figure(metrics.rmse()));
              boolean beats = validation.model().rmse() < metrics.rmse();
              (beats ? beaten : unbeaten).add(baseline.key());
            });
    line.append(": the model ");
    if (beaten.isEmpty()) {
      return line.append("does not beat ").append(String.join(" or ", unbeaten)).toString();
    }
    line.append("beats ").append(String.join(" and ", beaten));
    return unbeaten.isEmpty()
        ? line.toString()
        : line.append(", not ").append(String.join(" or ", unbeaten)).toString();
  }

  /** Six significant digits, never with an exponent. */
  static String figure(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
