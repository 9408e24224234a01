package dev.gridcast.client.work;

import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.protocol.peer.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether trainers can run at all. Once they cannot, it asks the runtime with growing waits until
 * they can again. It lives in the event loop; only the asking has a thread of its own.
 */
final class RuntimeWatch {

  private static final Logger log = LoggerFactory.getLogger(RuntimeWatch.class);

  /** Who acts on it, in the event loop. */
  interface Owner {
    /** Trainers cannot run; told once. */
    void onGone(String reason);

    /** Trainers can run again. */
    void onBack();
  }

  private final EventLoop loop;
  private final Timekeeper time;
  private final TrainerRuntime runtime;
  private final Backoff backoff;
  private final Owner owner;
  private @Nullable String gone;
  private boolean asking;

  RuntimeWatch(
      EventLoop loop, Timekeeper time, TrainerRuntime runtime, Backoff backoff, Owner owner) {
    this.loop = loop;
    this.time = time;
    this.runtime = runtime;
    this.backoff = backoff;
    this.owner = owner;
  }

  boolean isHere() {
    return gone == null;
  }

  /** Why trainers cannot run; empty when they can. */
  String reason() {
    return gone == null ? "" : gone;
  }

  /** A training ran to its end: whatever was wrong is over. */
  void proved() {
    backoff.reset();
  }

  /** A training was stopped by others: it may have been the end of the place where it ran. */
  void suspect() {
    if (gone == null && !asking) {
      ask();
    }
  }

  /** The runtime says itself that it is gone. */
  void gone(String reason) {
    if (gone == null) {
      gone = reason;
      owner.onGone(reason);
      askLater();
    }
  }

  private void askLater() {
    if (!asking) {
      asking = true;
      Duration wait = backoff.next();
      log.info("asking the runtime again in {} ms", wait.toMillis());
      time.after(wait, () -> loop.post(this::ask));
    }
  }

  private void ask() {
    asking = true;
    Thread thread = new Thread(this::askRuntime, "client-runtime-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void askRuntime() {
    Optional<String> why;
    try {
      why = runtime.whyUnavailable();
    } catch (RuntimeException e) {
      log.error("the runtime cannot be asked", e);
      why = Optional.of("the runtime cannot be asked: " + e);
    }
    Optional<String> answer = why;
    loop.post(() -> answered(answer));
  }

  private void answered(Optional<String> why) {
    asking = false;
    if (why.isPresent()) {
      boolean news = gone == null;
      gone = why.get();
      if (news) {
        owner.onGone(gone);
      }
      askLater();
    } else if (gone != null) {
      gone = null;
      owner.onBack();
    }
  }
}
