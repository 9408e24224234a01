package dev.gridcast.client.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file stays the person's: a change is a change of one line. */
final class PreferencesFileTest {

  @TempDir private Path folder;

  @Test
  void aChangeTouchesOneLineAndKeepsItsComment() throws Exception {
    PreferencesFile file =
        holding("# mine\n\ncpus:   2   # half\n# nights only\nhours: 22:00-07:00\n");

    file.set(Key.CPUS, "50%");
    file.set(Key.GPU, "on");

    assertThat(file.text())
        .isEqualTo("# mine\n\ncpus:   50%   # half\n# nights only\nhours: 22:00-07:00\ngpu: on\n");
  }

  @Test
  void aNewFileExplainsItselfAndIsItsOwnersOnly() throws Exception {
    PreferencesFile file = PreferencesFile.in(folder);

    file.set(Key.MAX_TEMPERATURE, "80 °C");

    assertThat(file.text()).startsWith("# ").endsWith("max-temperature: 80 °C\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(Preferences.of(Settings.of(file.read(), Map.of())).maxCelsius()).hasValue(80);
  }

  @Test
  void unsettingRemovesTheLine() throws Exception {
    PreferencesFile file = holding("cpus: 2\r\ngpu: on");

    assertThat(file.unset(Key.CPUS)).isTrue();
    assertThat(file.unset(Key.CPUS)).isFalse();
    assertThat(file.text()).isEqualTo("gpu: on");
  }

  @Test
  void lineEndsStayThoseOfTheFile() throws Exception {
    PreferencesFile file = holding("cpus: 2\r\ngpu: on");

    file.set(Key.CPUS, "1");
    file.set(Key.PARALLEL, "1");

    assertThat(file.text()).isEqualTo("cpus: 1\r\ngpu: on\r\nparallel: 1\r\n");
  }

  @Test
  void aWrongValueIsReplacedByARightOne() throws Exception {
    PreferencesFile file = holding("cpus: lots\nhours:\n");

    assertThatThrownBy(() -> file.set(Key.CPUS, "1"))
        .hasMessageContaining(":2: hours: has no value");
    file.unset(Key.HOURS);
    file.set(Key.CPUS, "1");
    assertThat(file.text()).isEqualTo("cpus: 1\n");
    Files.writeString(file.path(), "hours:\n");
    file.set(Key.HOURS, "always");
    assertThat(file.text()).isEqualTo("hours: always\n");
  }

  @Test
  void aValueThatIsNoneChangesNothing() throws Exception {
    PreferencesFile file = holding("cpus: 2\n");

    assertThatThrownBy(() -> file.set(Key.CPUS, "lots"))
        .isInstanceOf(PreferenceException.class)
        .hasMessageStartingWith("cpus: \"lots\"");
    assertThat(file.text()).isEqualTo("cpus: 2\n");
  }

  @Test
  void aLinkToAFileElsewhereStaysALink() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("dotfiles.yaml"), "cpus: 2\n");
    PreferencesFile file = PreferencesFile.in(folder);
    Files.createSymbolicLink(file.path(), elsewhere);

    file.set(Key.CPUS, "1");

    assertThat(file.path()).isSymbolicLink();
    assertThat(elsewhere).hasContent("cpus: 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "hour: always~:1: unknown key \"hour\"; did you mean \"hours\"?",
        "\\n# x\\ncpu_s: 2~:3: unknown key",
        "cpus: 2\\ncpus: 3~:2: cpus: the key is there twice, first on line 1",
        "hours: [a, b]~:1: lists and nesting",
        "hours:\\n  from: 1~:2: lists and nesting",
        "{cpus: 2}~:1: braces",
        "cpus~:1: this is no line like",
        "- cpus~:1: this is no line like",
        "cpus: &a 2~:1: anchors",
        "cpus: !!int 2~:1: anchors and tags",
        "cpus: |-\\n  2~:1: cpus: the value must stand on the same line",
        "cpus: 2\\n---\\ngpu: on~:2: a second document",
        "cpus: \"2~:1: this is no line like",
        "cpus: 2\\n\\tgpu: on~:2: this is no line like",
      })
  void whatIsNotAFlatListOfValuesIsNamedWithItsLine(String text, String said) throws Exception {
    PreferencesFile file = holding(text.replace("\\n", "\n").replace("\\t", "\t"));

    assertThatThrownBy(file::read)
        .isInstanceOf(PreferenceException.class)
        .hasMessageStartingWith(file.path().toString())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .hasMessageContaining(said);
  }

  @Test
  void commentsAloneAreAFile() throws Exception {
    assertThat(holding("# nothing yet\n").read()).isEmpty();
    assertThat(holding("").read()).isEmpty();
    assertThat(PreferencesFile.in(folder.resolve("none")).read()).isEmpty();
  }

  @Property(tries = 100)
  void everythingElseSurvivesAChange(@ForAll("files") List<String> lines) throws Exception {
    String before = String.join("", lines);
    Path folder = Files.createTempDirectory("gridcast-preferences");
    PreferencesFile file = PreferencesFile.in(folder);
    Files.writeString(file.path(), before);
    try {
      boolean known = file.read().containsKey(Key.DAYS);

      file.set(Key.DAYS, "mon-fri, sun");

      List<String> expected = new ArrayList<>(lines);
      expected.replaceAll(line -> line.startsWith("days:") ? "days: mon-fri, sun # when\n" : line);
      if (!known) {
        expected.add("days: mon-fri, sun\n");
      }
      String after = file.text();
      assertThat(before.isEmpty() ? after.substring(after.indexOf("days")) : after)
          .isEqualTo(String.join("", expected));
      assertThat(file.unset(Key.DAYS)).isTrue();
      assertThat(file.read()).doesNotContainKey(Key.DAYS);
    } finally {
      Files.deleteIfExists(file.path());
      Files.deleteIfExists(folder);
    }
  }

  @Provide
  Arbitrary<List<String>> files() {
    return Arbitraries.of(
            "# a comment: with a colon\n",
            "\n",
            "   # indented\n",
            "cpus: 50%   # half\n",
            "name: \"ada: the \\\"first\\\"\" # quoted\n",
            "max-temperature: 80 °C\n",
            "gpu : 'on'\n",
            "days: sat # when\n",
            "hours: 22:00-07:00, 12:00-13:00\n")
        .list()
        .uniqueElements()
        .ofMaxSize(9);
  }

  private PreferencesFile holding(String text) throws IOException {
    PreferencesFile file = PreferencesFile.in(folder);
    Files.writeString(file.path(), text);
    return file;
  }
}
