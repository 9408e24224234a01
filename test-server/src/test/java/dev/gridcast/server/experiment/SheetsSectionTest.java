package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetsSectionTest {

  private static final String ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";

  private static Experiment read(String sheets) throws ExperimentException {
    return ExperimentFile.parse(TestExperiments.oneCase() + sheets, Path.of("folder", "e.yaml"));
  }

  @Test
  void itSaysWhereTheMirrorIsAndChangesNothingElse() throws ExperimentException {
    Experiment with =
        read(
            "sheets:\n  key-file: keys/robot.json\n  spreadsheet: https://docs.google.com/"
                + "spreadsheets/d/"
                + ID
                + "/edit#gid=0\n");
    Experiment without = read("");

    assertThat(with.sheets())
        .contains(new SheetsPlan(Path.of("folder", "keys", "robot.json"), List.of(ID), List.of()));
    assertThat(without.sheets()).isEmpty();
    assertThat(with.fingerprint()).isEqualTo(without.fingerprint());
    assertThat(with.space().decode(0)).isEqualTo(without.space().decode(0));
  }

  @Test
  void severalSpreadsheetsAndPeople() throws ExperimentException {
    Experiment experiment =
        read(
            "sheets: {key-file: /k.json, spreadsheet: ["
                + ID
                + ", 2"
                + ID
                + "], share-with: [ada@example.org, bob@example.org]}\n");
    assertThat(experiment.sheets())
        .contains(
            new SheetsPlan(
                Path.of("/k.json"),
                List.of(ID, "2" + ID),
                List.of("ada@example.org", "bob@example.org")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{key-fil: k} | sheets.key-fil: unknown key; did you mean \"key-file\"?",
        "{spreadsheet: " + ID + "} | sheets.key-file: missing",
        "{key-file: k.json} | give the id or address of a spreadsheet",
        "{key-file: k.json, spreadsheet: my sheet} | \"my sheet\" is not a spreadsheet's id",
        "{key-file: k.json, spreadsheet: [" + ID + "; " + ID + "]} | is there twice",
        "{key-file: k.json, share-with: ada} | \"ada\" is not an e-mail address",
        "yes | where a mapping is needed"
      })
  void whatCannotBeIsSaidWithItsLine(String section, String words) {
    assertThatThrownBy(() -> read("sheets: " + section.replace(';', ',') + "\n"))
        .isInstanceOf(ExperimentException.class)
        .hasMessageStartingWith(Path.of("folder", "e.yaml") + ":")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        ID + ", " + ID,
        "https://docs.google.com/spreadsheets/d/" + ID + ", " + ID,
        "https://docs.google.com/spreadsheets/d/" + ID + "/edit?usp=sharing, " + ID,
        "https://docs.google.com/spreadsheets/u/1/d/" + ID + "/edit#gid=3, " + ID,
        "https://evil.example/spreadsheets/d/" + ID + ", -",
        "../" + ID + ", -",
        "short, -"
      })
  void anIdIsFoundInItsAddress(String text, String id) {
    assertThat(SheetsPlan.spreadsheetId(text)).isEqualTo(Optional.ofNullable(id));
  }
}
