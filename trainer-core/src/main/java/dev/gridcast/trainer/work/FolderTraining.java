package dev.gridcast.trainer.work;

import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Trains the case in a work folder, from its two files to its two results. */
public final class FolderTraining {

  private final WorkFolder folder;
  private final EngineSource engines;
  private final List<CaseFormat> formats;
  private final Optional<Duration> checkpointEvery;
  private final InstantSource clock;
  private final Consumer<EpochProgress> progress;
  private final Consumer<String> remarks;

  /**
   * @param formats other forms of the two files that are understood
   * @param checkpointEvery the least time between two checkpoints of a network's training, zero:
   *     after each epoch; empty: none is written, nor resumed from
   * @param progress is told after each epoch
   * @param remarks gets lines for people
   */
  public FolderTraining(
      WorkFolder folder,
      EngineSource engines,
      List<CaseFormat> formats,
      Optional<Duration> checkpointEvery,
      InstantSource clock,
      Consumer<EpochProgress> progress,
      Consumer<String> remarks) {
    this.folder = folder;
    this.engines = engines;
    this.formats = List.copyOf(formats);
    this.checkpointEvery = checkpointEvery;
    this.clock = clock;
    this.progress = progress;
    this.remarks = remarks;
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
      throw outOfMemory(e);
    }
  }

  static TrainingException outOfMemory(OutOfMemoryError e) {
    return new TrainingException(
        new TrainingFailure.OutOfMemory(
            "the series and the network did not fit into memory ("
                + e.getMessage()
                + "); give java a larger -Xmx, or the case fewer rows, lags or units"),
        e);
  }

  private ResultFile.Trained train() throws TrainingException, IOException {
    Instant startedAt = clock.instant();
    byte[] parametersFile = parametersFile();
    byte[] dataset = seriesFile();
    CaseFormat.Case read = read(parametersFile, dataset);
    CaseParameters parameters = read.parameters();
    CaseScorer scorer = scorer(read);
    String datasetSha256 = Machine.sha256(dataset);
    CheckpointFile checkpoints =
        new CheckpointFile(folder.checkpoint(), checkpointEvery, clock, remarks);
    TrainedCase trained =
        new CaseTraining(parameters, scorer, engines, checkpoints, datasetSha256, clock, progress)
            .run();
    Provenance provenance =
        Machine.provenance(trained, parameters, datasetSha256, startedAt, clock.instant());
    List<String> notes = new ArrayList<>(read.notes());
    notes.addAll(trained.notes());
    ResultFile.Trained result =
        new ResultFile.Trained(
            parameters.labels(),
            trained.validation(),
            trained.trainingSamples(),
            trained.forecast(),
            trained.bestEpoch(),
            trained.history().size(),
            trained.epochsPlanned(),
            trained.seconds(),
            scorer.samples().windowsDroppedAtGaps(),
            trained.history(),
            notes,
            provenance);
    byte[] card =
        ModelCard.write(
            parameters,
            scorer,
            Map.of("validation", trained.validation()),
            Optional.of(provenance));
    folder.write(result, trained.weights(), card);
    return result;
  }

  private byte[] parametersFile() throws TrainingException {
    Path file = folder.parameters();
    try {
      if (Files.size(file) > ParametersCsv.MAX_BYTES) {
        throw new TrainingException(
            new TrainingFailure.BadParameters(
                file + ": is larger than the " + ParametersCsv.MAX_BYTES + " bytes that are read"));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TrainingException(new TrainingFailure.BadParameters(missing(file)), e);
    } catch (IOException e) {
      throw new TrainingException(new TrainingFailure.BadParameters(unreadable(file, e)), e);
    }
  }

  private byte[] seriesFile() throws TrainingException {
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

  private CaseFormat.Case read(byte[] parametersFile, byte[] dataset) throws TrainingException {
    String parametersSource = folder.parameters().toString();
    String seriesSource = folder.series().toString();
    try {
      for (CaseFormat format : formats) {
        if (format.recognises(parametersFile)) {
          return format.read(parametersFile, parametersSource, dataset, seriesSource);
        }
      }
      CaseParameters parameters = CaseParameters.parse(parametersFile, parametersSource);
      TimeSeries series =
          SeriesCsv.parse(
              dataset, seriesSource, ReadOptions.defaults().withTimeColumn(parameters.time()));
      return new CaseFormat.Case(parameters, series, List.of());
    } catch (SeriesException e) {
      throw new TrainingException(new TrainingFailure.BadSeries(String.valueOf(e.getMessage())), e);
    } catch (ParametersException e) {
      throw badParameters(e);
    }
  }

  private CaseScorer scorer(CaseFormat.Case read) throws TrainingException {
    try {
      return CaseScorer.of(read.parameters(), read.series());
    } catch (ParametersException e) {
      throw badParameters(e);
    } catch (SampleException e) {
      throw new TrainingException(
          new TrainingFailure.NoSamples(folder.series() + ": " + e.getMessage()), e);
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
