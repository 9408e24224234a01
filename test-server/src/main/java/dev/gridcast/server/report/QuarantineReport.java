package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Volunteer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cases that ended badly, with what each attempt at them came to, for the operator. */
public final class QuarantineReport {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final List<CaseState> BAD =
      List.of(CaseState.QUARANTINED, CaseState.FAILED, CaseState.ABANDONED);

  private final List<BadCase> cases;
  private final long all;
  private final List<String> varying;

  private record BadCase(CaseRow row, List<BadAttempt> attempts) {}

  private record BadAttempt(Attempt attempt, String name, String log) {}

  private QuarantineReport(List<BadCase> cases, long all, List<String> varying) {
    this.cases = cases;
    this.all = all;
    this.varying = varying;
  }

  /** Finds the log of a lease, of which the end is known. */
  @FunctionalInterface
  public interface Logs {

    /** The ends of logs, as the store keeps them. */
    Logs ENDS = (lease, end) -> end;

    String find(String lease, String end);
  }

  /**
   * The first cases by index of those that ended badly, at most so many.
   *
   * @param logs finds the logs
   */
  public static QuarantineReport of(Store store, int limit, Logs logs) {
    return store.read(
        reader -> {
          Map<CaseState, Long> counts = reader.rowCounts();
          long all = BAD.stream().mapToLong(state -> counts.getOrDefault(state, 0L)).sum();
          List<BadCase> cases = new ArrayList<>();
          for (CaseState state : BAD) {
            reader.cases(state, limit).forEach(row -> cases.add(badCase(reader, row, logs)));
          }
          cases.sort(Comparator.comparingLong(bad -> bad.row().index()));
          return new QuarantineReport(
              List.copyOf(cases.subList(0, Math.min(limit, cases.size()))),
              all,
              store.experiment().varying());
        });
  }

  private static BadCase badCase(StoreReader reader, CaseRow row, Logs logs) {
    return new BadCase(
        row,
        reader.attempts(row.index()).stream()
            .map(
                attempt ->
                    new BadAttempt(
                        attempt,
                        reader
                            .volunteer(attempt.volunteer())
                            .map(Volunteer::name)
                            .orElse(attempt.volunteer()),
                        logs.find(attempt.lease(), reader.log(attempt.lease()))))
            .toList());
  }

  /**
   * For people.
   *
   * @param logLines how many lines of the end of each log are shown at most
   */
  public String text(int logLines) {
    if (cases.isEmpty()) {
      return "no case has ended badly\n";
    }
    StringBuilder text = new StringBuilder();
    for (BadCase bad : cases) {
      text.append(head(bad.row())).append('\n');
      bad.attempts().forEach(attempt -> append(text, attempt, logLines));
    }
    if (all > cases.size()) {
      text.append(String.format(Locale.ROOT, "and %,d more%n", all - cases.size()));
    }
    return text.toString();
  }

  private String head(CaseRow row) {
    String parameters =
        varying.stream()
            .map(name -> name + " " + row.parameters().getOrDefault(name, "-"))
            .collect(Collectors.joining(", "));
    return "case "
        + row.index()
        + ", "
        + why(row)
        + (parameters.isEmpty() ? "" : ": " + parameters);
  }

  private static String why(CaseRow row) {
    return switch (row.state()) {
      case QUARANTINED -> "quarantined (it failed with one volunteer after the other)";
      case FAILED -> "failed (" + row.failedAttempts() + " times, with one volunteer only)";
      case ABANDONED ->
          "abandoned (" + row.abandonedAttempts() + " volunteers fell silent over it)";
      default -> word(row.state());
    };
  }

  private static void append(StringBuilder text, BadAttempt bad, int logLines) {
    Attempt attempt = bad.attempt();
    Instant ended = attempt.endedAt();
    text.append("  ")
        .append(seconds(attempt.leasedAt()))
        .append(" to ")
        .append(ended == null ? "now" : seconds(ended))
        .append("  ")
        .append(ForeignText.harmless(bad.name()))
        .append(" (")
        .append(attempt.volunteer())
        .append(")  ")
        .append(word(attempt.outcome()))
        .append(attempt.counted() ? "" : ", does not count")
        .append(attempt.reason().isEmpty() ? "" : ": " + ForeignText.harmless(attempt.reason()))
        .append('\n');
    List<String> lines = ForeignText.harmless(bad.log()).strip().lines().toList();
    lines
        .subList(Math.max(0, lines.size() - logLines), lines.size())
        .forEach(line -> text.append("    | ").append(line).append('\n'));
  }

  /**
   * An array with an object for each case, as UTF-8, logs complete; the stream stays open.
   *
   * @throws IOException when the stream cannot be written
   */
  public void json(OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (BadCase bad : cases) {
        testCase(json, bad);
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static void testCase(JsonGenerator json, BadCase bad) throws IOException {
    json.writeStartObject();
    json.writeNumberField("case", bad.row().index());
    json.writeStringField("state", word(bad.row().state()));
    json.writeNumberField("failedAttempts", bad.row().failedAttempts());
    json.writeNumberField("abandonedAttempts", bad.row().abandonedAttempts());
    json.writeObjectFieldStart("parameters");
    for (Map.Entry<String, String> parameter : bad.row().parameters().entrySet()) {
      json.writeStringField(parameter.getKey(), parameter.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("attempts");
    for (BadAttempt one : bad.attempts()) {
      attempt(json, one);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void attempt(JsonGenerator json, BadAttempt bad) throws IOException {
    json.writeStartObject();
    json.writeStringField("volunteer", bad.attempt().volunteer());
    json.writeStringField("name", bad.name());
    json.writeStringField("leasedAt", bad.attempt().leasedAt().toString());
    @Nullable Instant ended = bad.attempt().endedAt();
    json.writeStringField("endedAt", ended == null ? null : ended.toString());
    json.writeStringField("outcome", word(bad.attempt().outcome()));
    json.writeBooleanField("counted", bad.attempt().counted());
    json.writeStringField("reason", bad.attempt().reason());
    json.writeStringField("log", bad.log());
    json.writeEndObject();
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
