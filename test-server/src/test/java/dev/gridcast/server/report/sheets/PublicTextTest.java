package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublicTextTest {

  private static final String LEFT_OUT = "# sheets: is left out here";

  @Test
  void theSectionOfSheetsIsLeftOutHoweverItIsWritten() {
    assertThat(
            PublicText.of(
                """
                name: a
                sheets:
                  key-file: secret/key.json
                # shared with
                  share-with: [ada@example.org]

                labels: [close]
                """))
        .containsExactly("name: a", LEFT_OUT, "labels: [close]");
    assertThat(PublicText.of("\"sheets\" : {\n  key-file: k\n}\nname: a"))
        .containsExactly(LEFT_OUT, "name: a");
    assertThat(PublicText.of("name: a\nsheets: {key-file: k, share-with: x@y.z}"))
        .containsExactly("name: a", LEFT_OUT);
  }

  @Test
  void everythingElseStaysAsItIs() {
    String text = "# about sheets: nothing\nname: sheets\nmodels:\n  - sheets: 1\n\nseed: 1";
    assertThat(PublicText.of(text)).isEqualTo(text.lines().toList());
  }
}
