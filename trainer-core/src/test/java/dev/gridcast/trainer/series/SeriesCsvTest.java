package dev.gridcast.trainer.series;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCsvTest {
  private static final String HEADER = "open_time,open,close,volume\n";
  private static final String FIRST = "1463544000000,456.16,456.02,561.88\n";
  private static final ReadOptions CANDLES = ReadOptions.defaults().withTimeColumn("open_time");

  private static TimeSeries parse(String text) throws SeriesException {
    return SeriesCsv.parse(text.getBytes(UTF_8), "prices.csv", CANDLES);
  }

  private static void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SeriesException.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void readsEpochMillisecondsAndNumbersInTheOrderOfTheHeader() throws Exception {
    TimeSeries series = parse(HEADER + FIRST + "1463558400000,-1.5e2,+.5,0\n");

    assertThat(series.columns()).containsExactly("open", "close", "volume");
    assertThat(series.rows()).isEqualTo(2);
    assertThat(series.time(0)).isEqualTo(Instant.parse("2016-05-18T04:00:00Z"));
    assertThat(series.column("open")).containsExactly(456.16, -150);
    assertThat(series.column("close")).containsExactly(456.02, 0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-05-18T04:00:00Z",
        "2016-05-18T04:00:00.000Z",
        "2016-05-18T06:00:00+02:00",
        "1463544000000"
      })
  void readsOneInstantHoweverItIsWritten(String time) throws Exception {
    assertThat(parse("open_time,close\n" + time + ",1\n").time(0))
        .isEqualTo(Instant.parse("2016-05-18T04:00:00Z"));
  }

  @Test
  void readsADateAsMidnightUtc() throws Exception {
    assertThat(parse("open_time,close\n2016-05-18,1\n").time(0))
        .isEqualTo(Instant.parse("2016-05-18T00:00:00Z"));
  }

  @Test
  void readsQuotedNamesCrlfAByteOrderMarkAndEmptyLines() throws Exception {
    TimeSeries series =
        parse("\uFEFFopen_time,\"high, low\",\"say \"\"hi\"\"\"\r\n\r\n1,\"2\",3\r\n\r\n2,4,5");

    assertThat(series.columns()).containsExactly("high, low", "say \"hi\"");
    assertThat(series.column("high, low")).containsExactly(2, 4);
  }

  @Test
  void refusesAQuotedFieldThatEndsWithTheFile() {
    assertRefused("open_time,close\n1,2\n2,\"3", "prices.csv:3", "not closed");
    assertRefused("open_time,close\n1,2\n2,\"3\n3,4\n", "prices.csv:3");
  }

  @Test
  void aQuoteInsideAFieldThatNobodyAskedForIsNoStartOfQuotes() throws Exception {
    byte[] text = "time,note,a\n1,5\" disk,3\n2,\"\"\"\",5\n".getBytes(UTF_8);
    ReadOptions options = ReadOptions.defaults().withNumericColumns(List.of("a"));

    assertThat(SeriesCsv.parse(text, "p", options).column("a")).containsExactly(3, 5);
  }

  @Test
  void ignoresColumnsThatNobodyAskedForWhateverTheyHold() throws Exception {
    byte[] text = "note,time,b,a\nx,1,2,3\n,2,4,5\n".getBytes(UTF_8);
    TimeSeries series =
        SeriesCsv.parse(
            text, "t.csv", ReadOptions.defaults().withNumericColumns(List.of("a", "b")));

    assertThat(series.columns()).containsExactly("a", "b");
    assertThat(series.column("a")).containsExactly(3, 5);
  }

  @Test
  void namesTheNearestColumnWhereOneIsMissing() {
    assertThatThrownBy(
            () ->
                SeriesCsv.parse(
                    (HEADER + FIRST).getBytes(UTF_8),
                    "prices.csv",
                    CANDLES.withNumericColumns(List.of("cloze"))))
        .hasMessage("prices.csv:1: column \"cloze\" is missing; did you mean \"close\"?");
    assertThatThrownBy(() -> SeriesCsv.parse((HEADER + FIRST).getBytes(UTF_8), "prices.csv"))
        .hasMessageContainingAll("prices.csv:1", "time column \"time\" is missing", "open_time");
  }

  @Test
  void saysThatAHeaderIsNotSeparatedByCommas() {
    assertRefused("open_time;close\n1;2\n", "semicolons", "use commas");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|\"abc\" is not a number",
        "1,5|fields where the header has",
        "0x1p3|is not a number",
        "1.5f|is not a number",
        "1e|is not a number",
        "NaN|is not a finite number",
        "-Infinity|is not a finite number",
        "1e999|too large",
        "''|empty",
        "' '|empty",
        "'1 '|\"1 \" is not a number"
      })
  void refusesWhatIsNotANumberWithLineColumnAndValue(String cell, String reason) {
    String text = HEADER + FIRST + "1463558400000,1," + cell + ",3\n";

    assertRefused(text, "prices.csv:3", reason);
    if (!reason.contains("fields")) {
      assertRefused(text, "column \"close\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday|is not a time; write it as",
        "2016-05-18T04:00:00|no time zone; write it in UTC, as 2016-05-18T04:00:00Z",
        "2016-05-18 04:00:00|no time zone; write it in UTC, as 2016-05-18T04:00:00Z",
        "2016-05-18T04:00:00.0001Z|finer than a millisecond",
        "2016-02-30|is not a time",
        "1463544000000000000|between the years",
        "99999999999999999999|is not a time",
        "1463544000000|same time as in the row above",
        "1463543999999|is before the row above (2016-05-18T04:00:00Z)"
      })
  void refusesTimesThatAreNoneOrOutOfOrder(String time, String reason) {
    assertRefused(
        HEADER + FIRST + time + ",1,2,3\n", "prices.csv:3: column \"open_time\":", reason);
  }

  @Test
  void refusesRaggedRowsAndSaysHowManyFieldsThereShouldBe() {
    assertRefused(HEADER + FIRST + "1463558400000,1,2\n", "prices.csv:3", "3 fields", "has 4");
    assertRefused(HEADER + FIRST + "1463558400000,1,2,3,4\n", "prices.csv:3", "5 fields", "has 4");
  }

  @Test
  void refusesTablesWithoutHeaderNamesOrRows() {
    assertRefused("", "prices.csv is empty");
    assertRefused("\n\n", "prices.csv is empty");
    assertRefused(HEADER, "a header but no rows");
    assertRefused("open_time,,close\n1,2,3\n", "column 2 of the header has no name");
    assertRefused("open_time,close,close\n1,2,3\n", "names \"close\" twice");
    assertRefused("open_time,time\n1,2\n", "rename it");
  }

  @Test
  void refusesBytesThatAreNotUtf8WithTheirLine() {
    byte[] latin = (HEADER + FIRST + "1463558400000,1,\u00e9,3\n").getBytes(ISO_8859_1);

    assertThatThrownBy(() -> SeriesCsv.parse(latin, "prices.csv", CANDLES))
        .hasMessageContainingAll("prices.csv:3", "0xe9", "save the file as UTF-8");
  }

  @Test
  void refusesMoreThanTheLimits() {
    byte[] two = (HEADER + FIRST + "1463558400000,1,2,3\n").getBytes(UTF_8);

    assertThatThrownBy(() -> SeriesCsv.parse(two, "p", CANDLES.withMaxRows(1)))
        .hasMessageContainingAll("p:3", "more than 1 rows");
    assertThatThrownBy(() -> SeriesCsv.parse(two, "p", CANDLES.withMaxBytes(two.length - 1)))
        .hasMessageContaining("larger than the limit of " + (two.length - 1) + " bytes");
  }

  @Test
  void keepsMessagesOnOneShortLineWhateverTheFileHolds() {
    assertRefused(HEADER + "1,2,\"a\nb" + "c".repeat(10_000) + "\",3\n", "is not a number");
    assertThatThrownBy(() -> parse(HEADER + "1,2," + "c".repeat(10_000) + ",3\n"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void readsFilesAndSaysWhichOneIsMissingOrTooLarge(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("prices.csv"), HEADER + FIRST);

    assertThat(SeriesCsv.read(file, CANDLES).rows()).isEqualTo(1);
    assertThatThrownBy(() -> SeriesCsv.read(folder.resolve("none.csv"), CANDLES))
        .isInstanceOf(SeriesException.class)
        .hasMessageContainingAll("there is no file", "none.csv");
    assertThatThrownBy(() -> SeriesCsv.read(folder, CANDLES))
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> SeriesCsv.read(file, CANDLES.withMaxBytes(10)))
        .hasMessageContaining("larger than the limit of 10 bytes");
  }

  @Test
  void writesTheSameBytesOnEveryMachine() throws Exception {
    TimeSeries series =
        TimeSeries.of(
                new long[] {1463544000000L, 1463544000001L},
                Map.of("a,b", new double[] {2.0E-3, 4.9E-324}))
            .with("close", new double[] {456, 1e10})
            .with("d", new double[] {Double.parseDouble("2E23"), -0.1});
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(new String(SeriesCsv.canonicalBytes(series), UTF_8))
          .isEqualTo(
              String.join(
                  "\r\n",
                  "time,\"a,b\",close,d",
                  "2016-05-18T04:00:00Z,0.002,456,2.0E23",
                  "2016-05-18T04:00:00.001Z,4.9E-324,1.0E10,-0.1",
                  ""));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void writesTheShortestDecimalEvenWhereOldJdksDoNot() {
    // Double.toString says 1.9999999999999998E23 and so on before JDK 19.
    assertThat(SeriesCsv.canonical(Double.parseDouble("2E23"))).isEqualTo("2.0E23");
    assertThat(SeriesCsv.canonical(Double.parseDouble("8.41E21"))).isEqualTo("8.41E21");
    assertThat(SeriesCsv.canonical(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(SeriesCsv.canonical(-1_234_567)).isEqualTo("-1234567");
  }

  @Test
  void refusesToWriteNumbersThatAreNotFinite() {
    TimeSeries series = TimeSeries.of(new long[] {0}, Map.of("sma-2", new double[] {Double.NaN}));

    assertThatThrownBy(() -> SeriesCsv.canonicalBytes(series))
        .isInstanceOf(SeriesException.class)
        .hasMessageContainingAll("sma-2", "NaN", "1970-01-01T00:00:00Z");
  }

  @Property(tries = 300)
  void whatIsWrittenReadsBackBitForBit(@ForAll @Size(max = 20) List<Double> values)
      throws Exception {
    double[] numbers =
        values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    if (numbers.length == 0) {
      return;
    }
    long[] times = new long[numbers.length];
    for (int row = 0; row < times.length; row++) {
      times[row] = row * 60_001L;
    }
    TimeSeries series = TimeSeries.of(times, Map.of("x", numbers));
    byte[] bytes = SeriesCsv.canonicalBytes(series);

    TimeSeries read = SeriesCsv.parse(bytes, "written");
    assertThat(read).isEqualTo(series);
    assertThat(SeriesCsv.canonicalBytes(read)).isEqualTo(bytes);
  }
}
