package dev.gridcast.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.server.web.Gate.Visitor;
import dev.gridcast.server.web.Sessions.Session;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code /session}: who the browser is, signing in and out. */
final class SessionRoutes implements Routes {

  private final House house;
  private final Gate gate;

  SessionRoutes(House house, Gate gate) {
    this.house = house;
    this.gate = gate;
  }

  /**
   * Who asks.
   *
   * @param role {@code nobody}, {@code reader} or {@code operator}
   * @param readOpen whether reading needs no token here
   * @param confirmation whether the prices of the confirmation range are shown
   * @param csrf to be sent with every deed; null unless signed in with a cookie
   * @param server who answers; null when the visitor may not read
   */
  record Answer(
      String role,
      boolean readOpen,
      boolean confirmation,
      @Nullable String csrf,
      @Nullable Server server) {}

  /**
   * Who answers.
   *
   * @param version the release
   * @param experiment the experiment's name
   */
  record Server(String version, String experiment) {}

  @Override
  public void register(Router router) {
    router.get("/session", Right.NOTHING, context -> Json.answer(context, of(context)));
    router.post("/session", Right.NOTHING, this::signIn);
    router.delete("/session", Right.NOTHING, this::signOut);
  }

  private Answer of(Context context) {
    return answer(gate.visitor(context));
  }

  private Answer answer(Visitor visitor) {
    Session session = visitor.session();
    return new Answer(
        visitor.role().word(),
        visitor.readOpen(),
        visitor.may(Right.CONFIRMATION),
        session == null ? null : session.csrf(),
        visitor.may(Right.READ)
            ? new Server(house.version(), house.store().experiment().name())
            : null);
  }

  private void signIn(Context context) {
    JsonNode token = Bodies.object(context, "token").path("token");
    if (!token.isTextual()) {
      throw ApiError.badParameter("token", "the body must be {\"token\": \"…\"}");
    }
    Role role = gate.roleOf(context, token.textValue().strip());
    endSessionOf(context);
    Session session = gate.sessions().begin(role);
    SessionCookie.set(context, gate.namesSecurely(), gate.isSecure(context), session.id());
    boolean readOpen = gate.visitor(context).readOpen();
    Json.answer(context, answer(new Visitor(role, readOpen, session)));
  }

  private void signOut(Context context) {
    endSessionOf(context);
    SessionCookie.clear(context, gate.namesSecurely(), gate.isSecure(context));
    Json.answer(context, answer(new Visitor(Role.NOBODY, gate.visitor(context).readOpen(), null)));
  }

  private void endSessionOf(Context context) {
    Session session = gate.visitor(context).session();
    if (session != null) {
      gate.sessions().end(session.id());
    }
  }
}
