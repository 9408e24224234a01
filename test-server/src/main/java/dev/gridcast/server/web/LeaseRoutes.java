package dev.gridcast.server.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gridcast.server.store.Attempt;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /leases} and {@code /attempts}: who had which case when, and what their trainers said. */
final class LeaseRoutes implements Routes {

  private static final int MOST = 5_000;
  private static final int USUAL_MINUTES = 180;
  private static final int MOST_MINUTES = 60 * 24 * 31;

  private static final Logger LOG = LoggerFactory.getLogger(LeaseRoutes.class);

  private final House house;

  LeaseRoutes(House house) {
    this.house = house;
  }

  /**
   * The leases of a span of time, at most the latest 5,000.
   *
   * @param now the server's time
   * @param from when the span begins
   * @param leases the latest first
   */
  record Answer(Instant now, Instant from, List<Lease> leases) {}

  /**
   * A lease.
   *
   * @param id the number of its attempt
   * @param testCase the case; in JSON {@code case}
   * @param volunteer the identity of who had it
   * @param volunteerName the name to show
   * @param leasedAt when it began
   * @param endedAt when it ended; null while it is held
   * @param outcome what became of it
   * @param reason why it ended, one line
   */
  record Lease(
      long id,
      @JsonProperty("case") long testCase,
      String volunteer,
      String volunteerName,
      Instant leasedAt,
      @Nullable Instant endedAt,
      String outcome,
      String reason) {}

  @Override
  public void register(Router router) {
    router.get("/leases", Right.READ, this::leases);
    router.get("/attempts/{attempt}/log", Right.READ, this::log);
  }

  private void leases(Context context) {
    long minutes = Query.of(context, "minutes").number("minutes", 1, MOST_MINUTES, USUAL_MINUTES);
    Instant now = house.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Instant from = now.minus(Duration.ofMinutes(minutes));
    List<Lease> leases =
        house
            .store()
            .read(
                reader -> {
                  Attempts attempts = new Attempts(reader);
                  return reader.latestAttempts(MOST).stream()
                      .filter(attempt -> touches(attempt, from))
                      .map(attempt -> lease(attempt, attempts.name(attempt.volunteer())))
                      .toList();
                });
    Json.answer(context, new Answer(now, from, leases));
  }

  private static boolean touches(Attempt attempt, Instant from) {
    Instant end = attempt.endedAt();
    return end == null || !end.isBefore(from);
  }

  private static Lease lease(Attempt attempt, String name) {
    return new Lease(
        attempt.id(),
        attempt.caseIndex(),
        attempt.volunteer(),
        name,
        attempt.leasedAt(),
        attempt.endedAt(),
        attempt.outcome().name(),
        attempt.reason());
  }

  private void log(Context context) {
    Query.of(context);
    long id = Query.pathNumber(context, "attempt");
    Attempts.Log log = house.store().read(reader -> Attempts.log(reader, id));
    String complete;
    try {
      complete = house.live().failureLogs().complete(log.lease(), log.end());
    } catch (IOException e) {
      LOG.warn("the log of attempt {} cannot be read; its end is in the store", id, e);
      complete = log.end();
    }
    context.contentType("text/plain; charset=utf-8").result(complete);
  }
}
