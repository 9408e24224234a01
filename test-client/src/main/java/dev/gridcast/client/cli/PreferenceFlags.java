package dev.gridcast.client.cli;

import dev.gridcast.client.preference.Key;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A flag for every preference, made from the list of keys so that none can be forgotten. */
final class PreferenceFlags {

  private PreferenceFlags() {}

  /** Teaches a command the flags. */
  static void addTo(CommandSpec command) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .exclusive(false)
            .validate(false)
            .multiplicity("0..1")
            .heading(
                "%nHow much of this machine to give, and when. Flags win over the file that `config`"
                    + " shows and%nchanges:%n");
    int order = 0;
    for (Key key : Key.values()) {
      group.addArg(
          OptionSpec.builder("--" + key.word())
              .paramLabel("VALUE")
              .type(String.class)
              .order(order++)
              .description(
                  escaped(key.meaning()),
                  escaped("Default: " + key.standard() + ". Example: " + key.example()))
              .build());
    }
    command.addArgGroup(group.build());
  }

  /** What was given on the command line. */
  static Map<Key, String> given(ParseResult parsed) {
    Map<Key, String> given = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      String flag = "--" + key.word();
      if (parsed.hasMatchedOption(flag)) {
        given.put(key, parsed.matchedOptionValue(flag, ""));
      }
    }
    return given;
  }

  /** A percent sign begins a format in picocli's help. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
