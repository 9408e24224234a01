package dev.gridcast.client.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trainer left in its output folder, read as if an enemy had written it: plain files of
 * expected names only, nothing behind a link, bounded sizes.
 *
 * <p>The enemy may still run while this reads, and could change a checked file for a pipe or a link
 * before it is opened. So each file is first moved to a folder that no trainer sees: what is looked
 * at there stays what it is.
 */
public final class TrainerOutput implements AutoCloseable {

  /** As much as a message carries. */
  public static final int MAX_RESULT_BYTES = Limits.MAX_RESULT_JSON;

  /** As much as one message can carry. */
  public static final int MAX_MODEL_BYTES = Limits.MAX_BLOB_BYTES;

  private static final Logger log = LoggerFactory.getLogger(TrainerOutput.class);
  private static final String RESULT = "result.json";
  private static final String ENGINE_MISSING = "engine-missing";
  private static final String MODEL = "model.safetensors";

  /** What a trainer may leave for people who run it by themselves; nobody here reads it. */
  private static final Set<String> LEFT_UNREAD =
      Set.of("checkpoint.safetensors", "model-card.json");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REASON_CHARACTERS = 400;

  private final Path safe;

  private TrainerOutput(Path safe) {
    this.safe = safe;
  }

  /**
   * Takes what is in the job's output folder out of the trainer's reach, for good; {@link #close}
   * removes it.
   *
   * @throws BadOutputException when there is something in it that does not belong there
   */
  public static TrainerOutput take(TrainingJob job) throws BadOutputException {
    Path written = job.box().resolve(job.name() + ".written");
    Path safe = job.box().resolve(job.name() + ".safe");
    try {
      DurableFiles.deleteTree(written);
      DurableFiles.deleteTree(safe);
      Files.createDirectory(safe);
      // The folder itself could be a link by now: moving moves the link, not what it points to.
      Files.move(job.output(), written, StandardCopyOption.ATOMIC_MOVE);
      if (!Files.isDirectory(written, LinkOption.NOFOLLOW_LINKS)) {
        throw new BadOutputException("the trainer put something else where its folder was");
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(written)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (!name.equals(RESULT) && !name.equals(MODEL) && !LEFT_UNREAD.contains(name)) {
            throw new BadOutputException(
                "the trainer wrote a file of an unexpected name: " + Texts.oneLine(name, 60));
          }
          Files.move(entry, safe.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      Files.delete(written);
      try (DirectoryStream<Path> others = Files.newDirectoryStream(outputs(job))) {
        for (Path other : others) {
          throw new BadOutputException(
              "the trainer wrote beside its folder: "
                  + Texts.oneLine(other.getFileName().toString(), 60));
        }
      }
      return new TrainerOutput(safe);
    } catch (NoSuchFileException e) {
      throw new BadOutputException("the trainer removed its output folder");
    } catch (IOException e) {
      // Not the whole of it: the reason goes to a server, which has no business with paths here.
      log.warn("the output of {} cannot be taken", job.name(), e);
      throw new BadOutputException(
          "the trainer's output cannot be taken: " + e.getClass().getSimpleName());
    }
  }

  /** Removes what is left of a job's output; for when nothing of its trainer runs any more. */
  public static void discard(TrainingJob job) {
    for (String ending : List.of(".written", ".safe")) {
      remove(job.box().resolve(job.name() + ending));
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(outputs(job))) {
      all.forEach(TrainerOutput::remove);
    } catch (IOException e) {
      log.warn("the output of {} is left behind: {}", job.name(), e.toString());
    }
  }

  private static Path outputs(TrainingJob job) {
    return job.box().resolve("out");
  }

  @Override
  public void close() {
    remove(safe);
  }

  private static void remove(Path folder) {
    try {
      DurableFiles.deleteTree(folder);
    } catch (IOException e) {
      log.warn("{} is left behind: {}", folder, e.toString());
    }
  }

  /** The text of a {@code result.json} that claims success. */
  public String trainedResult() throws BadOutputException {
    String text = text();
    JsonNode result = parse(text);
    String status = result.path("status").asText("");
    if (!status.equals("trained")) {
      throw new BadOutputException(
          "the trainer ended well, but result.json has the status '"
              + Texts.oneLine(status, 40)
              + "', not 'trained'");
    }
    return text;
  }

  /** The bytes of {@code model.safetensors}. */
  public Blob model() throws BadOutputException {
    byte[] bytes = read(MODEL, MAX_MODEL_BYTES);
    if (bytes.length == 0) {
      throw new BadOutputException("model.safetensors is empty");
    }
    return Blob.wrap(bytes);
  }

  /** Whether there is a {@code model.safetensors} at all. */
  public boolean hasModel() {
    return Files.exists(safe.resolve(MODEL), LinkOption.NOFOLLOW_LINKS);
  }

  /** Why there is no model, when {@code result.json} says so: "kind: reason". */
  public Optional<String> failureReason() {
    try {
      JsonNode result = parse(text());
      String reason = result.path("reason").asText("");
      if (!result.path("status").asText("").equals("failed") || reason.isBlank()) {
        return Optional.empty();
      }
      String kind = result.path("kind").asText("");
      return Optional.of(
          Texts.oneLine(kind.isBlank() ? reason : kind + ": " + reason, REASON_CHARACTERS));
    } catch (BadOutputException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code result.json} says that the training engine is not there. */
  public boolean lacksEngine() {
    try {
      JsonNode result = parse(text());
      return result.path("status").asText("").equals("failed")
          && result.path("kind").asText("").equals(ENGINE_MISSING);
    } catch (BadOutputException e) {
      return false;
    }
  }

  private String text() throws BadOutputException {
    byte[] bytes = read(RESULT, MAX_RESULT_BYTES);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadOutputException("result.json is not UTF-8 text");
    }
  }

  private static JsonNode parse(String text) throws BadOutputException {
    try {
      JsonNode node = JSON.readTree(text);
      if (!node.isObject()) {
        throw new BadOutputException("result.json does not hold a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new BadOutputException(
          "result.json is not JSON: " + Texts.oneLine(e.getOriginalMessage(), 120));
    }
  }

  private byte[] read(String name, int maxBytes) throws BadOutputException {
    Path file = safe.resolve(name);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        throw new BadOutputException(name + " is a link, not a file");
      }
      if (!attributes.isRegularFile()) {
        throw new BadOutputException(name + " is not a plain file");
      }
      if (hasOtherNames(file)) {
        throw new BadOutputException(name + " is a hard link to another file");
      }
      if (attributes.size() > maxBytes) {
        throw new BadOutputException(
            name + " has " + attributes.size() + " bytes, more than the " + maxBytes + " allowed");
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
          throw new BadOutputException(name + " has more than the " + maxBytes + " bytes allowed");
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw new BadOutputException("the trainer wrote no " + name);
    } catch (FileSystemException e) {
      throw new BadOutputException(name + " cannot be read: " + e.getReason());
    } catch (IOException e) {
      throw new BadOutputException(name + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * A second name could be that of a file which the trainer may read but has no business sending.
   */
  private static boolean hasOtherNames(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    return ((Number) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).intValue()
        > 1;
  }

  /** The output cannot be used; the message says why, in one line. */
  public static final class BadOutputException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    BadOutputException(String reason) {
      super(reason);
      this.reason = Texts.oneLine(reason, REASON_CHARACTERS);
    }

    /** The message, in one line. */
    public String reason() {
      return reason;
    }
  }
}
