package dev.gridcast.client.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/**
 * What a client says to an order, as one line of JSON.
 *
 * @param done whether the order was carried out
 * @param said what now holds, or why the order was refused; one line
 * @param status what the client does now; null when the order was refused
 */
public record Answer(boolean done, String said, @Nullable StatusReport status) {

  static Answer refused(String why) {
    return new Answer(false, why, null);
  }

  String toJson() {
    return Json.write(this);
  }

  static Answer parse(String line) throws JsonProcessingException {
    return Json.MAPPER.readValue(line, Answer.class);
  }
}
