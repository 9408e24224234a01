package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForesightTest {

  private static final long SIZE = 10_000;

  private final List<Long> workedOut = new ArrayList<>();
  private final Foresight foresight = new Foresight(new Cases());

  @Test
  void whatWasForeseenIsNotWorkedOutAgain() {
    foresight.take(100);
    foresight.lookAhead();
    foresight.lookAhead();
    assertThat(workedOut).containsExactly(100L, 101L, 102L);
    assertThat(foresight.take(101).caseId()).isEqualTo("id-101");
    assertThat(foresight.take(102).caseId()).isEqualTo("id-102");
    assertThat(workedOut).hasSize(3);
  }

  @Test
  void aCaseThatWasNotForeseenIsWorkedOutWhenItIsTaken() {
    foresight.lookAhead();
    assertThat(foresight.take(7_000)).isEqualTo(new NewCase("id-7000", Map.of("n", "7000"), 7_000));
    foresight.lookAhead();
    assertThat(workedOut).containsExactly(0L, 7_000L, 7_001L);
  }

  @Test
  void itLooksNotFurtherThanTheLastCaseAndNotTooFar() {
    foresight.take(SIZE - 1);
    foresight.lookAhead();
    assertThat(workedOut).containsExactly(SIZE - 1);

    Foresight other = new Foresight(new Cases());
    workedOut.clear();
    for (int i = 0; i < 2_000; i++) {
      other.lookAhead();
    }
    assertThat(workedOut).hasSizeBetween(100, 600);
  }

  @Test
  void whatIsPastForEverMakesRoomInTheEnd() {
    for (int i = 0; i < 2_000; i++) {
      foresight.lookAhead();
    }
    foresight.take(5_000);
    foresight.lookAhead();
    assertThat(workedOut).contains(5_001L);
  }

  private final class Cases implements CaseSource {
    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public Map<String, String> parameters(long index) {
      workedOut.add(index);
      return Map.of("n", Long.toString(index));
    }

    @Override
    public String caseId(long index) {
      return "id-" + index;
    }

    @Override
    public double work(long index) {
      return index;
    }
  }
}
