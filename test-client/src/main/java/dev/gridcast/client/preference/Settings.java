package dev.gridcast.client.preference;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A value for every key: the flags' before the file's before the default. */
public final class Settings {

  private final Map<Key, Setting> settings;

  private Settings(Map<Key, Setting> settings) {
    this.settings = Collections.unmodifiableMap(settings);
  }

  /**
   * Lays one over the other.
   *
   * @param file what the file says
   * @param flags what the command line says
   */
  public static Settings of(Map<Key, Setting> file, Map<Key, String> flags) {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      settings.put(key, new Setting(key.standard(), new Setting.Standard()));
    }
    settings.putAll(file);
    flags.forEach(
        (key, text) ->
            settings.put(key, new Setting(text.strip(), new Setting.Flag("--" + key.word()))));
    return new Settings(settings);
  }

  /** What nobody has decided: all defaults. */
  public static Settings standard() {
    return of(Map.of(), Map.of());
  }

  /** The value of a key. */
  public Setting get(Key key) {
    Setting setting = settings.get(key);
    if (setting == null) {
      throw new IllegalStateException("there is no setting for " + key);
    }
    return setting;
  }

  boolean isStandard(Key key) {
    return get(key).origin() instanceof Setting.Standard;
  }

  /** What is wrong with a value, with the place where it stands. */
  PreferenceException problem(Key key, String problem) {
    Setting.Origin origin = get(key).origin();
    String place =
        origin instanceof Setting.FileLine
            ? origin.text() + ": " + key.word()
            : origin instanceof Setting.Flag ? origin.text() : key.word();
    return new PreferenceException(place + ": " + problem);
  }
}
