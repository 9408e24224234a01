package dev.gridcast.server.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Texts;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;

/** Reads what is sent: small JSON objects with few members, and nothing else. */
final class Bodies {

  /** More than any deed needs. */
  static final int MOST_BYTES = 8 * 1024;

  private static final ObjectReader READER =
      Json.MAPPER
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private Bodies() {}

  /**
   * The object that was sent; an empty one when nothing was.
   *
   * @param members the names that are known
   * @throws ApiError 413 when it is too large, 400 when it is anything else
   */
  static JsonNode object(Context context, String... members) {
    byte[] bytes = bytes(context);
    if (bytes.length == 0) {
      return Json.MAPPER.createObjectNode();
    }
    String type = context.contentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(Json.TYPE)) {
      throw ApiError.of(415, "UNSUPPORTED_MEDIA_TYPE", "the body must be " + Json.TYPE);
    }
    JsonNode node = parse(bytes);
    if (!node.isObject()) {
      throw ApiError.badParameter("body", "the body must be a JSON object");
    }
    Set<String> known = Set.of(members);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw ApiError.badParameter(
            "UNKNOWN_PARAMETER", Query.shortened(name), "no such member is known here");
      }
    }
    return node;
  }

  /**
   * The one member {@code reason}, which somebody else is told.
   *
   * @throws ApiError as {@link #object}, and 400 when it is not one line
   */
  static String reason(Context context) {
    JsonNode reason = object(context, "reason").path("reason");
    String line = reason.isTextual() ? Texts.oneLine(reason.textValue(), Limits.MAX_REASON) : "";
    if (line.isEmpty() || !line.equals(reason.textValue().strip())) {
      throw ApiError.badParameter(
          "reason",
          "reason must be one line of 1 to " + Limits.MAX_REASON + " printable characters");
    }
    return line;
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return READER.readValue(bytes);
    } catch (JsonProcessingException e) {
      throw ApiError.badParameter("body", "the body is no JSON object");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Never more than the limit is read, whatever the request says of its length. */
  private static byte[] bytes(Context context) {
    try {
      byte[] bytes = context.req().getInputStream().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw ApiError.of(413, "TOO_LARGE", "the body must have at most " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw ApiError.badParameter("body", "the body did not come whole");
    }
  }
}
