package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Trains the case in a work folder, from its two files to its two results. */
public final class FolderTraining {

  private final WorkFolder folder;
  private final EngineSource engines;
  private final InstantSource clock;
  private final Consumer<EpochProgress> progress;

  /**
   * @param progress is told after each epoch
   */
  public FolderTraining(
      WorkFolder folder,
      EngineSource engines,
      InstantSource clock,
      Consumer<EpochProgress> progress) {
    this.folder = folder;
    this.engines = engines;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Trains, and writes {@code result.json} whatever came of it, and the model if there is one.
   *
   * @throws TrainingException when there is no model; {@code result.json} says why
   * @throws IOException when the results cannot be written
   */
  public ResultFile.Trained run() throws TrainingException, IOException {
    folder.clear();
    try {
      return trainWithinMemory();
    } catch (TrainingException e) {
      folder.write(new ResultFile.Failed(e.failure().kind(), String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /** Memory may run out anywhere: a series can be larger than the network. */
  private ResultFile.Trained trainWithinMemory() throws TrainingException, IOException {
    try {
      return train();
    } catch (OutOfMemoryError e) {
      throw new TrainingException(
          new TrainingFailure.OutOfMemory(
              "the series and the network did not fit into memory ("
                  + e.getMessage()
                  + "); give java a larger -Xmx, or the case fewer rows, lags or units"),
          e);
    }
  }

  private ResultFile.Trained train() throws TrainingException, IOException {
    Instant startedAt = clock.instant();
    CaseParameters parameters = parameters();
    byte[] dataset = series();
    CaseScorer scorer = scorer(parameters, dataset);
    TrainingEngine engine = engine();
    TrainedCase trained;
    try {
      trained = new CaseTraining(parameters, scorer, engine, clock, progress).run();
    } catch (RuntimeException e) {
      throw new TrainingException(
          new TrainingFailure.EngineFailed("the engine " + engine.name() + " failed: " + e), e);
    }
    Provenance provenance =
        Machine.provenance(
            engine, parameters, dataset, trained.weights(), startedAt, clock.instant());
    ResultFile.Trained result =
        new ResultFile.Trained(
            parameters.labels(),
            trained.validation(),
            trained.trainingSamples(),
            trained.forecast(),
            trained.bestEpoch(),
            parameters.plan().epochs(),
            trained.seconds(),
            scorer.samples().windowsDroppedAtGaps(),
            trained.history(),
            provenance);
    folder.write(result, trained.weights());
    return result;
  }

  private CaseParameters parameters() throws TrainingException {
    Path file = folder.parameters();
    try {
      if (Files.size(file) > ParametersCsv.MAX_BYTES) {
        throw new ParametersException(
            file + ": is larger than the " + ParametersCsv.MAX_BYTES + " bytes that are read");
      }
      return CaseParameters.parse(Files.readAllBytes(file), file.toString());
    } catch (ParametersException e) {
      throw badParameters(e);
    } catch (NoSuchFileException e) {
      throw new TrainingException(new TrainingFailure.BadParameters(missing(file)), e);
    } catch (IOException e) {
      throw new TrainingException(new TrainingFailure.BadParameters(unreadable(file, e)), e);
    }
  }

  private byte[] series() throws TrainingException {
    Path file = folder.series();
    try {
      if (Files.size(file) > ReadOptions.DEFAULT_MAX_BYTES) {
        throw new TrainingException(
            new TrainingFailure.BadSeries(
                file
                    + ": is larger than the "
                    + ReadOptions.DEFAULT_MAX_BYTES
                    + " bytes that are read"));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TrainingException(new TrainingFailure.BadSeries(missing(file)), e);
    } catch (IOException e) {
      throw new TrainingException(new TrainingFailure.BadSeries(unreadable(file, e)), e);
    }
  }

  private CaseScorer scorer(CaseParameters parameters, byte[] dataset) throws TrainingException {
    try {
      TimeSeries series =
          SeriesCsv.parse(
              dataset,
              folder.series().toString(),
              ReadOptions.defaults().withTimeColumn(parameters.time()));
      return CaseScorer.of(parameters, series);
    } catch (SeriesException e) {
      throw new TrainingException(new TrainingFailure.BadSeries(String.valueOf(e.getMessage())), e);
    } catch (ParametersException e) {
      throw badParameters(e);
    } catch (SampleException e) {
      throw new TrainingException(
          new TrainingFailure.NoSamples(folder.series() + ": " + e.getMessage()), e);
    }
  }

  private TrainingEngine engine() throws TrainingException {
    try {
      return engines.open();
    } catch (EngineUnavailableException e) {
      throw new TrainingException(
          new TrainingFailure.EngineMissing(String.valueOf(e.getMessage())), e);
    }
  }

  private static TrainingException badParameters(ParametersException e) {
    return new TrainingException(
        new TrainingFailure.BadParameters(String.valueOf(e.getMessage())), e);
  }

  private String missing(Path file) {
    return file
        + " is missing; a work folder needs "
        + WorkFolder.PARAMETERS
        + " and "
        + WorkFolder.SERIES;
  }

  private static String unreadable(Path file, IOException e) {
    return file + " cannot be read: " + e;
  }
}
