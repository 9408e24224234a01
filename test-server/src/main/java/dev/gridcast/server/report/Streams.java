package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writing text and JSON to a writer that somebody else opened and closes. */
final class Streams {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Streams() {}

  /** Something that can be written. */
  @FunctionalInterface
  interface Writing<T> {
    void to(T target) throws IOException;
  }

  /** CSV or other text; the target stays open. */
  static void text(Writer target, Writing<Writer> writing) throws IOException {
    try {
      writing.to(target);
      target.flush();
    } catch (UncheckedIOException e) {
      throw new IOException("cannot write the report", e);
    }
  }

  /** Indented JSON with a line feed at the end; the target stays open. */
  static void json(Writer target, Writing<JsonGenerator> writing) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(target)) {
      json.useDefaultPrettyPrinter();
      writing.to(json);
      json.writeRaw('\n');
    } catch (UncheckedIOException e) {
      throw new IOException("cannot write the report", e);
    }
  }
}
