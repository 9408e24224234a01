package dev.gridcast.server.web;

import dev.gridcast.server.insight.Forecasts;
import dev.gridcast.server.insight.Importance;
import dev.gridcast.server.insight.ModelCards;
import dev.gridcast.server.insight.ResultBoard;
import java.util.List;

/** Every route of the interface, put together from what they show: the only place that does. */
final class ApiRoutes implements Routes, AutoCloseable {

  private final EventHub events;
  private final List<Routes> all;
  private final List<Runnable> endings;

  private ApiRoutes(EventHub events, List<Routes> all, List<Runnable> endings) {
    this.events = events;
    this.all = List.copyOf(all);
    this.endings = List.copyOf(endings);
  }

  static ApiRoutes of(House house, Gate gate, DashboardSettings settings) {
    OverviewDesk overview = new OverviewDesk(house);
    VolunteerDesk volunteers = new VolunteerDesk(house);
    MemberView members = new MemberView(house);
    EventHub hub = new EventHub(settings.limits().listeners());
    EventPump pump = EventPump.start(house, hub, overview, volunteers, members);
    ResultBoard board = ResultBoard.start(house.store());
    board.onChange(change -> hub.publish("results", Json.bytes(ResultsChanged.of(change))));
    Importance importance = new Importance(board);
    ModelCards cards = ModelCards.of(house.experiment(), house.store());
    Forecasts forecasts = new Forecasts(house.experiment(), house.store(), cards);
    return new ApiRoutes(
        hub,
        List.of(
            new SessionRoutes(house, gate),
            new OverviewRoutes(overview),
            new VolunteerRoutes(house, volunteers),
            new MemberRoutes(house, members),
            new LeaseRoutes(house),
            new QuarantineRoutes(house),
            new ResultRoutes(board, importance),
            new CaseRoutes(cards, house.store()),
            new ForecastRoutes(forecasts),
            new Metrics(house, overview, hub),
            new OpenApiRoute(),
            new EventRoutes(hub, gate, overview, settings.limits().heartbeatSeconds())),
        List.of(pump::close, hub::dropAll, importance::close, board::close));
  }

  EventHub events() {
    return events;
  }

  @Override
  public void register(Router router) {
    all.forEach(routes -> routes.register(router));
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
  }
}
