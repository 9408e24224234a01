package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardEditorTest {

  private static final Map<String, String> NONE = Map.of("model", "lstm", "lags", "4");

  @Test
  void everyChangeComesToTheSameTableAsAllAtOnce() {
    Random random = new Random(5);
    BoardEditor editor = Boards.editor(Boards.experiment("lags"));
    Map<Long, Double> truth = new TreeMap<>();
    for (int round = 0; round < 200; round++) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        long index = random.nextInt(300);
        if (random.nextInt(4) == 0) {
          editor.put(Boards.leased(index, NONE));
          truth.remove(index);
        } else {
          double rmse = 90 + random.nextInt(20);
          editor.put(Boards.verified(index, rmse, "ada", NONE));
          truth.put(index, rmse);
        }
      }
      BoardTable table = editor.publish();
      assertThat(table.version()).isEqualTo(round + 1);
      assertThat(rows(table)).isEqualTo(truth);
      List<Long> best = new ArrayList<>(truth.keySet());
      best.sort(Comparator.comparing((Long index) -> truth.get(index)).thenComparing(i -> i));
      BoardColumn rank = table.column("rank");
      for (int row = 0; row < table.rows(); row++) {
        assertThat(rank.number(row)).isEqualTo(best.indexOf(table.testCase(row)) + 1.0);
      }
    }
  }

  private static Map<Long, Double> rows(BoardTable table) {
    Map<Long, Double> rows = new TreeMap<>();
    for (int row = 0; row < table.rows(); row++) {
      rows.put(table.testCase(row), table.column("rmse").number(row));
    }
    return rows;
  }

  @Test
  void keepsTheBestWhereThereAreTooMany() {
    BoardEditor editor = new BoardEditor(Boards.experiment("lags"), 10);
    for (int i = 0; i < 25; i++) {
      editor.put(Boards.verified(i, 200 - i, "ada", NONE));
    }
    BoardTable table = editor.publish();
    assertThat(table.isTruncated()).isTrue();
    assertThat(rows(table).keySet())
        .containsExactlyElementsOf(IntStream.range(15, 25).mapToObj(i -> (long) i).toList());
    assertThat(table.column("rank").number(9)).isEqualTo(1);
    editor.put(Boards.verified(30, 100, "ada", NONE));
    assertThat(rows(editor.publish()).keySet()).contains(30L).doesNotContain(15L);
  }

  @Test
  void anOldTableStaysAsItWas() {
    BoardEditor editor = Boards.editor(Boards.experiment("lags"));
    editor.put(Boards.verified(1, 90, "ada", NONE));
    BoardTable old = editor.publish();
    editor.put(Boards.verified(1, 80, "eve", Map.of("model", "gru", "lags", "many")));
    editor.put(Boards.verified(0, 85, "bob", NONE));
    BoardTable now = editor.publish();
    assertThat(rows(old)).isEqualTo(Map.of(1L, 90.0));
    assertThat(old.column("volunteer").text(0)).isEqualTo("ada");
    assertThat(old.column("param.lags").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(now.column("volunteer").text(1)).isEqualTo("eve");
    assertThat(now.column("param.lags").type()).isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void aVolunteerWithAnotherNameIsRenamedEverywhere() {
    BoardEditor editor = Boards.editor(Boards.experiment("lags"));
    editor.put(Boards.verified(1, 90, "ada", NONE));
    editor.put(Boards.verified(2, 91, "ada", NONE));
    editor.publish();
    editor.rename("id-ada", "Ada");
    editor.rename("id-stranger", "nobody");
    assertThat(editor.waiting()).isEqualTo(1);
    BoardTable table = editor.publish();
    assertThat(table.column("volunteer").text(0)).isEqualTo("Ada");
    assertThat(table.column("volunteer").text(1)).isEqualTo("Ada");
    assertThat(table.column("volunteer").words()).containsExactly("Ada");
  }

  @Test
  void seesWhatDiffersFromItsRow() {
    BoardEditor editor = Boards.editor(Boards.experiment("lags"));
    editor.put(Boards.verified(1, 90, "ada", NONE));
    editor.publish();
    assertThat(editor.differs(Boards.verified(1, 90, "ada", NONE))).isFalse();
    assertThat(editor.differs(Boards.verified(1, 91, "ada", NONE))).isTrue();
    assertThat(editor.differs(Boards.verified(1, 90, "eve", NONE))).isTrue();
    assertThat(editor.differs(Boards.verified(1, 90, "ada", Map.of("model", "lstm")))).isTrue();
    assertThat(editor.differs(Boards.verified(2, 90, "ada", NONE))).isTrue();
    assertThat(editor.differs(Boards.leased(1, NONE))).isTrue();
    assertThat(editor.differs(Boards.leased(2, NONE))).isFalse();
    assertThat(editor.between(0, 1)).containsExactly(1);
    assertThat(editor.between(2, Long.MAX_VALUE)).isEmpty();
  }
}
