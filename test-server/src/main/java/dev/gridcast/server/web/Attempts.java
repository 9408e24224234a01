package dev.gridcast.server.web;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attempts as the interface tells of them: never with their leases, which are secrets. Made within
 * one question to the store.
 */
final class Attempts {

  private final StoreReader reader;
  private final Map<String, String> names = new HashMap<>();

  Attempts(StoreReader reader) {
    this.reader = reader;
  }

  /**
   * An attempt at a case.
   *
   * @param id its number, for its log
   * @param volunteer the identity of whose it is
   * @param volunteerName the name to show
   * @param leasedAt when it began
   * @param endedAt when it ended; null while it is open
   * @param outcome how it stands, as in {@link dev.gridcast.server.store.AttemptOutcome}
   * @param counted whether it counts against the limits of its case
   * @param reason why it ended, one line
   * @param speaks whether it is the one that speaks for its case
   * @param hasLog whether the trainer's log was kept
   */
  record Answer(
      long id,
      String volunteer,
      String volunteerName,
      Instant leasedAt,
      @Nullable Instant endedAt,
      String outcome,
      boolean counted,
      String reason,
      boolean speaks,
      boolean hasLog) {}

  /** All attempts at a case, the oldest first. */
  List<Answer> ofCase(long caseIndex) {
    long speaker = reader.report(caseIndex).map(report -> report.attempt().id()).orElse(-1L);
    return reader.attempts(caseIndex).stream()
        .map(
            attempt ->
                new Answer(
                    attempt.id(),
                    attempt.volunteer(),
                    name(attempt.volunteer()),
                    attempt.leasedAt(),
                    attempt.endedAt(),
                    attempt.outcome().name(),
                    attempt.counted(),
                    attempt.reason(),
                    attempt.id() == speaker,
                    !reader.log(attempt.lease()).isEmpty()))
        .toList();
  }

  /** The name to show of a volunteer; its identity where it has none. */
  String name(String volunteer) {
    return names.computeIfAbsent(
        volunteer, id -> reader.volunteer(id).map(Volunteer::name).orElse(id));
  }

  /**
   * A log.
   *
   * @param lease of the attempt that left it
   * @param end the last 16 Ki characters
   */
  record Log(String lease, String end) {}

  /** The log of an attempt. */
  static Log log(StoreReader reader, long id) {
    Attempt attempt =
        reader.attempt(id).orElseThrow(() -> ApiError.notFound("there is no attempt " + id));
    String end = reader.log(attempt.lease());
    if (end.isEmpty()) {
      throw ApiError.notFound("NO_LOG", "attempt " + id + " left no log");
    }
    return new Log(attempt.lease(), end);
  }
}
