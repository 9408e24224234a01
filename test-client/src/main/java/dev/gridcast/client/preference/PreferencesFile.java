package dev.gridcast.client.preference;

import dev.gridcast.client.cache.DurableFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code preferences.yaml}: one {@code key: value} a line, with comments. A change touches the one
 * line that it is about; everything else stays as the person wrote it. The file is replaced as a
 * whole, so that a crash leaves the old one or the new one, and only its owner may read it.
 */
public final class PreferencesFile {

  /** Its name in the data folder. */
  public static final String NAME = "preferences.yaml";

  private static final String HEADER =
      """
      # How much of this machine the Gridcast client may use, and when.
      # `gridcast client config` shows every key and what it means.
      """;

  private final Path path;

  private PreferencesFile(Path path) {
    this.path = path;
  }

  /** The file of a data folder; neither needs to be there. */
  public static PreferencesFile in(Path dataFolder) {
    return new PreferencesFile(dataFolder.toAbsolutePath().normalize().resolve(NAME));
  }

  /** Where it is, or will be. */
  public Path path() {
    return path;
  }

  /**
   * The values that it holds, unchecked.
   *
   * @throws PreferenceException when it cannot be read, is not in the right form, or has an unknown
   *     key
   */
  public Map<Key, Setting> read() throws PreferenceException {
    return parse(text());
  }

  /**
   * Sets a value and leaves everything else as it is.
   *
   * @throws PreferenceException when the value, or the file as a whole, is wrong; nothing has been
   *     changed then
   * @throws IOException when it cannot be written; nothing has been changed then
   */
  public void set(Key key, String value) throws PreferenceException, IOException {
    String stripped = value.strip();
    // First by itself, so that the message is about the value; then as the file will be read.
    Preferences.of(
        Settings.of(Map.of(key, new Setting(stripped, new Setting.Flag(key.word()))), Map.of()));
    String before = text();
    String after =
        PreferenceLines.of(before.isEmpty() ? HEADER : before, name()).with(key.word(), stripped);
    Preferences.of(Settings.of(parse(after), Map.of()));
    write(after);
  }

  /**
   * Removes a value, so that the default holds again.
   *
   * @return whether there was one
   * @throws PreferenceException when the file is not in the right form
   * @throws IOException when it cannot be written; nothing has been changed then
   */
  public boolean unset(Key key) throws PreferenceException, IOException {
    String before = text();
    String after = PreferenceLines.of(before, name()).without(key.word());
    if (after.equals(before)) {
      return false;
    }
    write(after);
    return true;
  }

  /** What stands in it; empty when it is not there. */
  String text() throws PreferenceException {
    try {
      if (Files.size(path) > PreferenceLines.MAX_CHARACTERS) {
        throw new PreferenceException(path + " is too large to be a file of preferences");
      }
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      return "";
    } catch (CharacterCodingException e) {
      throw new PreferenceException(path + " is not text in UTF-8; write it anew");
    } catch (IOException e) {
      throw new PreferenceException(path + " cannot be read (" + e + ")");
    }
  }

  Map<Key, Setting> parse(String text) throws PreferenceException {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    for (PreferenceLines.Line line : PreferenceLines.of(text, name()).entries()) {
      Setting.FileLine origin = new Setting.FileLine(name(), line.number());
      Key key =
          Key.of(line.key())
              .orElseThrow(
                  () ->
                      new PreferenceException(
                          origin.text()
                              + ": unknown key \""
                              + line.key()
                              + "\""
                              + Key.hint(line.key())));
      settings.put(key, new Setting(line.value(), origin));
    }
    return settings;
  }

  private void write(String text) throws IOException {
    // Whoever keeps the file elsewhere and links to it here wants that one changed.
    Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path;
    DurableFiles.write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  private String name() {
    return path.toString();
  }
}
