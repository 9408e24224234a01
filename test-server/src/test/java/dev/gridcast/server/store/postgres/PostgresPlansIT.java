package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.jdbc.Questions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's planner chooses by sizes; here it must show that it could do without walking. */
class PostgresPlansIT {

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private final TestPostgres postgres = TestPostgres.ofAllTests();

  @BeforeEach
  void makeTheTables() {
    PostgresStore.open(address(), Samples.experiment(100)).close();
  }

  @AfterEach
  void removeTheSchema() {
    postgres.drop(TestPostgres.schemaOf(folder));
  }

  @Test
  void noQuestionThatIsAskedAgainAndAgainHasToWalkATable() throws SQLException {
    List<String> questions = new Questions(new PostgresDialect(address())).indexed();
    assertThat(questions).hasSizeGreaterThan(20);
    try (Connection connection = postgres.connect()) {
      run(
          connection,
          "SET search_path = "
              + TestPostgres.schemaOf(folder)
              + "; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off");
      for (String question : questions) {
        assertThat(plan(connection, question))
            .as(question)
            .noneMatch(step -> step.contains("Seq Scan on") && !step.contains("experiment"));
      }
    }
  }

  private static List<String> plan(Connection connection, String question) throws SQLException {
    // Prepared, so that the plan is for any values and not for these.
    String numbered = question;
    int values = 0;
    while (numbered.contains("?")) {
      numbered = numbered.replaceFirst("\\?", "\\$" + ++values);
    }
    run(connection, "SET plan_cache_mode = force_generic_plan; PREPARE q AS " + numbered);
    String nulls = values == 0 ? "" : "(" + "NULL,".repeat(values - 1) + "NULL)";
    List<String> steps = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement("EXPLAIN EXECUTE q" + nulls);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        steps.add(found.getString(1));
      }
    }
    run(connection, "DEALLOCATE q");
    return steps;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private PostgresAddress address() {
    return postgres.address(TestPostgres.schemaOf(folder));
  }
}
