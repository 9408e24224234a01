package dev.gridcast.server.web;

import dev.gridcast.server.lease.OperatorDesk;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /volunteers}: who takes part, and what the operator decides over them. */
final class VolunteerRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(VolunteerRoutes.class);

  private final House house;
  private final VolunteerDesk desk;

  VolunteerRoutes(House house, VolunteerDesk desk) {
    this.house = house;
    this.desk = desk;
  }

  /** What is done to a volunteer that is known. */
  @FunctionalInterface
  private interface Deed {
    void doTo(OperatorDesk operator, String volunteer);
  }

  @Override
  public void register(Router router) {
    router.get(
        "/volunteers",
        Right.READ,
        context -> {
          Query.of(context);
          Json.answer(context, desk.everybody());
        });
    deed(router, "vouch", (operator, id) -> operator.vouch(id, true));
    deed(router, "unvouch", (operator, id) -> operator.vouch(id, false));
    deed(router, "drain", (operator, id) -> operator.drain(id, true));
    deed(router, "undrain", (operator, id) -> operator.drain(id, false));
    deed(
        router,
        "release",
        (operator, id) -> {
          if (!operator.release(id)) {
            throw ApiError.conflict("this volunteer is not suspended");
          }
        });
    router.post("/volunteers/{volunteer}/suspend", Right.ACT, this::suspend);
  }

  private void deed(Router router, String word, Deed deed) {
    router.post(
        "/volunteers/{volunteer}/" + word,
        Right.ACT,
        context -> {
          Bodies.object(context);
          act(context, word, deed);
        });
  }

  private void suspend(Context context) {
    String line = Bodies.reason(context);
    act(context, "suspend", (operator, id) -> operator.suspend(id, line));
  }

  private void act(Context context, String word, Deed deed) {
    Query.of(context);
    OperatorDesk operator = Deeds.of(house);
    String id = context.pathParam("volunteer");
    if (house.store().read(reader -> reader.volunteer(id)).isEmpty()) {
      throw ApiError.notFound("there is no volunteer " + Query.shortened(id));
    }
    deed.doTo(operator, id);
    LOG.info("the operator's word on volunteer {}: {}", id, word);
    Json.answer(
        context, desk.one(id).orElseThrow(() -> ApiError.notFound("the volunteer is gone")));
  }
}
