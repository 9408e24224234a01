package dev.gridcast.server.web;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * The headers that every answer has, whoever makes it: a route, a page, or Jetty when a request is
 * no HTTP.
 */
final class Headers implements HttpConfiguration.Customizer {

  /** For pages: nothing from elsewhere, nothing inline, in nobody's frame. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self';"
          + " img-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  /** For everything else: what is opened in a window of its own can do nothing at all. */
  private static final String DATA_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

  private static final String PERMISSIONS =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
          + " magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()";

  private static final String ONE_YEAR = "max-age=31536000";

  private final boolean secure;

  Headers(boolean secure) {
    this.secure = secure;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable headers) {
    put(request.getHttpURI().getPath(), headers);
    return request;
  }

  /** Puts them in; what is of that name already gives way. */
  void put(String path, HttpFields.Mutable headers) {
    boolean data = path == null || path.startsWith("/api") || path.startsWith("/metrics");
    headers.put("Content-Security-Policy", data ? DATA_POLICY : PAGE_POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Embedder-Policy", "require-corp");
    headers.put("Permissions-Policy", PERMISSIONS);
    headers.put("Cache-Control", "no-store");
    if (secure) {
      headers.put("Strict-Transport-Security", ONE_YEAR);
    }
  }
}
