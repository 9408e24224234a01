package dev.gridcast.server.web;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.store.Member;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /members}: which keys may join, and what the operator decides over them. */
final class MemberRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(MemberRoutes.class);

  private final House house;
  private final MemberView view;

  MemberRoutes(House house, MemberView view) {
    this.house = house;
    this.view = view;
  }

  /** What is done to a key. */
  @FunctionalInterface
  private interface Deed {
    Member doTo(MembershipDesk desk, PeerKey key);
  }

  @Override
  public void register(Router router) {
    router.get(
        "/members",
        Right.READ,
        context -> {
          Query.of(context);
          Json.answer(context, view.everybody());
        });
    router.post("/members/{key}/admit", Right.ACT, this::admit);
    router.post("/members/{key}/ban", Right.ACT, this::ban);
    router.post("/members/{key}/unban", Right.ACT, this::unban);
  }

  private void admit(Context context) {
    Bodies.object(context);
    act(context, "admit", MembershipDesk::admit);
  }

  private void ban(Context context) {
    String line = Bodies.reason(context);
    act(context, "ban", (desk, key) -> desk.ban(key, line));
  }

  private void unban(Context context) {
    Bodies.object(context);
    act(
        context,
        "unban",
        (desk, key) ->
            desk.unban(key).orElseThrow(() -> ApiError.conflict("this key is not banned")));
  }

  private void act(Context context, String word, Deed deed) {
    Query.of(context);
    MembershipDesk desk = Deeds.over(house);
    PeerKey key = key(context.pathParam("key"));
    Member member = deed.doTo(desk, key);
    LOG.info("the operator's word on the key {}: {}", key, word);
    Json.answer(context, view.one(member));
  }

  /** Also one that was never here: a list can be made before anybody comes. */
  private static PeerKey key(String text) {
    try {
      return PeerKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw ApiError.badParameter("key", String.valueOf(e.getMessage()));
    }
  }
}
