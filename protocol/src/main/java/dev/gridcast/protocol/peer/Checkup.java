package dev.gridcast.protocol.peer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a peer four times a second: has the other side introduced itself, is it alive, does it
 * know that this one is, does it take what is sent? Ends the peer when not.
 */
final class Checkup {

  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

  /** Whom it looks at. */
  interface Patient {

    boolean isOpen();

    /** Whether the other side has proved who it is. */
    boolean isIntroduced();

    /** Gives a sign of life; must not block. */
    void ping();

    void end(String reason);
  }

  private final PeerTime time;
  private final Vigil vigil;
  private final SendQueue queue;
  private final Patient patient;
  private volatile Runnable stopBeats = () -> {};
  private volatile long introducedBy;
  private volatile @Nullable String failure;

  Checkup(PeerTime time, Vigil vigil, SendQueue queue, Patient patient) {
    this.time = time;
    this.vigil = vigil;
    this.queue = queue;
    this.patient = patient;
  }

  /** The line is open: from now on the other side has {@link Introduction#LIMIT}. */
  void begin() {
    introducedBy = time.nanos() + Introduction.LIMIT.toNanos();
    vigil.begin();
    stopBeats = time.beat(this::look);
    if (!patient.isOpen()) {
      stopBeats.run();
    }
  }

  /** The line takes nothing more; most often it is about to say why itself. */
  void failed(String reason) {
    failure = reason;
  }

  void stop() {
    stopBeats.run();
  }

  private void look() {
    vigil.beat();
    long now = time.nanos();
    if (!patient.isIntroduced()) {
      if (now - introducedBy >= 0) {
        patient.end("did not introduce itself within " + Introduction.LIMIT.toSeconds() + " s");
      }
      return;
    }
    if (vigil.isOver()) {
      patient.end("nothing heard for " + Vigil.SILENCE.toSeconds() + " s");
      return;
    }
    if (vigil.isPingDue()) {
      vigil.said(); // once: the line may take its time
      patient.ping();
    }
    String broken = failure;
    if (broken != null) {
      patient.end(broken);
      return;
    }
    long stalled = queue.waitsForCreditSince(now);
    if (stalled >= 0 && now - stalled >= STALL_LIMIT.toNanos()) {
      patient.end("the other side has taken nothing for " + STALL_LIMIT.toSeconds() + " s");
    }
  }
}
