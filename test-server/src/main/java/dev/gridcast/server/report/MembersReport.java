package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which keys may join, for the operator. */
public final class MembersReport implements TableReport {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";

  private final List<Member> members;
  private final Map<String, String> connections;

  /**
   * A report on these, in this order.
   *
   * @param connections how those are connected who are, by their keys
   */
  public MembersReport(List<Member> members, Map<String, String> connections) {
    this.members = List.copyOf(members);
    this.connections = Map.copyOf(connections);
  }

  @Override
  public String table(boolean colours) {
    if (members.isEmpty()) {
      return "nobody has joined yet\n";
    }
    List<TableColumn> columns =
        List.of(
            column("key", Member::id),
            column("name", member -> ForeignText.harmless(member.name())),
            column("state", MembersReport::state).painted(row -> colour(members.get(row))),
            column("since", member -> since(member).truncatedTo(ChronoUnit.SECONDS).toString()),
            column("invite", Member::inviteName),
            column("connection", member -> connections.getOrDefault(member.id(), "")),
            column("reason", member -> ForeignText.harmless(reason(member))));
    return new TextTable(columns, colours).render();
  }

  private TableColumn column(String header, Function<Member, String> cell) {
    return new TableColumn(List.of(header), members.stream().map(cell).toList(), false, null);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Member member : members) {
        json.writeStartObject();
        json.writeStringField("key", member.id());
        json.writeStringField("name", member.name());
        json.writeStringField("state", state(member));
        json.writeStringField("since", since(member).toString());
        json.writeStringField("invite", member.inviteName().isEmpty() ? null : member.inviteName());
        json.writeStringField("connection", connections.get(member.id()));
        json.writeStringField("reason", member.ban().map(Ban::reason).orElse(null));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static String state(Member member) {
    if (member.ban().isPresent()) {
      return "banned";
    }
    return switch (member.state()) {
      case PENDING -> "pending";
      case ADMITTED -> "member";
      case OUTSIDE -> "outside";
    };
  }

  private static Instant since(Member member) {
    return member.ban().map(Ban::at).orElse(member.since());
  }

  private static String reason(Member member) {
    return member.ban().map(Ban::reason).orElse("");
  }

  private static String colour(Member member) {
    if (member.ban().isPresent()) {
      return RED;
    }
    return member.state() == MemberState.PENDING ? YELLOW : "";
  }
}
