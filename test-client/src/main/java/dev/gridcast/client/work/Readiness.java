package dev.gridcast.client.work;

import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.work.ClientStatus.State;
import dev.gridcast.protocol.message.TrainerImages;
import dev.gridcast.protocol.peer.Backoff;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether this machine may and can train: the volunteer's leave and the place where trainers run
 * taken together; lives in the event loop.
 */
final class Readiness {

  private final Tools tools;
  private final Slots slots;
  private final Predicate<String> allowsImage;
  private final Runnable next;
  private final Gate gate;
  private final RuntimeWatch watch;

  /**
   * Ready, until something is heard.
   *
   * @param allowsImage whether the volunteer lets an image run that an experiment names
   * @param next what to do when something has changed
   */
  Readiness(
      Tools tools, Slots slots, Predicate<String> allowsImage, Backoff backoff, Runnable next) {
    this.tools = tools;
    this.slots = slots;
    this.allowsImage = allowsImage;
    this.next = next;
    this.gate = new Gate(tools.loop(), tools.time(), new GateEvents());
    this.watch =
        new RuntimeWatch(tools.loop(), tools.time(), tools.runtime(), backoff, new WatchEvents());
  }

  Gate gate() {
    return gate;
  }

  RuntimeWatch watch() {
    return watch;
  }

  /** Whether cases may be asked for. */
  boolean isReady() {
    return gate.isOpen() && watch.isHere();
  }

  /** Why a case that comes now cannot even wait here; empty when it can. */
  Optional<String> whyNoCase() {
    if (gate.isLongClosed()) {
      return Optional.of(gate.reason());
    }
    return watch.isHere() ? Optional.empty() : Optional.of(watch.reason());
  }

  /** What the client does instead of working, and why; empty when it works. */
  Optional<StatusBoard.Forced> state() {
    if (!gate.isOpen()) {
      return Optional.of(new StatusBoard.Forced(State.PAUSED, gate.reason()));
    }
    return watch.isHere()
        ? Optional.empty()
        : Optional.of(new StatusBoard.Forced(State.NO_RUNTIME, watch.reason()));
  }

  /** Why an image that an experiment names cannot run here; empty when it can. */
  Optional<String> whyNotImage(String image) {
    TrainerRuntime runtime = tools.runtime();
    String what = "the experiment trains with an image of its own, " + image + ", which ";
    if (!runtime.runsImages()) {
      return Optional.of(
          what + "--runtime " + runtime.name() + " cannot run: join with --runtime docker");
    }
    if (!allowsImage.test(image)) {
      return Optional.of(
          what
              + "you have not allowed: allow it by 'gridcast client config set images "
              + TrainerImages.digest(image)
              + "', or any image by 'gridcast client config set images any'");
    }
    return Optional.empty();
  }

  /** Keeps trainers warm, when that makes sense. */
  void warmUp() {
    if (isReady()) {
      slots.keepWarm();
    }
  }

  /** What follows from the volunteer's leave. */
  private final class GateEvents implements Gate.Owner {

    @Override
    public void onClosed(String reason) {
      slots.pause();
      tools.listener().paused(reason);
    }

    @Override
    public void onReason(String reason) {
      tools.listener().paused(reason);
    }

    @Override
    public void onLongClosed(String reason) {
      slots.clear("the volunteer needs the machine: " + reason);
      next.run();
    }

    @Override
    public void onOpened() {
      tools.listener().resumed();
      slots.resume();
      warmUp();
      next.run();
    }
  }

  /** What follows from the runtime's coming and going. */
  private final class WatchEvents implements RuntimeWatch.Owner {

    @Override
    public void onGone(String reason) {
      tools
          .listener()
          .notice("Trainers cannot run here now: " + reason + " Waiting until they can.");
    }

    @Override
    public void onBack() {
      tools.listener().notice("Trainers can run here again.");
      warmUp();
      next.run();
    }
  }
}
