package dev.gridcast.trainer.work;

import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The folder of one case and the names of its files; what is read and what is written may lie in
 * two folders, the first of which is never written to.
 *
 * <p>Every file appears whole or not at all, and {@code result.json} appears last: where it says
 * that a model was trained, the model is there.
 *
 * @param input holds {@code parameters.csv} and {@code time-series.csv}; may be read-only
 * @param output gets {@code result.json}, {@code model.safetensors} and {@code model-card.json},
 *     and while a network is trained {@code checkpoint.safetensors}
 */
public record WorkFolder(Path input, Path output) {

  public static final String PARAMETERS = "parameters.csv";
  public static final String SERIES = "time-series.csv";
  public static final String RESULT = "result.json";
  public static final String MODEL = "model.safetensors";
  public static final String MODEL_CARD = "model-card.json";
  public static final String CHECKPOINT = "checkpoint.safetensors";

  /** Everything in one folder. */
  public static WorkFolder of(Path directory) {
    return new WorkFolder(directory, directory);
  }

  public Path parameters() {
    return input.resolve(PARAMETERS);
  }

  public Path series() {
    return input.resolve(SERIES);
  }

  public Path result() {
    return output.resolve(RESULT);
  }

  public Path model() {
    return output.resolve(MODEL);
  }

  public Path modelCard() {
    return output.resolve(MODEL_CARD);
  }

  public Path checkpoint() {
    return output.resolve(CHECKPOINT);
  }

  /** Removes what an earlier training left, but its checkpoint. */
  public void clear() throws IOException {
    Files.deleteIfExists(result());
    Files.deleteIfExists(model());
    Files.deleteIfExists(modelCard());
    for (Path file : List.of(result(), model(), modelCard(), checkpoint())) {
      Files.deleteIfExists(part(file)); // of a trainer that was killed while it wrote
    }
  }

  /** Writes what a training found: the model and its card, then the result. */
  public void write(ResultFile.Trained result, Weights weights, byte[] card) throws IOException {
    replace(model(), Safetensors.write(weights));
    replace(modelCard(), card);
    replace(result(), result.toJson());
    Files.deleteIfExists(checkpoint());
  }

  /** Writes why there is no model, and removes any. */
  public void write(ResultFile.Failed result) throws IOException {
    Files.deleteIfExists(model());
    Files.deleteIfExists(modelCard());
    replace(result(), result.toJson());
    Files.deleteIfExists(checkpoint());
  }

  static void replace(Path file, byte[] bytes) throws IOException {
    Path part = part(file);
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(part, e);
      throw e;
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Half a file on a full disk only takes room. */
  private static void deleteQuietly(Path file, IOException why) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
