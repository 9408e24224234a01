package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.TableSink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads whole tables. */
public final class StoreExport {

  private static final List<Table> TABLES =
      List.of(
          new Table(
              "experiment",
              "name specification space_hash dataset_sha256 #total_cases labels parameters varying",
              "FROM experiment"),
          new Table("lane", "#lane #position", "FROM lane ORDER BY lane"),
          new Table(
              "volunteer",
              "id name machine @first_seen @last_seen #verified #agreed #rejected #failed #abandoned"
                  + " #compute_ms #streak #blamed ~work_per_second ?vouched ?doubted @suspended_at"
                  + " suspended_reason ?drained",
              "FROM volunteer ORDER BY id"),
          new Table(
              "test_case",
              "#case_index case_id parameters model #lane ~work state offer #failed_attempts"
                  + " #abandoned_attempts #attempt",
              "FROM test_case ORDER BY case_index"),
          // The secret of an open lease would let its reader take the case over.
          new Table(
              "attempt",
              "#id lease=CASE_WHEN_outcome_<>_'OPEN'_THEN_lease_END #case_index volunteer @leased_at"
                  + " @deadline @last_at @ended_at outcome ?counted reason log",
              "FROM attempt ORDER BY id"),
          new Table(
              "result",
              "#attempt #case_index volunteer @reported_at ~claimed_validation_rmse #claimed_epochs"
                  + " #claimed_best_epoch ~claimed_seconds claimed_engine verdict ground reason"
                  + " @scored_at @judged_at ?told engine engine_version device model_sha256 model"
                  + " ~verified_validation_rmse #samples ~confirmation_rmse ~skill_error confirmation"
                  + " baselines forecast",
              "FROM result ORDER BY attempt"),
          new Table(
              "result_content",
              "#attempt result_json !weights",
              "FROM result_content ORDER BY attempt"),
          // A hash of 128 random bits leads nobody to them.
          new Table(
              "invite",
              "#id server name secret_sha256 @made_at @expires_at #uses @revoked_at",
              "FROM invite ORDER BY id"),
          new Table(
              "member", "id state @since #invite @banned_at ban_reason", "FROM member ORDER BY id"),
          new Table(
              "invite_use", "#invite member @used_at", "FROM invite_use ORDER BY invite, member"));

  private StoreExport() {}

  /** The names of all tables, in order. */
  public static List<String> tables() {
    return TABLES.stream().map(Table::name).toList();
  }

  /** See {@link dev.gridcast.server.store.Store#export}. */
  public static void export(Sql sql, Collection<String> tables, boolean weights, TableSink sink) {
    for (String name : tables) {
      if (!tables().contains(name)) {
        throw new StoreRefusedException(
            "there is no table " + name + "; there are " + String.join(", ", tables()));
      }
    }
    for (Table table : TABLES) {
      if (tables.contains(table.name())) {
        List<Column> columns =
            table.columns().stream().filter(column -> weights || column.kind() != '!').toList();
        sink.table(table.name(), columns.stream().map(Column::name).toList());
        sql.each(row -> values(row, columns), sink::row, table.question(columns));
      }
    }
  }

  private static List<@Nullable Object> values(Row row, List<Column> columns) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    for (Column column : columns) {
      values.add(row.value(column.kind()));
    }
    return values;
  }

  /**
   * A table.
   *
   * @param words its columns, each with the sign of its kind ({@link Row#value}) before its name,
   *     and behind {@code =} how it is asked for, with {@code _} for spaces, if not by its name
   */
  private record Table(String name, String words, String from) {

    List<Column> columns() {
      return Arrays.stream(words.split(" ", -1)).map(Column::of).toList();
    }

    String question(List<Column> columns) {
      return "SELECT "
          + String.join(", ", columns.stream().map(Column::asked).toList())
          + " "
          + from;
    }
  }

  private record Column(char kind, String name, String asked) {

    static Column of(String word) {
      char sign = word.charAt(0);
      boolean plain = Character.isLetter(sign);
      String rest = plain ? word : word.substring(1);
      int equals = rest.indexOf('=');
      return equals < 0
          ? new Column(plain ? '"' : sign, rest, rest)
          : new Column(
              plain ? '"' : sign,
              rest.substring(0, equals),
              rest.substring(equals + 1).replace('_', ' '));
    }
  }
}
