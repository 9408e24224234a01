package dev.gridcast.server.support;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.verify.Judge;
import dev.gridcast.server.verify.Judgement;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.work.FolderTraining;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.TrainingException;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case that was really trained, by the engine {@code vector}, from what a volunteer gets, and
 * judged by the server's own judge.
 *
 * @param claim what its {@code result.json} says
 * @param resultJson the file
 * @param model the weights
 * @param scoring what the judge found
 */
public record RealCase(Claim claim, String resultJson, Blob model, Scoring scoring) {

  /** Trains a case of an experiment; the same case gives the same weights. */
  public static RealCase train(Experiment experiment, long index) {
    Map<String, String> parameters = experiment.space().decode(index);
    try {
      Path folder = Files.createTempDirectory("gridcast-case");
      try {
        Files.write(
            folder.resolve(WorkFolder.PARAMETERS),
            OwnParameters.without(OwnParameters.published(parameters)).toCsv());
        Files.write(folder.resolve(WorkFolder.SERIES), experiment.dataset().published());
        return judged(experiment, index, WorkFolder.of(folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParametersException | TrainingException e) {
      throw new AssertionError("the seeded cases can be trained", e);
    }
  }

  private static RealCase judged(Experiment experiment, long index, WorkFolder folder)
      throws IOException, TrainingException {
    Instant then = SeededStore.END;
    ResultFile.Trained trained = train(folder, then);
    Claim claim =
        new Claim(
            trained.validation().model().rmse(),
            trained.epochs(),
            trained.bestEpoch(),
            trained.seconds(),
            trained.provenance().engine() + " " + trained.provenance().engineVersion());
    String json = Files.readString(folder.result(), StandardCharsets.UTF_8);
    Blob model = Blob.wrap(Files.readAllBytes(folder.model()));
    CaseRow row =
        new CaseRow(
            index,
            experiment.space().caseId(index),
            experiment.space().decode(index),
            CaseState.REPORTED,
            0);
    Judgement judgement =
        Judge.of(experiment)
            .judge(new StoredResult("0".repeat(32), row, "somebody", claim, json, model, then));
    if (!(judgement instanceof Judgement.Scored scored)) {
      throw new AssertionError("an honest result was not believed: " + judgement);
    }
    return new RealCase(claim, json, model, scored.scoring());
  }

  /** Trains what lies in a folder. */
  public static ResultFile.Trained train(WorkFolder folder, Instant at)
      throws IOException, TrainingException {
    return new FolderTraining(
            folder,
            (choice, architecture) -> new VectorEngine(),
            List.of(),
            Optional.empty(),
            () -> at,
            progress -> {},
            remark -> {})
        .run();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
