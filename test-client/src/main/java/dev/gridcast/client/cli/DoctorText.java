package dev.gridcast.client.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.client.doctor.Diagnosis;
import dev.gridcast.client.doctor.Finding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the doctor's findings look. */
sealed interface DoctorText {

  /** One line for a finding. */
  String line(Finding finding);

  /** The last words. */
  String end(Diagnosis diagnosis);

  /** For people. */
  record Lines(ScreenColours colours) implements DoctorText {

    /** The width of the longest outcome and a space. */
    private static final int OUTCOME_WIDTH = 10;

    @Override
    public String line(Finding finding) {
      String word = word(finding);
      String coloured =
          switch (finding.outcome()) {
            case OK -> colours.good(word);
            case TROUBLE -> colours.bad(word);
            case NOT_TRIED -> colours.waiting(word);
          };
      return coloured + " ".repeat(OUTCOME_WIDTH - word.length()) + about(finding) + finding.text();
    }

    @Override
    public String end(Diagnosis diagnosis) {
      return System.lineSeparator() + diagnosis.advice();
    }

    private static String about(Finding finding) {
      String name =
          switch (finding.about()) {
            case "invite" -> "the invite";
            case "computer" -> "this computer";
            case "library" -> "WebRTC";
            case "way" -> "the server";
            case "stun" -> "STUN";
            case "nat" -> "the router";
            case "relay" -> "TURN";
            case "connection" -> "a connection";
            default -> finding.about();
          };
      return name + (finding.subject().isEmpty() ? ": " : " (" + finding.subject() + "): ");
    }
  }

  /** For programs. */
  record Json() implements DoctorText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String line(Finding finding) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("check", finding.about());
      object.put("subject", finding.subject());
      object.put("outcome", word(finding));
      object.put("text", finding.text());
      object.putAll(new TreeMap<>(finding.facts()));
      return write(object);
    }

    @Override
    public String end(Diagnosis diagnosis) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("healthy", diagnosis.healthy());
      object.put("advice", diagnosis.advice());
      return write(object);
    }

    private static String write(Map<String, Object> object) {
      try {
        return MAPPER.writeValueAsString(object);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("text, numbers and truth values are always JSON", e);
      }
    }
  }

  private static String word(Finding finding) {
    return finding.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
