package dev.gridcast.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.json}: what this interface is, for programs; a test holds it to the truth. */
final class OpenApiRoute implements Routes {

  private static final String FILE = "openapi.json";

  @Override
  public void register(Router router) {
    byte[] document = read();
    router.get(
        "/openapi.json",
        Right.READ,
        (Context context) -> {
          Query.of(context);
          Json.answer(context, document);
        });
  }

  private static byte[] read() {
    try (InputStream in = OpenApiRoute.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("this build carries no " + FILE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
