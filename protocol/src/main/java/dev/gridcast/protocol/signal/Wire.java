package dev.gridcast.protocol.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JSON of the signalling requests and answers, and its limits. */
final class Wire {

  static final String OFFER = "/v1/offer";
  static final String ABOUT = "/v1/about";
  static final String SERVICE = "gridcast";

  /** A request or an answer in bytes: 64 KiB; a description has about one. */
  static final int MAX_BYTES = 64 << 10;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxNestingDepth(4)
                          .maxTokenCount(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Wire() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Offer(@Nullable String secret, @Nullable String sdp) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Answer(@Nullable String sdp) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(@Nullable String error) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record About(@Nullable String service, int protocol, @Nullable String version) {}

  static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer must have a JSON form: " + value.getClass(), e);
    }
  }

  /** The value, or null when the bytes are not its JSON. */
  static <T> @Nullable T read(byte[] bytes, Class<T> type) {
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException | RuntimeException e) {
      // RuntimeException too: whatever a library makes of hostile bytes, they are not our JSON.
      return null;
    }
  }
}
