package dev.gridcast.server.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is signed in with a browser, in memory. Thread-safe. */
final class Sessions {

  static final Duration LASTS = Duration.ofHours(12);

  /** Whoever signs in more often than that loses the oldest sign-in. */
  private static final int MOST = 1_000;

  private static final int BYTES = 32;

  private final Tokens tokens;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byId = new LinkedHashMap<>();

  Sessions(Tokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A browser that is signed in.
   *
   * @param id what its cookie holds
   * @param role of whom
   * @param csrf what the pages must send with every deed
   * @param generation of the token with which it signed in
   * @param until when it ends
   */
  record Session(String id, Role role, String csrf, String generation, Instant until) {}

  synchronized Session begin(Role role) {
    Session session =
        new Session(secret(), role, secret(), tokens.generation(role), clock.instant().plus(LASTS));
    byId.put(session.id(), session);
    Iterator<Session> oldest = byId.values().iterator();
    while (byId.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
    return session;
  }

  synchronized Optional<Session> find(String id) {
    Session session = byId.get(id);
    if (session == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(session.until())
        || !session.generation().equals(tokens.generation(session.role()))) {
      byId.remove(id);
      return Optional.empty();
    }
    return Optional.of(session);
  }

  synchronized void end(String id) {
    byId.remove(id);
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
