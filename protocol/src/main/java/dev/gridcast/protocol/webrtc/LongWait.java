package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.RTCIceCandidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server does otherwise when a person carries its answer, which may take half an hour.
 *
 * <p>The library looks for a path as soon as both descriptions are known, which the server has long
 * before the client has them. By itself it would give up twice over. Its checks end after 15
 * seconds, and with them the holes in this side's router through which the client could come: so it
 * is told of the client's addresses again and again. And where checks get through, it begins the
 * DTLS handshake, which fails after 160 seconds without an answer: so the client shall begin that.
 */
final class LongWait {

  /** Routers forget a hole after half a minute without packets. */
  private static final Duration BETWEEN_KNOCKS = Duration.ofSeconds(10);

  private static final String ANY_ROLE = "a=setup:actpass";
  private static final String BEGINS = "a=setup:active";
  private static final String CANDIDATE = "a=candidate:";
  private static final String MID = "a=mid:";

  /** A stranger wrote the offer; nobody has so many addresses. */
  private static final int MOST_CANDIDATES = 20;

  private static final Logger LOG = LoggerFactory.getLogger(LongWait.class);

  private LongWait() {}

  /** The offer as if the client had asked to begin the handshake; it offers either. */
  static String otherBegins(String offer) {
    return offer.replace(ANY_ROLE, BEGINS);
  }

  /** Tells the library of addresses. */
  @FunctionalInterface
  interface Teller {
    void tell(List<RTCIceCandidate> addresses) throws HandshakeException;
  }

  /** Lets the library look for a path to whoever offers, again and again until that is over. */
  static void knock(String offer, Executor pool, BooleanSupplier over, Teller teller) {
    knockLater(offer, 1, pool, over, teller);
  }

  private static void knockLater(
      String offer, int round, Executor pool, BooleanSupplier over, Teller teller) {
    CompletableFuture.delayedExecutor(BETWEEN_KNOCKS.toMillis(), TimeUnit.MILLISECONDS, pool)
        .execute(
            () -> {
              if (over.getAsBoolean()) {
                return;
              }
              try {
                teller.tell(candidates(offer, round));
                knockLater(offer, round + 1, pool, over, teller);
              } catch (HandshakeException e) {
                LOG.debug("Nobody is waited for any more: {}", e.getMessage());
              }
            });
  }

  /**
   * The addresses of whoever offers. The library passes over a candidate that it has seen, and goes
   * by its foundation, too: so each round has foundations of its own.
   */
  static List<RTCIceCandidate> candidates(String offer, int round) {
    String mid =
        offer
            .lines()
            .filter(line -> line.startsWith(MID))
            .findFirst()
            .map(line -> line.substring(MID.length()).strip())
            .orElse("0");
    List<RTCIceCandidate> candidates = new ArrayList<>();
    for (String line : offer.lines().filter(each -> each.startsWith(CANDIDATE)).toList()) {
      int foundationEnds = line.indexOf(' ');
      if (foundationEnds > 0 && candidates.size() < MOST_CANDIDATES) {
        String foundation = round + "x" + candidates.size();
        String rest = line.substring(foundationEnds).strip();
        candidates.add(new RTCIceCandidate(mid, 0, "candidate:" + foundation + " " + rest));
      }
    }
    return candidates;
  }
}
