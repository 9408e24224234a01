package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.PeerKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places of connections that have been answered but are not open yet. Those whose descriptions
 * people carry have places of their own, since each may take half an hour: they would keep out the
 * others. Thread-safe.
 */
final class Places {

  /** Connections that are to open within seconds. */
  static final int MOST = 64;

  /** Connections that people carry by hand. */
  static final int BY_HAND = 16;

  /** Those of them that one key may hold: somebody who tries again, and again. */
  static final int BY_HAND_OF_ONE_KEY = 4;

  private int quick;
  private int byHand;
  private final Map<PeerKey, Integer> handsOf = new HashMap<>();

  /** A place that is taken. */
  interface Place {

    /** Gives the place back; may be called more than once. */
    void release();
  }

  /**
   * Takes a place.
   *
   * @param patient whether people carry the descriptions
   * @return the place; empty when there is none
   */
  synchronized Optional<Place> take(PeerKey from, boolean patient) {
    if (patient) {
      int own = handsOf.getOrDefault(from, 0);
      if (byHand >= BY_HAND || own >= BY_HAND_OF_ONE_KEY) {
        return Optional.empty();
      }
      byHand++;
      handsOf.put(from, own + 1);
      return Optional.of(new Taken(from, true));
    }
    if (quick >= MOST) {
      return Optional.empty();
    }
    quick++;
    return Optional.of(new Taken(from, false));
  }

  private synchronized void release(Taken place) {
    if (place.released) {
      return;
    }
    place.released = true;
    if (place.patient) {
      byHand--;
      handsOf.computeIfPresent(place.from, (key, own) -> own > 1 ? own - 1 : null);
    } else {
      quick--;
    }
  }

  private final class Taken implements Place {

    private final PeerKey from;
    private final boolean patient;
    private boolean released;

    private Taken(PeerKey from, boolean patient) {
      this.from = from;
      this.patient = patient;
    }

    @Override
    public void release() {
      Places.this.release(this);
    }
  }
}
