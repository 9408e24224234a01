package dev.gridcast.client.work;

import dev.gridcast.client.work.Timekeeper.Alarm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the heart of a line beating, and listens whether the server's words still come; lives in
 * the event loop.
 *
 * <p>A dead server, or one that cannot be reached, is noticed below, within 9 seconds, since its
 * frames cease. This is about one whose frames still come: its machine is alive, but the
 * conversation stands still. It gets the time of four heartbeats, so that a server whose disk takes
 * its time is not left by all of its clients at once.
 */
final class Pulse {

  /** Without a word for this long the conversation is taken to stand still: 20 seconds. */
  static final Duration MUTE = Duration.ofSeconds(20);

  /**
   * How often progress is told out of turn: 2 seconds. Each message costs the server 145 bytes that
   * its network library never frees, 26 MB an hour for 100 clients that use this to the full.
   */
  static final long BETWEEN_BEATS_NANOS = 2_000_000_000L;

  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

  /** Whom the pulse is of. */
  interface Owner {

    /** A heartbeat is due. */
    void onBeat();

    /** The server has said nothing for so long. */
    void onMute(Duration patience);
  }

  private final EventLoop loop;
  private final Timekeeper time;
  private final Owner owner;
  private @Nullable Alarm beat;
  private @Nullable Alarm watch;
  private boolean beats;
  private Duration interval = USUAL_INTERVAL;
  private long lastHeard;
  private long lastExtraBeat;

  Pulse(EventLoop loop, Timekeeper time, Owner owner) {
    this.loop = loop;
    this.time = time;
    this.owner = owner;
    this.lastExtraBeat = time.nanos() - BETWEEN_BEATS_NANOS;
  }

  /** From now on the server is to say something now and then. */
  void listen() {
    heard();
    watch();
  }

  /** The server has said something. */
  void heard() {
    lastHeard = time.nanos();
  }

  /** From now on the heart beats: at once, and then so often. */
  void start(Duration every) {
    interval = every;
    beats = true;
    beat();
  }

  /** Beats out of turn; the next beat in turn is counted from here. */
  void beatNow() {
    if (beat != null) {
      beat.cancel();
    }
    beat();
  }

  /** Beats out of turn, unless it did so just now. */
  void beatSoon() {
    long now = time.nanos();
    if (now - lastExtraBeat >= BETWEEN_BEATS_NANOS) {
      lastExtraBeat = now;
      beatNow();
    }
  }

  /** Neither beats nor listens any more. */
  void stop() {
    beats = false;
    interval = USUAL_INTERVAL;
    for (Alarm alarm : new @Nullable Alarm[] {beat, watch}) {
      if (alarm != null) {
        alarm.cancel();
      }
    }
    beat = null;
    watch = null;
  }

  private void beat() {
    if (beats) {
      // First the next one: time may go on as soon as the server has heard this one.
      beat = time.after(interval, () -> loop.post(this::beat));
      owner.onBeat();
    }
  }

  private void watch() {
    long patience = Math.max(MUTE.toNanos(), interval.toNanos() * 3);
    long left = patience - (time.nanos() - lastHeard);
    if (left <= 0) {
      owner.onMute(Duration.ofNanos(patience));
    } else {
      watch = time.after(Duration.ofNanos(left), () -> loop.post(this::watchOn));
    }
  }

  private void watchOn() {
    if (watch != null) {
      watch();
    }
  }
}
