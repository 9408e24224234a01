package dev.gridcast.client.cli;

import dev.gridcast.client.machine.Hardware;
import dev.gridcast.client.machine.Sensors;
import dev.gridcast.client.preference.Allotment;
import dev.gridcast.client.preference.Amounts;
import dev.gridcast.client.preference.Key;
import dev.gridcast.client.preference.PreferenceException;
import dev.gridcast.client.preference.Preferences;
import dev.gridcast.client.preference.PreferencesFile;
import dev.gridcast.client.preference.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of {@code config}. */
final class ConfigText {

  private static final int WIDTH = 100;
  private static final String INDENT = " ".repeat(17);

  private final Preferences preferences;
  private final Hardware hardware;
  private final MachineLimits limits;
  private final String defaultName;

  ConfigText(Preferences preferences, Hardware hardware, Sensors sensors, String defaultName) {
    this.preferences = preferences;
    this.hardware = hardware;
    this.limits = new MachineLimits(sensors);
    this.defaultName = defaultName;
  }

  List<String> lines(PreferencesFile file) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Preferences in "
            + file.path()
            + (Files.exists(file.path()) ? "" : " (not there yet: everything is as by default)"));
    lines.add("");
    for (Key key : Key.values()) {
      Setting setting = preferences.settings().get(key);
      lines.add(
          String.format(
              Locale.ROOT, "%-16s %-28s %s", key.word(), value(key, setting), origin(setting)));
      lines.addAll(wrapped(key.meaning()));
      limits
          .against(key, preferences)
          .ifPresent(why -> lines.addAll(wrapped("Not on this machine: " + why + ".")));
    }
    lines.add("");
    lines.addAll(allotment());
    lines.add("Change one with `gridcast client config set KEY VALUE`.");
    return lines;
  }

  private String value(Key key, Setting setting) {
    return key == Key.NAME && setting.origin() instanceof Setting.Standard
        ? defaultName
        : setting.text();
  }

  /** The name of the file is in the heading; here the line is enough. */
  private static String origin(Setting setting) {
    return setting.origin() instanceof Setting.FileLine line
        ? Path.of(line.file()).getFileName() + ":" + line.line()
        : setting.origin().text();
  }

  private List<String> allotment() {
    try {
      Allotment allotment = Allotment.of(preferences, hardware);
      return wrapped(
          "On this machine that is "
              + share(allotment)
              + ". It has "
              + hardware.physicalCores().describe(cores -> cores + " processor cores")
              + ", "
              + hardware.logicalProcessors()
              + " logical processors and "
              + hardware.memoryBytes().describe(Amounts::text)
              + " of memory.",
          "");
    } catch (PreferenceException e) {
      return wrapped("This machine cannot do that: " + e.line() + ".", "");
    }
  }

  /** What trainings get, for people. */
  static String share(Allotment allotment) {
    return String.format(
        Locale.ROOT,
        "%d training%s at a time, %s CPU%s and %s of memory each",
        allotment.parallel(),
        allotment.parallel() == 1 ? "" : "s",
        ScreenText.number(allotment.cpusPerCase()),
        allotment.cpusPerCase() == 1 ? "" : "s",
        Amounts.text(allotment.memoryPerCase()));
  }

  private static List<String> wrapped(String text) {
    return wrapped(text, INDENT);
  }

  private static List<String> wrapped(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
