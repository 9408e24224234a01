package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealException;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A desk whose time stands still, and who comes to it. */
final class DeskScene {

  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final String FINGERPRINT = "sha-256 " + "AB:".repeat(31) + "AB";
  static final String SDP = "v=0\r\na=fingerprint:" + FINGERPRINT + "\r\n";
  static final String ANSWER = "v=0\r\na=fingerprint:sha-256 " + "CD:".repeat(31) + "CD\r\n";
  static final SignalLimits WIDE = new SignalLimits(1e6, 1e6, 1e6);

  final Identity server = Identity.random();
  final Identity ada = Identity.random();
  final Secret secret = Secret.random();
  final List<PeerKey> offered = Collections.synchronizedList(new ArrayList<>());
  final SignalDesk desk;
  Instant now = START;
  long nanos;
  OfferHandler offers = (from, sdp, patience) -> ANSWER;

  DeskScene() {
    this(WIDE, SeenNonces.MOST);
  }

  DeskScene(SignalLimits limits, int mostNonces) {
    this.desk =
        new SignalDesk(
            server,
            Admission.bySecret(secret),
            key -> new IceAdvice(List.of(new IceServer(List.of("turn:t"), "u", "p")), true),
            (from, sdp, patience) -> {
              offered.add(from);
              return offers.answer(from, sdp, patience);
            },
            "1.2.3",
            limits,
            () -> now,
            () -> nanos,
            mostNonces);
  }

  Invite invite() {
    return new Invite(server.key(), List.of(), Optional.of(secret));
  }

  Signaller signaller(SignalWay... ways) {
    return new Signaller(ada, invite(), List.of(ways), "1.0", () -> now);
  }

  Letters.Request request() {
    return new Letters.Request(
        Letters.token(),
        now.toEpochMilli(),
        secret.text(),
        "1.0",
        "test",
        Letters.token(),
        FINGERPRINT,
        SDP,
        null);
  }

  byte[] seal(int kind, Letters.Request request) {
    return SealedBox.seal(kind, ada, server.key(), Letters.write(request));
  }

  /** What Ada is told, and nobody else can read. */
  Told ask(int kind, Letters.Request request) throws Exception {
    return open(desk.answer(seal(kind, request), "192.0.2.1").orElseThrow());
  }

  Told open(byte[] answer) throws SealException {
    SealedBox.Opened opened = SealedBox.open(answer, ada);
    if (!opened.sender().equals(server.key())) {
      throw new IllegalStateException("not from the server");
    }
    Letters.@Nullable Reply reply = Letters.read(opened.body(), Letters.Reply.class);
    if (reply == null) {
      throw new IllegalStateException("not a reply");
    }
    return new Told(opened.kind(), reply);
  }

  record Told(int kind, Letters.Reply reply) {

    String code() {
      return String.valueOf(reply.code());
    }
  }

  long refused(RefusalCode code) {
    return desk.counts().refused().getOrDefault(code, 0L);
  }

  /** A way that leads straight to the desk. */
  SignalWay straight() {
    return way(
        "straight",
        box -> {
          try {
            return desk.answer(box, "straight")
                .orElseThrow(() -> ConnectException.temporary("silence", null));
          } catch (FloodException e) {
            throw ConnectException.notBefore(String.valueOf(e.getMessage()), e.retryAfter());
          }
        });
  }

  /** What a way does with bytes. */
  @FunctionalInterface
  interface Carrier {
    byte[] carry(byte[] sealed) throws ConnectException, InterruptedException;
  }

  static SignalWay way(String name, Carrier carrier) {
    return new SignalWay() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public byte[] exchange(byte[] sealed, Predicate<byte[]> genuine, Duration limit)
          throws ConnectException, InterruptedException {
        return carrier.carry(sealed);
      }
    };
  }
}
