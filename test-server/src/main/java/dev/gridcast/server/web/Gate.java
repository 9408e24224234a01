package dev.gridcast.server.web;

import dev.gridcast.server.web.DashboardSettings.Limits;
import dev.gridcast.server.web.DashboardSettings.Protection;
import dev.gridcast.server.web.Sessions.Session;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who comes in. Every request passes {@link #receive} first, whatever it asks for; every route says
 * what right it asks for, and {@link #admit} holds the caller to that.
 */
final class Gate {

  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final String BEARER = "Bearer ";
  private static final String VISITOR = "gridcast.visitor";

  /** A name that leads to this machine whatever a stranger's name server says. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  /** What only a proxy adds: then whoever asks may be anywhere. */
  private static final Set<String> FORWARDED =
      Set.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final boolean loopback;
  private final boolean proxied;
  private final boolean secure;
  private final Tokens tokens;
  private final Sessions sessions;
  private final Throttle requests;
  private final Throttle failures;

  Gate(Protection protection, Tokens tokens, Sessions sessions, Limits limits, LongSupplier nanos) {
    this.loopback = protection instanceof Protection.Loopback;
    this.proxied = protection instanceof Protection.Proxy;
    this.secure = protection instanceof Protection.Https;
    this.tokens = tokens;
    this.sessions = sessions;
    this.requests = new Throttle(limits.requestBurst(), limits.requestsPerSecond(), nanos);
    this.failures = new Throttle(limits.failureBurst(), limits.failuresPerSecond(), nanos);
  }

  /**
   * Whoever calls.
   *
   * @param role by token or sign-in
   * @param readOpen whether it may read without either
   * @param session the sign-in; null without one, and with a token
   */
  record Visitor(Role role, boolean readOpen, @Nullable Session session) {

    boolean may(Right right) {
      return switch (right) {
        case NOTHING -> true;
        case READ -> readOpen || role != Role.NOBODY;
        case CONFIRMATION -> readOpen || role == Role.OPERATOR;
        case ACT -> role == Role.OPERATOR;
      };
    }
  }

  /** The first look at any request: whether it is too many, or meant for somebody else. */
  void receive(Context context) {
    long wait = requests.take(address(context));
    if (wait > 0) {
      throw tooMany(context, wait, "too many requests from your address");
    }
    if (loopback && !toThisMachine(context)) {
      throw ApiError.of(
          403,
          "FOREIGN_HOST",
          "this dashboard answers only to localhost, 127.0.0.1 and [::1]; to reach it from"
              + " elsewhere, see docs/dashboard.md");
    }
    String path = context.path();
    if (path.equals("/api") || path.startsWith("/api/")) {
      boolean navigates = "navigate".equals(context.header("Sec-Fetch-Mode"));
      if (isForeign(context) && !(navigates && isSafe(context))) {
        throw ApiError.of(403, "FOREIGN_ORIGIN", "another site's page may not ask here");
      }
      // Who may not even read learns nothing at all, not even which routes there are.
      if (!path.equals(Router.API + "/session")) {
        admit(context, Right.READ);
      }
    }
  }

  /**
   * Lets in whoever has that right.
   *
   * @throws ApiError 401 without a token, or with a wrong one; 403 when it is not enough
   */
  void admit(Context context, Right right) {
    Visitor visitor = visitor(context);
    if (!visitor.may(right)) {
      throw visitor.role() == Role.NOBODY ? unauthorized(context) : forbidden(right);
    }
    Session session = visitor.session();
    if (right == Right.ACT && session != null) {
      if (isForeign(context) || !saysOrigin(context)) {
        throw ApiError.of(403, "FOREIGN_ORIGIN", "another site's page may not act here");
      }
      if (!same(session.csrf(), context.header(CSRF_HEADER))) {
        throw ApiError.of(
            403, "CSRF", "the header " + CSRF_HEADER + " is missing, or of another sign-in");
      }
    }
  }

  /**
   * Who calls.
   *
   * @throws ApiError 401 when the request shows a token that is wrong
   */
  Visitor visitor(Context context) {
    Visitor known = context.attribute(VISITOR);
    if (known != null) {
      return known;
    }
    Visitor visitor = recognise(context);
    context.attribute(VISITOR, visitor);
    return visitor;
  }

  /** Whether whoever was let in would be let in again now. */
  boolean stillAdmits(Context context, Right right) {
    try {
      return recognise(context).may(right);
    } catch (ApiError e) {
      return false;
    }
  }

  private Visitor recognise(Context context) {
    boolean open = loopback && FORWARDED.stream().allMatch(name -> context.header(name) == null);
    String authorization = context.header(Header.AUTHORIZATION);
    if (authorization != null) {
      if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        throw wrong(context);
      }
      return new Visitor(
          roleOf(context, authorization.substring(BEARER.length()).strip()), open, null);
    }
    String id = context.cookie(SessionCookie.name(context, secure));
    Optional<Session> session = id == null ? Optional.empty() : sessions.find(id);
    return session
        .map(signedIn -> new Visitor(signedIn.role(), open, signedIn))
        .orElse(new Visitor(Role.NOBODY, open, null));
  }

  /**
   * Whom a token makes of whoever shows it.
   *
   * @throws ApiError 401 when it is wrong, 429 when this address showed too many wrong ones. One
   *     that is right is let in all the same: nobody can lock out the operator by showing wrong
   *     ones, and 256 random bits are not guessed
   */
  Role roleOf(Context context, String token) {
    Role role = tokens.roleOf(token);
    if (role == Role.NOBODY) {
      throw wrong(context);
    }
    return role;
  }

  private ApiError wrong(Context context) {
    long wait = failures.take(address(context));
    return wait > 0
        ? tooMany(context, wait, "too many wrong tokens from your address")
        : unauthorized(context);
  }

  /** Whether the answer goes to the browser encrypted, as far as can be known. */
  boolean isSecure(Context context) {
    return secure || (proxied && "https".equalsIgnoreCase(context.header("X-Forwarded-Proto")));
  }

  /** Whether the cookie bears the prefix that browsers hold us to. */
  boolean namesSecurely() {
    return secure;
  }

  Sessions sessions() {
    return sessions;
  }

  private static ApiError unauthorized(Context context) {
    context.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"gridcast\"");
    return ApiError.of(401, "UNAUTHORIZED", "this needs the dashboard's token");
  }

  private static ApiError forbidden(Right right) {
    return right == Right.CONFIRMATION
        ? ApiError.of(
            403,
            "FORBIDDEN_CONFIRMATION",
            "the prices of the confirmation range are shown to the operator only")
        : ApiError.of(403, "FORBIDDEN", "this needs the operator's token");
  }

  private static ApiError tooMany(Context context, long seconds, String message) {
    context.header(Header.RETRY_AFTER, Long.toString(seconds));
    return ApiError.of(429, "TOO_MANY_REQUESTS", message);
  }

  private static boolean toThisMachine(Context context) {
    String host = context.header(Header.HOST);
    return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isSafe(Context context) {
    String method = context.method().name();
    return method.equals("GET") || method.equals("HEAD");
  }

  private static boolean saysOrigin(Context context) {
    return context.header(Header.ORIGIN) != null || context.header("Sec-Fetch-Site") != null;
  }

  /** Whether a browser says that the page of another site asks. */
  private boolean isForeign(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = context.header(Header.ORIGIN);
    if (origin == null) {
      return false;
    }
    String host = context.header(Header.HOST);
    String forwarded = proxied ? context.header("X-Forwarded-Host") : null;
    String at = forwarded != null ? forwarded : host;
    if (at == null) {
      return true;
    }
    String mine = at.toLowerCase(Locale.ROOT);
    String theirs = origin.toLowerCase(Locale.ROOT);
    return !(theirs.equals("https://" + mine)
        || (!isSecure(context) && theirs.equals("http://" + mine)));
  }

  /**
   * Who asks, as far as limits go. An IPv6 network of 64 bits counts as one: whoever has one
   * address of it has them all.
   */
  private String address(Context context) {
    String address = context.ip();
    String forwarded = proxied ? context.header("X-Forwarded-For") : null;
    if (forwarded != null) {
      address = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
    return NetworkOf.address(address);
  }

  private static boolean same(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
