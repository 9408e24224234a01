package dev.gridcast.client.preference;

import java.util.Map;
import java.util.Optional;

/**
 * The preferences of a client that runs: the file's, which may change at any time, under the flags
 * of its start. A change that cannot be read leaves everything as it was and is told once.
 */
public final class PreferenceSource {

  private final PreferencesFile file;
  private final Map<Key, String> flags;
  private Preferences current;
  private String readText;

  private PreferenceSource(
      PreferencesFile file, Map<Key, String> flags, Preferences current, String readText) {
    this.file = file;
    this.flags = Map.copyOf(flags);
    this.current = current;
    this.readText = readText;
  }

  /**
   * Reads them for the first time.
   *
   * @throws PreferenceException when a value is none, or the file cannot be read
   */
  public static PreferenceSource open(PreferencesFile file, Map<Key, String> flags)
      throws PreferenceException {
    String text = file.text();
    Preferences first = Preferences.of(Settings.of(file.parse(text), flags));
    return new PreferenceSource(file, flags, first, text);
  }

  /** The last ones that could be read. */
  public synchronized Preferences current() {
    return current;
  }

  /**
   * Looks whether the file has changed.
   *
   * @return the new preferences; empty when nothing has changed
   * @throws PreferenceException when it has, and cannot be read; once per change
   */
  synchronized Optional<Preferences> refresh() throws PreferenceException {
    String text = file.text();
    return text.equals(readText) ? Optional.empty() : Optional.of(take(text));
  }

  /**
   * Reads the file anew, changed or not.
   *
   * @throws PreferenceException when it cannot be read, as often as it is asked
   */
  synchronized Preferences reload() throws PreferenceException {
    return take(file.text());
  }

  private Preferences take(String text) throws PreferenceException {
    readText = text;
    Preferences now = Preferences.of(Settings.of(file.parse(text), flags));
    current = now;
    return now;
  }
}
