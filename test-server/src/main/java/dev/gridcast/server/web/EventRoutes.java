package dev.gridcast.server.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /events}: what changes, as it changes. Each listener has a thread of its own, which waits
 * most of the time: simple, and bounded by the number of listeners.
 */
final class EventRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);

  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final EventHub hub;
  private final Gate gate;
  private final OverviewDesk overview;
  private final long heartbeatSeconds;

  EventRoutes(EventHub hub, Gate gate, OverviewDesk overview, long heartbeatSeconds) {
    this.hub = hub;
    this.gate = gate;
    this.overview = overview;
    this.heartbeatSeconds = heartbeatSeconds;
  }

  @Override
  public void register(Router router) {
    router.get("/events", Right.READ, this::follow);
  }

  private void follow(Context context) throws IOException, InterruptedException {
    Query.of(context);
    context.disableCompression(); // it would hold events back
    context.contentType("text/event-stream");
    context.header("X-Accel-Buffering", "no"); // and so would nginx
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    try (EventHub.Listener listener = hub.join()) {
      ServletOutputStream out = context.res().getOutputStream();
      out.write(EventHub.event("hello", Json.bytes(Map.of())));
      out.write(EventHub.event("overview", Json.bytes(overview.overview())));
      out.flush();
      while (!listener.isDropped()) {
        byte[] event = listener.next(heartbeatSeconds);
        if (event == null && !gate.stillAdmits(context, Right.READ)) {
          break; // signed out meanwhile, or the tokens are new
        }
        out.write(event == null ? HEARTBEAT : event);
        out.flush();
      }
    } catch (IOException e) {
      LOG.debug("a listener went away: {}", e.toString());
    }
  }
}
