package dev.gridcast.protocol.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the words of an enum. Of a newer release a word that is not known here stands for the
 * unknown; of any other it is malformed, and so is the name of the unknown itself, which nobody
 * says.
 */
final class EnumWords<E extends Enum<E>> extends JsonDeserializer<E> {

  /** The Jackson attribute that is set while a newer release is read. */
  static final Object NEWER = EnumWords.class;

  private final Class<E> type;
  private final E unknown;
  private final Map<String, E> known = new LinkedHashMap<>();

  EnumWords(Class<E> type, E unknown) {
    this.type = type;
    this.unknown = unknown;
    for (E word : EnumSet.complementOf(EnumSet.of(unknown))) {
      known.put(word.name(), word);
    }
  }

  @Override
  public E deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      E word = known.get(json.getText());
      if (word != null) {
        return word;
      }
      if (context.getAttribute(NEWER) != null) {
        return unknown;
      }
    }
    throw MismatchedInputException.from(
        json, type, "a " + type.getSimpleName() + " must be one of " + known.keySet());
  }
}
