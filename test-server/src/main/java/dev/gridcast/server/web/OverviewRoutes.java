package dev.gridcast.server.web;

/** {@code /overview}: what the first page shows. */
final class OverviewRoutes implements Routes {

  private final OverviewDesk desk;

  OverviewRoutes(OverviewDesk desk) {
    this.desk = desk;
  }

  @Override
  public void register(Router router) {
    router.get(
        "/overview",
        Right.READ,
        context -> {
          Query.of(context);
          Json.answer(context, desk.overview());
        });
  }
}
