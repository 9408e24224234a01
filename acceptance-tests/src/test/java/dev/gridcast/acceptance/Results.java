package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a server left behind. */
final class Results {

  private final Path serverData;

  Results(Path serverData) {
    this.serverData = serverData;
  }

  /** What the server writes for a spreadsheet. */
  Path report() {
    return serverData.resolve("report.csv");
  }

  /** Whether a volunteer holds a case at the moment. */
  boolean anyCaseIsOut() {
    return number("SELECT count(*) FROM attempt WHERE outcome = 'OPEN'") > 0;
  }

  /** The rows of report.csv. */
  List<NamedCsvRecord> rows() {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(report())) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every case is in the report once, verified; and no attempt beside the counted one was. */
  void assertEveryCaseVerifiedExactlyOnce(int cases) {
    assertThat(rows())
        .hasSize(cases)
        .allSatisfy(row -> assertThat(row.getField("state")).isEqualTo("VERIFIED"))
        .extracting(row -> Integer.parseInt(row.getField("case_index")))
        .doesNotHaveDuplicates();
    assertThat(number("SELECT count(*) FROM attempt WHERE outcome = 'VERIFIED'"))
        .as("attempts that count")
        .isEqualTo(cases);
    assertThat(number("SELECT count(DISTINCT case_index) FROM attempt WHERE outcome = 'VERIFIED'"))
        .as("cases that these attempts are for")
        .isEqualTo(cases);
    assertThat(text("PRAGMA integrity_check")).isEqualTo("ok");
  }

  long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** The id of the volunteer with that name. */
  String volunteer(String name) {
    return text("SELECT id FROM volunteer WHERE name = '" + name + "'");
  }

  /** How many attempts of a volunteer ended so, or are {@code OPEN}. */
  long attempts(String name, String outcome) {
    return number(
        "SELECT count(*) FROM attempt a JOIN volunteer v ON v.id = a.volunteer WHERE v.name = '"
            + name
            + "' AND a.outcome = '"
            + outcome
            + "'");
  }

  String text(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + serverData.resolve("gridcast.db").toAbsolutePath());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).as(sql).isTrue();
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
