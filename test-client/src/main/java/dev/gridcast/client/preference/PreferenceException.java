package dev.gridcast.client.preference;

import java.io.Serial;

/**
 * What a person wrote cannot be kept. The message is one line for that person: where it stands,
 * what is wrong with which value, and what to do.
 */
public final class PreferenceException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  PreferenceException(String message) {
    super(message);
  }

  /** The one line for the person. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
