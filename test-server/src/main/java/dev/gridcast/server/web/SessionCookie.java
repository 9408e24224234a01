package dev.gridcast.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;

/** The cookie of a browser that is signed in. */
final class SessionCookie {

  private SessionCookie() {}

  /**
   * Its name. The port is in it because browsers share the cookies of a machine between its ports:
   * two servers on one machine must not sign each other out. The prefix makes browsers hold us to
   * what we say: only over HTTPS, for this host, for all paths.
   */
  static String name(Context context, boolean secure) {
    return (secure ? "__Host-" : "") + "gridcast-" + context.req().getLocalPort();
  }

  static void set(Context context, boolean named, boolean secure, String id) {
    write(context, named, secure, id, Sessions.LASTS.toSeconds());
  }

  static void clear(Context context, boolean named, boolean secure) {
    write(context, named, secure, "", 0);
  }

  private static void write(
      Context context, boolean named, boolean secure, String value, long seconds) {
    context.header(
        Header.SET_COOKIE,
        name(context, named)
            + "="
            + value
            + "; Path=/; Max-Age="
            + seconds
            + "; HttpOnly; SameSite=Strict"
            + (secure ? "; Secure" : ""));
  }
}
