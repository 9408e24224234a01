package dev.gridcast.server.web;

import dev.gridcast.server.store.StoreException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into an answer that tells the caller enough, and nothing about us. */
final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /**
   * The body of an error.
   *
   * @param error what it says
   */
  record Body(Said error) {

    static Body of(String code, String message, @Nullable String parameter) {
      return new Body(new Said(code, message, parameter));
    }
  }

  /**
   * What an error says.
   *
   * @param code for programs, in capitals
   * @param message one line for people
   * @param parameter what of the request is meant; null when all of it
   */
  record Said(String code, String message, @Nullable String parameter) {}

  static void register(JavalinConfig config) {
    config.routes.exception(
        ApiError.class,
        (e, context) -> answer(context, e.status(), Body.of(e.code(), e.text(), e.parameter())));
    config.routes.exception(
        HttpResponseException.class, // Javalin's own: no such route, a method that it has not
        (e, context) -> {
          String allowed = e.getDetails().get("availableMethods");
          if (allowed != null) {
            context.header("Allow", allowed);
          }
          answer(context, e.getStatus(), ofStatus(e.getStatus()));
        });
    config.routes.exception(
        StoreException.class,
        (e, context) -> {
          LOG.warn("a page was not answered: the store failed: {}", e.toString());
          context.header("Retry-After", "5");
          answer(
              context,
              503,
              Body.of("STORE_UNAVAILABLE", "the store does not answer at the moment", null));
        });
    config.routes.exception(Exception.class, (e, context) -> failed(context, e));
    config.router.javaLangErrorHandler(
        (response, error) -> {
          LOG.error("a request failed", error);
          response.setStatus(500);
        });
  }

  private static void failed(Context context, Exception e) {
    LOG.error("{} {} failed", context.method().name(), Query.shortened(context.path()), e);
    answer(context, 500, ofStatus(500));
  }

  private static void answer(Context context, int status, Body body) {
    // What the handler meant to say of its own answer is not true of this one.
    context.header("Cache-Control", "no-store");
    context.removeHeader("ETag");
    context.removeHeader("Content-Disposition");
    context.status(status);
    Json.answer(context, body);
  }

  private static Body ofStatus(int status) {
    return switch (status) {
      case 404 -> Body.of("NOT_FOUND", "there is no such page or route", null);
      case 405 -> Body.of("METHOD_NOT_ALLOWED", "this route has other methods; see Allow", null);
      case 413 -> Body.of("TOO_LARGE", "the request is too large", null);
      case 500 -> Body.of("INTERNAL", "the server failed; its log says where", null);
      default -> {
        String name = String.valueOf(HttpStatus.getMessage(status));
        yield Body.of(
            name.toUpperCase(Locale.ROOT).replace(' ', '_'),
            "this request cannot be answered: " + name.toLowerCase(Locale.ROOT),
            null);
      }
    };
  }

  /** For what never reaches a route, because it is no HTTP, or far too much. */
  static final class OfJetty extends ErrorHandler {

    private final Headers headers;

    OfJetty(Headers headers) {
      this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      headers.put(request.getHttpURI().getPath(), response.getHeaders());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.TYPE);
      Content.Sink.write(
          response,
          true,
          new String(Json.bytes(ofStatus(response.getStatus())), StandardCharsets.UTF_8),
          callback);
      return true;
    }
  }
}
