package dev.gridcast.protocol.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.identity.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the sealed messages of signalling: JSON objects of which unknown fields are
 * ignored, so that newer releases may add some.
 */
final class Letters {

  static final int KNOCK = 1;
  static final int OFFER = 2;
  static final int WELCOME = 3;
  static final int ANSWER = 4;
  static final int REFUSAL = 5;

  /** The first byte of a letter that {@link ShortText} made short; JSON begins otherwise. */
  private static final byte SHORT = 1;

  private static final int TOKEN_BYTES = 16;
  private static final int MAX_TOKENS = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(SealedBox.MAX_BODY_BYTES)
                          .maxNestingDepth(5)
                          .maxTokenCount(MAX_TOKENS)
                          .maxNameLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Letters() {}

  /**
   * A knock or an offer.
   *
   * @param nonce 16 random bytes in base64url, never used again
   * @param time when it was made, in milliseconds since 1970, by the clock of who made it
   * @param client the release, for people
   * @param way on which way it was sent, for people
   * @param attempt of an offer: 16 random bytes in base64url, the same on every way
   * @param patienceSeconds of an offer that is carried by hand
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(
      @Nullable String nonce,
      @Nullable Long time,
      @Nullable String secret,
      @Nullable String client,
      @Nullable String way,
      @Nullable String attempt,
      @Nullable String fingerprint,
      @Nullable String sdp,
      @Nullable Integer patienceSeconds) {

    /** The secret, when there is one. */
    Optional<Secret> knownSecret() {
      try {
        return secret == null ? Optional.empty() : Optional.of(Secret.parse(secret));
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // no secret of ours has that form: it is a wrong one
      }
    }
  }

  /**
   * A welcome, an answer or a refusal.
   *
   * @param re the nonce of the request
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Reply(
      @Nullable String nonce,
      @Nullable Long time,
      @Nullable String re,
      @Nullable Integer protocol,
      @Nullable String version,
      @Nullable List<Ice> ice,
      @Nullable Boolean relayOnly,
      @Nullable String fingerprint,
      @Nullable String sdp,
      @Nullable String code,
      @Nullable String message,
      @Nullable Long serverTime,
      @Nullable Long retryAfterMillis) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Ice(
      @Nullable List<String> urls,
      @Nullable String username,
      @Nullable String credential,
      @Nullable Boolean anyCertificate) {}

  /** A new nonce or attempt. */
  static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static boolean isToken(@Nullable String text) {
    return text != null && text.matches("[A-Za-z0-9_-]{22}");
  }

  /**
   * The bytes of a letter.
   *
   * @throws IllegalArgumentException when it is too large to be sealed
   */
  static byte[] write(Object letter) {
    try {
      return JSON.writeValueAsBytes(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a letter must have a JSON form", e);
    }
  }

  /** The same for a person to carry. */
  static byte[] writeShort(Object letter) {
    byte[] deflated = ShortText.deflate(write(letter));
    byte[] bytes = new byte[deflated.length + 1];
    bytes[0] = SHORT;
    System.arraycopy(deflated, 0, bytes, 1, deflated.length);
    return bytes;
  }

  /** Whether it was made short: then the answer may be. */
  static boolean isShort(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == SHORT;
  }

  /** The letter, or null when the bytes are not its JSON, short or not. */
  static <T> @Nullable T read(byte[] bytes, Class<T> type) {
    byte[] json = isShort(bytes) ? ShortText.inflate(bytes, 1, SealedBox.MAX_BODY_BYTES) : bytes;
    if (json == null) {
      return null;
    }
    try {
      return JSON.readValue(json, type);
    } catch (IOException | RuntimeException e) {
      // RuntimeException too: whatever a library makes of hostile bytes, they are no letter.
      return null;
    }
  }
}
