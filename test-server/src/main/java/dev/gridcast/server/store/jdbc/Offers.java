package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the first case on offer that a volunteer may have.
 *
 * <p>Most often one of the first few will do. When all of those are not for this volunteer, because
 * it tried them itself, thousands of others may be as well: then only the first case of each other
 * volunteer is looked at, by the one who speaks for it.
 */
final class Offers {

  private static final int FIRST_FEW = 32;

  private final Map<CaseOffer, Pair> untried = new EnumMap<>(CaseOffer.class);
  private final Map<CaseOffer, Pair> tried = new EnumMap<>(CaseOffer.class);

  private final Map<CaseOffer, String> lanes = new EnumMap<>(CaseOffer.class);

  Offers(Dialect dialect) {
    for (CaseOffer kind : List.of(CaseOffer.AGAIN, CaseOffer.WITNESS)) {
      String offered = "FROM test_case o WHERE o.offer = '" + kind + "'";
      lanes.put(
          kind,
          "WITH RECURSIVE found (lane) AS (SELECT min(o.lane) "
              + offered
              + " UNION ALL SELECT (SELECT min(o.lane) "
              + offered
              + " AND o.lane > found.lane) FROM found WHERE found.lane IS NOT NULL)"
              + " SELECT lane FROM found WHERE lane IS NOT NULL");
    }
    String tookPart = "a.volunteer = ?";
    String holds = tookPart + " AND a.outcome = 'OPEN'";
    String answered =
        tookPart
            + " AND (a.outcome = 'OPEN' OR a.outcome = 'FAILED'"
            + " OR EXISTS (SELECT 1 FROM result r WHERE r.attempt = a.id))";
    untried.put(CaseOffer.AGAIN, Pair.of(dialect, CaseOffer.AGAIN, tookPart));
    untried.put(CaseOffer.WITNESS, Pair.of(dialect, CaseOffer.WITNESS, tookPart));
    tried.put(CaseOffer.AGAIN, Pair.of(dialect, CaseOffer.AGAIN, holds));
    tried.put(CaseOffer.WITNESS, Pair.of(dialect, CaseOffer.WITNESS, answered));
  }

  /** The first case, as {@link dev.gridcast.server.store.StoreReader#offered} says. */
  Optional<CaseRow> first(
      Sql sql, CaseOffer kind, int lane, String volunteer, boolean again, boolean keep) {
    Pair pair = (again ? tried : untried).get(kind);
    if (pair == null) {
      throw new IllegalArgumentException("cases that are not on offer cannot be asked for");
    }
    return sql.first(Rows::testCase, pair.nearby().get(keep), lane, volunteer)
        .or(
            () ->
                sql.first(
                    Rows::testCase,
                    pair.farther().get(keep),
                    lane,
                    lane,
                    volunteer,
                    lane,
                    volunteer));
  }

  /** The lanes that have cases on offer, ascending. */
  List<Integer> lanes(Sql sql, CaseOffer kind) {
    return sql.all(Row::count, Objects.requireNonNull(lanes.get(kind), kind::name));
  }

  /** Every question that may be asked. */
  List<String> all() {
    List<String> questions = new ArrayList<>(lanes.values());
    Stream.concat(untried.values().stream(), tried.values().stream())
        .flatMap(pair -> Stream.of(pair.nearby(), pair.farther()))
        .flatMap(asked -> Stream.of(asked.asked(), asked.kept()))
        .forEach(questions::add);
    return questions;
  }

  /**
   * The two questions for one kind of offer.
   *
   * @param nearby the first few in the lane
   * @param farther the first of each other volunteer in the lane
   */
  private record Pair(Asked nearby, Asked farther) {

    static Pair of(Dialect dialect, CaseOffer kind, String barred) {
      String inLane = "o.offer = '" + kind + "' AND o.lane = ?";
      String notBarred =
          "NOT EXISTS (SELECT 1 FROM attempt a WHERE a.case_index = %s.case_index AND "
              + barred
              + ")";
      // Looked at again in the row itself, once it is kept from others: they may have taken the
      // case
      // since. No word of a partial index, by which it would be searched.
      String still = " AND c.offer || '' = '" + kind + "'";
      String nearby =
          "SELECT "
              + Rows.CASE
              + " FROM test_case c WHERE c.case_index IN (SELECT o.case_index FROM test_case o WHERE "
              + inLane
              + " ORDER BY o.case_index LIMIT "
              + FIRST_FEW
              + ")"
              + still
              + " AND "
              + notBarred.formatted("c")
              + " ORDER BY c.case_index LIMIT 1";
      String farther =
          "WITH RECURSIVE other (id) AS (SELECT min(o.speaker) FROM test_case o WHERE "
              + inLane
              + " UNION ALL SELECT (SELECT min(o.speaker) FROM test_case o WHERE "
              + inLane
              + " AND o.speaker > other.id) FROM other WHERE other.id IS NOT NULL) SELECT "
              + Rows.CASE
              + " FROM test_case c WHERE c.case_index IN (SELECT (SELECT o.case_index"
              + " FROM test_case o WHERE o.speaker = other.id AND "
              // In this order of parameters: the volunteer of the barring, then the lane.
              + notBarred.formatted("o")
              + " AND "
              + inLane
              + " ORDER BY o.case_index LIMIT 1) FROM other WHERE other.id <> ?)"
              + still
              + " ORDER BY c.case_index LIMIT 1";
      return new Pair(
          new Asked(nearby, nearby + dialect.keepFree("c")),
          new Asked(farther, farther + dialect.keepFree("c")));
    }
  }

  /** A question, and the same for a writer. */
  private record Asked(String asked, String kept) {

    String get(boolean keep) {
      return keep ? kept : asked;
    }
  }
}
