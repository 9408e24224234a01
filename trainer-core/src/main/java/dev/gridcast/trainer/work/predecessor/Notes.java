package dev.gridcast.trainer.work.predecessor;

import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.predecessor.Name.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the predecessor's files were understood, and what is done otherwise; a line each. */
final class Notes {

  /** Longest line, in characters. */
  private static final int MAX_LINE = 400;

  private Notes() {}

  static List<String> of(ParametersFile file, CaseParameters parameters) {
    List<String> notes = new ArrayList<>();
    notes.add(
        line(
            "these are Bitcoin-Factory's files, read as: "
                + Name.all(Role.ALIAS).stream()
                    .map(name -> name + " = " + name.ours() + " " + ours(name, parameters))
                    .collect(Collectors.joining(", "))));
    notes.add(
        "scales are fitted on the training rows alone; Bitcoin-Factory fitted them on all rows, those"
            + " of its test included");
    notes.add(
        "the last row is not doubled: the forecast follows from the last "
            + parameters.lags()
            + " rows, and no made-up target enters the errors, as one did in Bitcoin-Factory's");
    notes.add(
        "the errors are of the validation range, which also chose the epoch that was kept, so they"
            + " are not those of unseen rows, for which Bitcoin-Factory took them; only a server"
            + " keeps a confirmation range back");
    addIgnored(file, notes);
    return notes;
  }

  private static String ours(Name name, CaseParameters parameters) {
    return String.valueOf(parameters.toMap().get(name.ours()));
  }

  private static void addIgnored(ParametersFile file, List<String> notes) {
    List<String> ignored = new ArrayList<>();
    List<String> on = new ArrayList<>();
    List<String> off = new ArrayList<>();
    file.values()
        .forEach(
            (name, value) -> {
              if (Counts.isSwitch(name)) {
                (value.text().equals("ON") ? on : off).add(name);
              } else if (Name.of(name).filter(known -> known.role() == Role.IGNORED).isPresent()) {
                ignored.add(name + " " + value.text());
              }
            });
    if (!ignored.isEmpty()) {
      notes.add(line("without a meaning here: " + String.join(", ", ignored)));
    }
    if (on.size() + off.size() > 0) {
      notes.add(
          line(
              "switches, for which the columns speak themselves: "
                  + on.size()
                  + " ON, "
                  + off.size()
                  + " OFF"
                  + (on.isEmpty() ? "" : "; ON: " + String.join(", ", on))
                  + (off.isEmpty() ? "" : "; OFF: " + String.join(", ", off))));
    }
  }

  private static String line(String text) {
    return text.length() <= MAX_LINE ? text : text.substring(0, MAX_LINE - 1) + "…";
  }
}
