package dev.gridcast.protocol.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** The JSON that the HTTP port speaks outside of sealed messages. */
final class HttpLetters {

  private HttpLetters() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(@Nullable String error) {}

  /**
   * What a server tells everybody.
   *
   * @param key the server's key, 43 characters
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record About(
      @Nullable String service, int protocol, @Nullable String version, @Nullable String key) {}

  static byte[] write(Object value) {
    return Letters.write(value);
  }

  static <T> @Nullable T read(byte[] bytes, Class<T> type) {
    return Letters.read(bytes, type);
  }
}
