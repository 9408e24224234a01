package dev.gridcast.client.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What a trainer left in its work folder, read as if an enemy had written it: plain files only,
 * nothing behind a link, bounded sizes.
 */
public final class TrainerOutput {

  /** As much as a message carries. */
  public static final int MAX_RESULT_BYTES = Limits.MAX_RESULT_JSON;

  /** As much as one message can carry. */
  public static final int MAX_MODEL_BYTES = Limits.MAX_BLOB_BYTES;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REASON_CHARACTERS = 400;

  private final Path folder;

  /** Looks into a folder that a trainer could write to. */
  public TrainerOutput(Path folder) {
    this.folder = folder;
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
    byte[] bytes = read("model.safetensors", MAX_MODEL_BYTES);
    if (bytes.length == 0) {
      throw new BadOutputException("model.safetensors is empty");
    }
    return Blob.wrap(bytes);
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

  private String text() throws BadOutputException {
    byte[] bytes = read("result.json", MAX_RESULT_BYTES);
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
    Path file = folder.resolve(name);
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
