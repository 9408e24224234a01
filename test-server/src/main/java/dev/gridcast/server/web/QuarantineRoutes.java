package dev.gridcast.server.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreReader;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /quarantine}: the cases that ended badly, with all that is known, and their release. */
final class QuarantineRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineRoutes.class);

  private static final List<CaseState> BAD =
      List.of(CaseState.QUARANTINED, CaseState.FAILED, CaseState.ABANDONED);

  private static final int MOST = 500;
  private static final int USUAL = 100;

  private final House house;

  QuarantineRoutes(House house) {
    this.house = house;
  }

  /**
   * The cases that ended badly.
   *
   * @param total how many there are, of which only the first may be here
   * @param cases by index
   */
  record Answer(long total, List<BadCase> cases) {}

  /**
   * A case that ended badly.
   *
   * @param testCase its index; in JSON {@code case}
   * @param state {@code QUARANTINED}, {@code FAILED} or {@code ABANDONED}
   * @param parameters those that tell it from others
   * @param failedAttempts failures that count against it
   * @param abandonedAttempts silences that count against it
   * @param attempts the oldest first
   */
  record BadCase(
      @JsonProperty("case") long testCase,
      String state,
      Map<String, String> parameters,
      int failedAttempts,
      int abandonedAttempts,
      List<Attempts.Answer> attempts) {}

  /**
   * What came of a release.
   *
   * @param released true
   */
  record Released(boolean released) {}

  @Override
  public void register(Router router) {
    router.get("/quarantine", Right.READ, this::quarantine);
    router.post("/cases/{case}/release", Right.ACT, this::release);
  }

  private void quarantine(Context context) {
    int limit = (int) Query.of(context, "limit").number("limit", 1, MOST, USUAL);
    Answer answer = house.store().read(reader -> answer(reader, limit));
    Json.answer(context, answer);
  }

  private Answer answer(StoreReader reader, int limit) {
    Map<CaseState, Long> counts = reader.rowCounts();
    List<CaseRow> rows = new ArrayList<>();
    long total = 0;
    for (CaseState state : BAD) {
      total += counts.getOrDefault(state, 0L);
      rows.addAll(reader.cases(state, limit));
    }
    Attempts attempts = new Attempts(reader);
    return new Answer(
        total,
        rows.stream()
            .sorted(Comparator.comparingLong(CaseRow::index))
            .limit(limit)
            .map(
                row ->
                    new BadCase(
                        row.index(),
                        row.state().name(),
                        varying(row),
                        row.failedAttempts(),
                        row.abandonedAttempts(),
                        attempts.ofCase(row.index())))
            .toList());
  }

  private Map<String, String> varying(CaseRow row) {
    Map<String, String> varying = new LinkedHashMap<>();
    for (String name : house.store().experiment().varying()) {
      varying.put(name, row.parameters().getOrDefault(name, ""));
    }
    return varying;
  }

  private void release(Context context) {
    Query.of(context);
    Bodies.object(context);
    long index = Query.pathNumber(context, "case");
    if (!Deeds.of(house).release(index)) {
      CaseState state =
          house
              .store()
              .read(reader -> reader.testCase(index))
              .map(CaseRow::state)
              .orElseThrow(
                  () -> ApiError.notFound("case " + index + " was never handed out to anybody"));
      throw ApiError.conflict("case " + index + " has not ended badly: it is " + state.name());
    }
    LOG.info("the operator released case {}", index);
    Json.answer(context, new Released(true));
  }
}
