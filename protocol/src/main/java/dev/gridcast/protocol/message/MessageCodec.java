package dev.gridcast.protocol.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a message into bytes and back: the length of the JSON as a 32-bit big-endian number, the
 * JSON in UTF-8, and then the attachment. In the JSON, {@code type} names the message and every
 * {@link Blob} is the number of bytes that it takes of the attachment, in order.
 *
 * <p>What arrives is hostile: every length is checked before anything is allocated for it, types
 * come from a fixed table, and whatever is wrong becomes a {@link MalformedMessageException}.
 */
public final class MessageCodec {

  private static final JsonMapper JSON = mapper();
  private static final ObjectReader LENIENT =
      JSON.readerFor(Message.class)
          .without(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
          .withAttribute(EnumWords.NEWER, true);
  private static final ObjectWriter WRITER = JSON.writerFor(Message.class);
  private static final ObjectReader READER = JSON.readerFor(Message.class);

  private MessageCodec() {}

  /** The bytes of a message, at most {@link Limits#MAX_MESSAGE_BYTES}. */
  public static byte[] encode(Message message) {
    return encode(message, 0);
  }

  /**
   * The same, with so many bytes before it that are the caller's: whoever wraps the message needs
   * no copy.
   */
  public static byte[] encode(Message message, int before) {
    Attachment.Blobs blobs = new Attachment.Blobs();
    byte[] json;
    try {
      json = WRITER.withAttribute(Attachment.KEY, blobs).writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message must have a JSON form: " + message, e);
    }
    int attached = blobs.size();
    byte[] bytes = new byte[before + Integer.BYTES + json.length + attached];
    ByteBuffer.wrap(bytes).position(before).putInt(json.length).put(json);
    blobs.copyTo(bytes, bytes.length - attached);
    return bytes;
  }

  /**
   * The message that the bytes are.
   *
   * @throws MalformedMessageException when they are not exactly one well-formed message
   */
  public static Message decode(byte[] bytes) throws MalformedMessageException {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * The message that the bytes from one place up to another are.
   *
   * @throws MalformedMessageException when they are not exactly one well-formed message
   */
  public static Message decode(byte[] bytes, int from, int to) throws MalformedMessageException {
    int jsonLength = jsonLength(bytes, from, to);
    Attachment.Rest rest = new Attachment.Rest(bytes, from + Integer.BYTES + jsonLength, to);
    @Nullable Message message = parse(READER, bytes, from, jsonLength, rest);
    if (message == null) {
      throw new MalformedMessageException("a message must be a JSON object: null");
    }
    if (rest.left() > 0) {
      throw new MalformedMessageException(
          "a message must claim all of its attachment, bytes left over: " + rest.left());
    }
    return message;
  }

  /**
   * The same for what a newer release says: what it has to say besides is overlooked, a word of an
   * enum that is not known here stands for its UNKNOWN, and a message of an unknown type is none.
   *
   * @throws MalformedMessageException when they are no message, whatever the release
   */
  public static Optional<Message> decodeKnown(byte[] bytes, int from, int to)
      throws MalformedMessageException {
    int jsonLength = jsonLength(bytes, from, to);
    Attachment.Rest rest = new Attachment.Rest(bytes, from + Integer.BYTES + jsonLength, to);
    return Optional.ofNullable(parse(LENIENT, bytes, from, jsonLength, rest));
  }

  private static int jsonLength(byte[] bytes, int from, int to) throws MalformedMessageException {
    int size = to - from;
    if (size < Integer.BYTES || size > Limits.MAX_MESSAGE_BYTES) {
      throw new MalformedMessageException(
          "a message must have 4 to " + Limits.MAX_MESSAGE_BYTES + " bytes: " + size);
    }
    int length = ByteBuffer.wrap(bytes, from, Integer.BYTES).getInt();
    int most = Math.min(size - Integer.BYTES, Limits.MAX_JSON_BYTES);
    if (length < 0 || length > most) {
      throw new MalformedMessageException(
          "the JSON must have 0 to " + most + " bytes here: " + Integer.toUnsignedString(length));
    }
    return length;
  }

  private static @Nullable Message parse(
      ObjectReader reader, byte[] bytes, int from, int jsonLength, Attachment.Rest rest)
      throws MalformedMessageException {
    try {
      return reader
          .withAttribute(Attachment.KEY, rest)
          .readValue(bytes, from + Integer.BYTES, jsonLength);
    } catch (IOException | RuntimeException e) {
      // RuntimeException too: whatever a library makes of hostile bytes, the peer is to blame.
      throw malformed(e);
    }
  }

  // The cause is left out on purpose: it would carry a stranger's bytes into logs.
  @SuppressWarnings("UnusedException")
  private static MalformedMessageException malformed(Exception e) {
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return new MalformedMessageException(String.valueOf(e.getCause().getMessage()));
    }
    if (e instanceof JsonMappingException mapping) {
      String path = mapping.getPathReference();
      return new MalformedMessageException(mapping.getOriginalMessage() + " at " + path);
    }
    if (e instanceof JsonProcessingException json) {
      return new MalformedMessageException(json.getOriginalMessage());
    }
    return new MalformedMessageException(String.valueOf(e.getMessage()));
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder(factory())
            .enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addMixIn(Message.class, Typed.class)
            .addMixIn(Machine.class, MachineForm.Written.class)
            .addModule(
                new SimpleModule("gridcast")
                    .addDeserializer(
                        ErrorCode.class, new EnumWords<>(ErrorCode.class, ErrorCode.UNKNOWN))
                    .addDeserializer(
                        FailureKind.class, new EnumWords<>(FailureKind.class, FailureKind.UNKNOWN))
                    .addDeserializer(
                        Verdict.Kind.class,
                        new EnumWords<>(Verdict.Kind.class, Verdict.Kind.UNKNOWN))
                    .addSerializer(Blob.class, new Attachment.Outgoing())
                    .addDeserializer(Blob.class, new Attachment.Incoming()))
            .build();
    MessageTypes.BY_NAME.forEach(
        (name, type) -> mapper.registerSubtypes(new NamedType(type, name)));
    // A newer or older client's Hello must be readable, or nobody could tell it that its version is
    // wrong.
    JsonIgnoreProperties.Value tolerant = JsonIgnoreProperties.Value.forIgnoreUnknown(true);
    mapper.configOverride(Hello.class).setIgnorals(tolerant);
    mapper.configOverride(ProtocolError.class).setIgnorals(tolerant);
    return mapper;
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(Limits.MAX_JSON_BYTES)
                .maxNestingDepth(16)
                .maxNameLength(4096)
                .maxNumberLength(64)
                .maxStringLength(Limits.MAX_RESULT_JSON)
                .maxTokenCount(100_000)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}
}
