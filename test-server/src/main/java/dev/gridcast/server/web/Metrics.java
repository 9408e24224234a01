package dev.gridcast.server.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}: figures for Prometheus, in its text format 0.0.4. */
final class Metrics implements Routes {

  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final int MOST_PENDING = 1_000;

  private final OverviewDesk desk;
  private final House house;
  private final EventHub hub;

  Metrics(House house, OverviewDesk desk, EventHub hub) {
    this.house = house;
    this.desk = desk;
    this.hub = hub;
  }

  @Override
  public void register(Router router) {
    router.outside("/metrics", Right.READ, this::answer);
  }

  private void answer(Context context) {
    Query.of(context);
    context.contentType(TYPE).result(text(desk.overview()));
  }

  private String text(Overview now) {
    Page page = new Page();
    page.head("info", "Which experiment this server runs, and its release; always 1.");
    page.line(
        "info",
        label("experiment", now.experiment().name())
            + ","
            + label("version", now.experiment().version()),
        1);
    page.one("experiment_cases", "Cases of the experiment in all.", now.counts().total());
    page.head("cases", "Cases by where they are; they add up to gridcast_experiment_cases.");
    Overview.Cases counts = now.counts();
    page.state("waiting", counts.waiting());
    page.state("leased", counts.leased());
    page.state("judging", counts.judging());
    page.state("verified", counts.verified());
    page.state("claimed", counts.claimed());
    page.state("failed", counts.failed());
    page.state("quarantined", counts.quarantined());
    page.state("abandoned", counts.abandoned());
    page.one(
        "verified_last_hour",
        "Results that became verified in the last sixty minutes.",
        now.throughput().perHour());
    page.one("seconds_left", "Estimate for the rest; absent while unknown.", now.secondsLeft());
    Overview.Best best = now.best();
    page.one(
        "best_rmse",
        "Error of the best verified model on the confirmation range, in price units.",
        best == null ? null : best.rmse());
    page.one(
        "best_skill",
        "1 - that error / the error of persistence.",
        best == null ? null : best.skill());
    page.one(
        "persistence_rmse",
        "Error of persistence on the confirmation range, in price units.",
        now.persistenceRmse());
    page.one("volunteers_online", "Volunteers that are connected.", now.online());
    page.one(
        "volunteers_suspended", "Volunteers that get no cases until released.", now.suspended());
    page.one(
        "members_pending",
        "Keys that wait for the operator to let them in, at most a thousand.",
        house.store().read(reader -> reader.guests().pending(MOST_PENDING)).size());
    Map<String, Long> signalling = new TreeMap<>(house.live().signalling());
    if (!signalling.isEmpty()) {
      page.head(
          "signalling_requests", "Requests at the door since the start, by what became of them.");
      signalling.forEach(
          (result, count) -> page.line("signalling_requests", label("result", result), count));
    }
    brokers(page, house.live().brokers());
    page.one(
        "trainings",
        "Trainings in progress.",
        house.live().present().stream().mapToInt(present -> present.works().size()).sum());
    page.head("faults", "What is out of order and needs a person, by kind.");
    List<Live.Fault> faults = house.live().faults();
    for (Live.Fault.Kind kind : Live.Fault.Kind.values()) {
      page.line(
          "faults",
          label("kind", kind.name()),
          faults.stream().filter(fault -> fault.kind() == kind).count());
    }
    page.one("dashboard_listeners", "Pages that follow the events.", hub.size());
    Runtime runtime = Runtime.getRuntime();
    page.one(
        "memory_used_bytes",
        "Memory in use of this server's Java.",
        runtime.totalMemory() - runtime.freeMemory());
    page.one("memory_limit_bytes", "Memory that it may use at most.", runtime.maxMemory());
    return page.text.toString();
  }

  private static void brokers(Page page, List<Live.Broker> brokers) {
    if (brokers.isEmpty()) {
      return;
    }
    page.head("broker_listening", "1 where requests arrive from an MQTT broker, 0 where not.");
    brokers.forEach(
        broker ->
            page.line(
                "broker_listening", of(broker, Optional.empty()), broker.listening() ? 1 : 0));
    page.head("broker_requests", "Requests from an MQTT broker since the start.");
    for (Live.Broker broker : brokers) {
      page.line("broker_requests", of(broker, Optional.of("answered")), broker.answered());
      page.line("broker_requests", of(broker, Optional.of("dropped")), broker.dropped());
    }
  }

  private static String of(Live.Broker broker, Optional<String> result) {
    return label("broker", broker.address())
        + result.map(word -> "," + label("result", word)).orElse("");
  }

  private static String label(String name, String value) {
    return name
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }

  /** The text as it grows. What is not a finite number is left out: it is not known. */
  private static final class Page {

    private final StringBuilder text = new StringBuilder();

    void one(String name, String help, @Nullable Number value) {
      if (value != null && Double.isFinite(value.doubleValue())) {
        head(name, help);
        line(name, "", value);
      }
    }

    void state(String state, long count) {
      line("cases", label("state", state), count);
    }

    void head(String name, String help) {
      text.append("# HELP gridcast_").append(name).append(' ').append(help).append('\n');
      text.append("# TYPE gridcast_").append(name).append(" gauge\n");
    }

    void line(String name, String labels, Number value) {
      text.append("gridcast_").append(name);
      if (!labels.isEmpty()) {
        text.append('{').append(labels).append('}');
      }
      text.append(' ').append(value).append('\n');
    }
  }
}
