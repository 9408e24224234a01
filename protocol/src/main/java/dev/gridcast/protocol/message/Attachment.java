package dev.gridcast.protocol.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes behind the JSON of a message. In the JSON a {@link Blob} is only its size; its bytes
 * follow here, so that they are neither escaped nor copied more than once.
 */
final class Attachment {

  /** The Jackson attribute under which the attachment of the message in hand is kept. */
  static final Object KEY = Attachment.class;

  private Attachment() {}

  /** Collects the blobs of a message that is being written. */
  static final class Outgoing extends JsonSerializer<Blob> {

    @Override
    public void serialize(Blob blob, JsonGenerator json, SerializerProvider context)
        throws IOException {
      ((Blobs) context.getAttribute(KEY)).all.add(blob);
      json.writeNumber(blob.size());
    }
  }

  /** The blobs of one message, in the order of the JSON. */
  static final class Blobs {

    private final List<Blob> all = new ArrayList<>(1);

    int size() {
      return all.stream().mapToInt(Blob::size).sum();
    }

    void copyTo(byte[] target, int offset) {
      int at = offset;
      for (Blob blob : all) {
        blob.copyTo(target, at);
        at += blob.size();
      }
    }
  }

  /** Cuts blobs from what has arrived, in the order of the JSON. */
  static final class Incoming extends JsonDeserializer<Blob> {

    @Override
    public Blob deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.currentToken().isNumeric()) {
        throw MismatchedInputException.from(
            json, Blob.class, "a blob must be its size in bytes: " + json.currentToken());
      }
      return ((Rest) context.getAttribute(KEY)).take(json.getLongValue());
    }
  }

  /** What no blob has claimed yet. */
  static final class Rest {

    private final byte[] bytes;
    private final int end;
    private int at;

    Rest(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    Blob take(long size) {
      if (size < 0 || size > left() || size > Limits.MAX_BLOB_BYTES) {
        throw new IllegalArgumentException(
            "a blob must have 0 to "
                + Math.min(left(), Limits.MAX_BLOB_BYTES)
                + " bytes, as many as are attached: "
                + size);
      }
      Blob blob = Blob.copyOfRange(bytes, at, at + (int) size);
      at += (int) size;
      return blob;
    }

    int left() {
      return end - at;
    }
  }
}
