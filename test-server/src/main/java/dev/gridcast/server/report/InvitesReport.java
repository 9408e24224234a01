package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.IssuedInvite;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The invites that were handed out, for the operator. None of their secrets is known. */
public final class InvitesReport implements TableReport {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String GREY = "\u001b[90m";
  private static final int SHOWN_USERS = 3;

  private final List<IssuedInvite> invites;
  private final Map<Long, List<String>> users;
  private final Instant now;

  /**
   * A report on these, in this order.
   *
   * @param users who used each, as people know them, by its number
   */
  public InvitesReport(List<IssuedInvite> invites, Map<Long, List<String>> users, Instant now) {
    this.invites = List.copyOf(invites);
    this.users = Map.copyOf(users);
    this.now = now;
  }

  @Override
  public String table(boolean colours) {
    if (invites.isEmpty()) {
      return "no invites yet\n";
    }
    List<TableColumn> columns =
        List.of(
            column("name", IssuedInvite::name),
            column("made", invite -> time(invite.madeAt())),
            column(
                "expires", invite -> invite.expiresAt().map(InvitesReport::time).orElse("never")),
            column("uses", InvitesReport::uses),
            column("used by", invite -> few(usersOf(invite))),
            column("state", this::state)
                .painted(
                    row -> invites.get(row).state(now) == IssuedInvite.State.VALID ? "" : GREY));
    return new TextTable(columns, colours).render();
  }

  private TableColumn column(String header, Function<IssuedInvite, String> cell) {
    return new TableColumn(List.of(header), invites.stream().map(cell).toList(), false, null);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (IssuedInvite invite : invites) {
        json.writeStartObject();
        json.writeStringField("name", invite.name());
        json.writeStringField("made", invite.madeAt().toString());
        json.writeStringField("expires", invite.expiresAt().map(Instant::toString).orElse(null));
        if (invite.uses().isPresent()) {
          json.writeNumberField("uses", invite.uses().getAsLong());
        } else {
          json.writeNullField("uses");
        }
        json.writeNumberField("used", invite.used());
        json.writeArrayFieldStart("usedBy");
        for (String user : usersOf(invite)) {
          json.writeString(user);
        }
        json.writeEndArray();
        json.writeStringField("state", state(invite));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private List<String> usersOf(IssuedInvite invite) {
    return users.getOrDefault(invite.id(), List.of());
  }

  private static String few(List<String> names) {
    String shown =
        ForeignText.harmless(String.join(", ", names.stream().limit(SHOWN_USERS).toList()));
    return names.size() > SHOWN_USERS
        ? shown + " and " + (names.size() - SHOWN_USERS) + " more"
        : shown;
  }

  private static String uses(IssuedInvite invite) {
    return invite.used() + (invite.uses().isPresent() ? " of " + invite.uses().getAsLong() : "");
  }

  private String state(IssuedInvite invite) {
    return invite.state(now).name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
