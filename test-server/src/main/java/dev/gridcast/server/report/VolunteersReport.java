package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Who takes part and how far each can be relied on, for the operator. */
public final class VolunteersReport implements TableReport {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String RED = "\u001b[31m";
  private static final int LONGEST_NAME = 20;

  private final List<Volunteer> volunteers;
  private final Map<String, String> connections;

  /**
   * A report on these, in this order.
   *
   * @param connections how those are connected who are, by their ids
   */
  public VolunteersReport(List<Volunteer> volunteers, Map<String, String> connections) {
    this.volunteers = List.copyOf(volunteers);
    this.connections = Map.copyOf(connections);
  }

  @Override
  public String table(boolean colours) {
    if (volunteers.isEmpty()) {
      return "no volunteers yet\n";
    }
    List<TableColumn> columns =
        List.of(
            column("name", false, who -> cut(who.name())),
            column("id", false, Volunteer::id),
            column("verified", true, who -> count(who.record().verified())),
            column("agreed", true, who -> count(who.record().agreed())),
            column("rejected", true, who -> count(who.record().rejected())),
            column("failed", true, who -> count(who.record().failed())),
            column("abandoned", true, who -> count(who.record().abandoned())),
            column("streak", true, who -> count(who.record().streak())),
            column("reliability", true, who -> percent(who.record())),
            column("compute", true, who -> hours(who.record().computeMillis())),
            column("connection", false, who -> connections.getOrDefault(who.id(), "")),
            column("standing", false, VolunteersReport::standing)
                .painted(row -> volunteers.get(row).suspension().isPresent() ? RED : ""));
    return new TextTable(columns, colours).render();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Volunteer who : volunteers) {
        volunteer(json, who);
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private void volunteer(JsonGenerator json, Volunteer who) throws IOException {
    TrackRecord record = who.record();
    json.writeStartObject();
    json.writeStringField("id", who.id());
    json.writeStringField("name", who.name());
    json.writeStringField("machine", who.machine());
    json.writeStringField("firstSeen", who.firstSeen().toString());
    json.writeStringField("lastSeen", who.lastSeen().toString());
    json.writeNumberField("verified", record.verified());
    json.writeNumberField("agreed", record.agreed());
    json.writeNumberField("rejected", record.rejected());
    json.writeNumberField("failed", record.failed());
    json.writeNumberField("abandoned", record.abandoned());
    json.writeNumberField("streak", record.streak());
    json.writeNumberField("blamed", record.blamed());
    json.writeNumberField("reliability", record.reliability());
    json.writeNumberField("computeSeconds", record.computeMillis() / 1000.0);
    json.writeStringField("connection", connections.get(who.id()));
    json.writeBooleanField("vouched", who.vouched());
    json.writeBooleanField("drained", who.drained());
    if (who.suspension().isPresent()) {
      Suspension suspension = who.suspension().get();
      json.writeObjectFieldStart("suspended");
      json.writeStringField("since", suspension.at().toString());
      json.writeStringField("reason", suspension.reason());
      json.writeEndObject();
    } else {
      json.writeNullField("suspended");
    }
    json.writeEndObject();
  }

  private TableColumn column(String header, boolean right, Function<Volunteer, String> cell) {
    return new TableColumn(List.of(header), volunteers.stream().map(cell).toList(), right, null);
  }

  private static String standing(Volunteer who) {
    String standing =
        (who.vouched() ? "vouched for" : "")
            + (who.vouched() && who.drained() ? ", " : "")
            + (who.drained() ? "drained" : "");
    return who.suspension()
        .map(
            suspension ->
                "suspended since "
                    + suspension.at().truncatedTo(ChronoUnit.SECONDS)
                    + ": "
                    + ForeignText.harmless(suspension.reason()))
        .orElse(standing);
  }

  private static String cut(String name) {
    String safe = ForeignText.harmless(name);
    int length = safe.codePointCount(0, safe.length());
    return length <= LONGEST_NAME
        ? safe
        : safe.substring(0, safe.offsetByCodePoints(0, LONGEST_NAME - 1)) + "~";
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** What nobody can know yet is not called 0. */
  private static String percent(TrackRecord record) {
    boolean unknown =
        record.verified()
                + record.agreed()
                + record.rejected()
                + record.failed()
                + record.abandoned()
            == 0;
    return unknown ? "-" : String.format(Locale.ROOT, "%.0f %%", record.reliability() * 100);
  }

  private static String hours(long millis) {
    return String.format(Locale.ROOT, "%.2f h", millis / 3_600_000.0);
  }
}
