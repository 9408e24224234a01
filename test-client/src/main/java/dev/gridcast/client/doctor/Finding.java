package dev.gridcast.client.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check came to.
 *
 * @param about what was looked at: {@code invite}, {@code computer}, {@code library}, {@code way},
 *     {@code stun}, {@code nat}, {@code relay}, {@code connection}
 * @param subject which one of its sort, for example the URL of a STUN server; may be empty
 * @param outcome how it is
 * @param text what is so, in plain words and one line
 * @param facts figures for programs: text, numbers and truth values by name
 */
public record Finding(
    String about, String subject, Outcome outcome, String text, Map<String, Object> facts) {

  /** How it is. */
  public enum Outcome {
    /** As it should be. */
    OK,
    /** Something is wrong; whether it matters, the end says. */
    TROUBLE,
    /** Not looked at, because of what came before, or since there is nothing to look at. */
    NOT_TRIED
  }

  public Finding {
    facts = Map.copyOf(facts);
  }

  static Finding ok(String about, String subject, String text) {
    return new Finding(about, subject, Outcome.OK, text, Map.of());
  }

  static Finding trouble(String about, String subject, String text) {
    return new Finding(about, subject, Outcome.TROUBLE, text, Map.of());
  }

  static Finding notTried(String about, String subject, String text) {
    return new Finding(about, subject, Outcome.NOT_TRIED, text, Map.of());
  }

  /** The same with one fact more. */
  Finding with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Finding(about, subject, outcome, text, more);
  }
}
