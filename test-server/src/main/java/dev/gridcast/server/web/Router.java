package dev.gridcast.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes routes in. There is no way in without saying who may come: the gate stands before every
 * handler.
 */
final class Router {

  /** What stands before the path of every route of the JSON interface. */
  static final String API = "/api/v1";

  private final RoutesConfig routes;
  private final Gate gate;
  private final List<Known> known = new ArrayList<>();

  Router(RoutesConfig routes, Gate gate) {
    this.routes = routes;
    this.gate = gate;
  }

  /**
   * A route that was registered.
   *
   * @param method of HTTP
   * @param path complete, parameters in braces
   * @param right what it asks of whoever calls it
   */
  record Known(String method, String path, Right right) {}

  /**
   * A question, also for HEAD.
   *
   * @param path behind {@code /api/v1}, for example {@code /cases/{case}}
   */
  void get(String path, Right right, Handler handler) {
    outside(API + path, right, handler);
  }

  /** A question whose path is not one of the JSON interface. */
  void outside(String path, Right right, Handler handler) {
    add(HandlerType.GET, path, right, handler);
    // Javalin would answer HEAD by itself where there is a GET, past the gate.
    routes.addEndpoint(new Endpoint(HandlerType.HEAD, path, guarded(right, handler)));
  }

  /** What is left when no other route is meant: everybody's, and no part of the interface. */
  void rest(String path, Handler handler) {
    routes.addEndpoint(new Endpoint(HandlerType.GET, path, handler));
    routes.addEndpoint(new Endpoint(HandlerType.HEAD, path, handler));
  }

  /** A deed. */
  void post(String path, Right right, Handler handler) {
    add(HandlerType.POST, API + path, right, handler);
  }

  /** An ending. */
  void delete(String path, Right right, Handler handler) {
    add(HandlerType.DELETE, API + path, right, handler);
  }

  /** What was registered so far, in its order. */
  List<Known> known() {
    return List.copyOf(known);
  }

  private void add(HandlerType method, String path, Right right, Handler handler) {
    routes.addEndpoint(new Endpoint(method, path, guarded(right, handler)));
    known.add(new Known(method.name(), path, right));
  }

  private Handler guarded(Right right, Handler handler) {
    return context -> {
      gate.admit(context, right);
      handler.handle(context);
    };
  }
}
