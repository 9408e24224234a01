package dev.gridcast.server.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small YAML file of settings that is not an experiment, read with the same care: an unknown key
 * is an error with the nearest known name, and every complaint names file, line and key.
 */
public final class SettingsFile {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,6})?)%");

  private final @Nullable Section section;

  private SettingsFile(@Nullable Section section) {
    this.section = section;
  }

  /**
   * Reads a file.
   *
   * @param keys the keys that may stand at its top
   * @throws ExperimentException one line that says what is wrong, where, and what to do
   */
  public static SettingsFile load(Path file, List<String> keys) throws ExperimentException {
    if (!Files.isRegularFile(file)) {
      throw new ExperimentException(file + ": there is no such file");
    }
    try {
      return parse(Files.readString(file, UTF_8), file.toString(), keys);
    } catch (IOException e) {
      throw new ExperimentException(file + ": cannot be read as UTF-8 text: " + e, e);
    }
  }

  /**
   * Reads a text. One that says nothing leaves every setting at its default.
   *
   * @param source names the text in messages
   */
  public static SettingsFile parse(String text, String source, List<String> keys)
      throws ExperimentException {
    if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
      return new SettingsFile(null);
    }
    return new SettingsFile(new Value(source, 1, "", YamlText.parse(text, source)).section(keys));
  }

  /** The settings under a key; where there is none, everything there is at its default. */
  public SettingsFile section(String key, List<String> keys) throws ExperimentException {
    Optional<Value> found = find(key);
    return new SettingsFile(found.isPresent() ? found.get().section(keys) : null);
  }

  /** Whether anything is written here at all. */
  public boolean isWritten() {
    return section != null;
  }

  /** A share of all, from {@code 0%} to {@code 100%}, as a number from 0 to 1. */
  public double share(String key, double otherwise) throws ExperimentException {
    Optional<Value> found = find(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    Matcher form = SHARE.matcher(found.get().text());
    if (!form.matches() || new BigDecimal(form.group(1)).doubleValue() > 100) {
      throw found
          .get()
          .problem(Value.quoted(found.get().text()) + " is not a share; write one from 0% to 100%");
    }
    return new BigDecimal(form.group(1)).doubleValue() / 100;
  }

  /** A time span like {@code 20ms}, {@code 90s}, {@code 15m}, {@code 2h} or {@code 3d}. */
  public Duration time(String key, Duration least, Duration most, Duration otherwise)
      throws ExperimentException {
    Optional<Value> found = find(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    Value value = found.get();
    Matcher form = TIME.matcher(value.text());
    if (!form.matches()) {
      throw value.problem(
          Value.quoted(value.text())
              + " is not a time span; write a whole number and ms, s, m, h or d, like 90s or 2h");
    }
    long count = Long.parseLong(form.group(1));
    Duration time =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw value.problem(
          value.text() + " is out of range; it goes from " + said(least) + " to " + said(most));
    }
    return time;
  }

  private static String said(Duration time) {
    if (time.toMillis() % 1000 != 0) {
      return time.toMillis() + "ms";
    }
    long seconds = time.toSeconds();
    for (Map.Entry<String, Integer> unit :
        List.of(Map.entry("d", 86_400), Map.entry("h", 3600), Map.entry("m", 60))) {
      if (seconds > 0 && seconds % unit.getValue() == 0) {
        return seconds / unit.getValue() + unit.getKey();
      }
    }
    return seconds + "s";
  }

  /** A number within limits, both included. */
  public double number(String key, double least, double most, double otherwise)
      throws ExperimentException {
    Optional<Value> found = find(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    double number = found.get().number().doubleValue();
    if (number < least || number > most) {
      throw found
          .get()
          .problem(
              found.get().text()
                  + " is out of range; it goes from "
                  + BigDecimal.valueOf(least).stripTrailingZeros().toPlainString()
                  + " to "
                  + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString());
    }
    return number;
  }

  /** A whole number within limits, both included. */
  public int whole(String key, int least, int most, int otherwise) throws ExperimentException {
    Optional<Value> found = find(key);
    return found.isEmpty() ? otherwise : (int) found.get().whole(least, most);
  }

  /** {@code on} or {@code off}. */
  public boolean onOff(String key, boolean otherwise) throws ExperimentException {
    Optional<Value> found = find(key);
    return found.isEmpty() ? otherwise : found.get().onOff();
  }

  /** A complaint about a key, at the place where it stands. */
  public ExperimentException problem(String key, String what) {
    return section == null
        ? new ExperimentException(key + ": " + what)
        : section.find(key).orElse(section.owner()).problem(what);
  }

  private Optional<Value> find(String key) {
    return section == null ? Optional.empty() : section.find(key);
  }
}
