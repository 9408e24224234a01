package dev.gridcast.server.store.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The PostgreSQL that {@code ./gridcast test} has started, or one that a test has started for
 * itself; each test has a schema of its own in it.
 */
public final class TestPostgres {

  private static final String URL = "GRIDCAST_TEST_POSTGRES";
  private static final String PASSWORD = "GRIDCAST_TEST_POSTGRES_PASSWORD";

  private final String url;
  private final String password;

  /**
   * What the script that starts one has printed.
   *
   * @throws AssertionError when it did not: a test that skipped itself would look like a good one
   */
  public TestPostgres(Map<String, String> environment) {
    url = required(environment, URL);
    password = required(environment, PASSWORD);
  }

  /** The one of all tests. */
  public static TestPostgres ofAllTests() {
    return new TestPostgres(System.getenv());
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new AssertionError(
          name
              + " is not set: `./gridcast test` starts the PostgreSQL that this test needs, and so"
              + " does `export $(postgres/postgres-for-tests.sh start)`");
    }
    return value;
  }

  /** What a program's environment must hold to be let in. */
  public Map<String, String> environment() {
    return Map.of("PGPASSWORD", password);
  }

  /** What {@code --store} wants to hear of a schema. */
  public String url(String schema) {
    return url + "?schema=" + schema;
  }

  /** The same, read. */
  public PostgresAddress address(String schema) {
    return PostgresAddress.parse(url(schema), environment());
  }

  /** The schema of a test, by the temporary folder that is its own, too. */
  public static String schemaOf(Path folder) {
    return "t" + folder.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("\\W", "");
  }

  /** Removes what a test has made. */
  public void drop(String schema) {
    run("SET client_min_messages = warning; DROP SCHEMA IF EXISTS " + schema + " CASCADE");
  }

  /** Runs statements. */
  public void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The first column of all rows, as text. */
  public List<String> ask(String sql, Object... values) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<String> answers = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          answers.add(found.getString(1));
        }
      }
      return answers;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** A connection that is none of the store's. */
  Connection connect() throws SQLException {
    PostgresAddress address = address("public");
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "test");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(),
        properties);
  }
}
