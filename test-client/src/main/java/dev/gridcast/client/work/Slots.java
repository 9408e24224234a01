package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The places where this client trains, as many as the volunteer gives; lives in the event loop.
 * Places that are taken away finish their case first.
 */
final class Slots {

  private final Tools tools;
  private final Slot.Owner owner;
  private final List<Slot> slots = new ArrayList<>();
  private int wanted;
  private boolean warm;
  private boolean paused;

  Slots(Tools tools, Slot.Owner owner) {
    this.tools = tools;
    this.owner = owner;
  }

  /** From now on so many cases at once, as far as one client may hold them. */
  void parallel(int cases) {
    wanted = Math.min(cases, Limits.MAX_CASES);
    fit();
  }

  int wanted() {
    return wanted;
  }

  /** Adds the places that are missing, and removes the free ones that are too many. */
  void fit() {
    for (int number = 1; slots.size() < wanted; number++) {
      int free = number;
      if (slots.stream().noneMatch(slot -> slot.number() == free)) {
        Slot slot = new Slot(number, tools, owner);
        slots.add(slot);
        if (warm) {
          slot.prepare();
        }
      }
    }
    slots.sort(Comparator.comparingInt(Slot::number));
    for (int i = slots.size() - 1; i >= 0 && slots.size() > wanted; i--) {
      if (slots.get(i).isFree()) {
        slots.remove(i).release();
      }
    }
  }

  /** How many more cases could begin. */
  int room() {
    return slots.size() > wanted ? 0 : (int) slots.stream().filter(Slot::isFree).count();
  }

  /** Whether no case is in hand. */
  boolean areFree() {
    return slots.stream().allMatch(Slot::isFree);
  }

  /** The cases in hand, those that are still being stopped included. */
  Stream<CaseInHand> cases() {
    return slots.stream().flatMap(slot -> slot.held().stream());
  }

  /** The leases that this client works on. */
  List<String> leases() {
    return cases().filter(held -> !held.isRevoked()).map(CaseInHand::lease).toList();
  }

  /** How far the cases are, for a heartbeat. */
  List<CaseProgress> progress() {
    return cases().filter(held -> !held.isRevoked()).map(CaseInHand::progress).toList();
  }

  List<CaseStatus> status() {
    return slots.stream()
        .flatMap(slot -> slot.held().map(held -> held.status(slot.number())).stream())
        .toList();
  }

  /** Takes a case into the slot that is due, if there is room; whether there was. */
  boolean take(Assignment assignment, Optional<String> image) {
    Optional<Slot> due =
        room() > 0
            ? slots.stream()
                .filter(Slot::isFree)
                .min(Comparator.comparing(slot -> !slot.isHandingOver()))
            : Optional.empty();
    due.ifPresent(slot -> slot.take(assignment, image, !paused));
    return due.isPresent();
  }

  /** The slots whose case waits for a data set. */
  List<Slot> waitingFor(String sha256) {
    return slots.stream().filter(slot -> slot.waitsFor(sha256)).toList();
  }

  boolean arePaused() {
    return paused;
  }

  void revoke(String lease, String reason) {
    slots.stream()
        .filter(slot -> slot.held().filter(held -> held.lease().equals(lease)).isPresent())
        .forEach(slot -> slot.revoke(reason));
  }

  void accepted(String lease) {
    slots.forEach(slot -> slot.accepted(lease));
  }

  void cancelHandOvers() {
    slots.forEach(Slot::cancelHandOver);
  }

  /** Freezes all trainings; nothing begins until {@link #resume}. */
  void pause() {
    paused = true;
    cancelHandOvers();
    cases().forEach(CaseInHand::pause);
  }

  void resume() {
    paused = false;
    cases().forEach(CaseInHand::resume);
    slots.forEach(Slot::begin);
  }

  /** Keeps a trainer warm in every slot from now on. */
  void keepWarm() {
    warm = true;
    slots.forEach(Slot::prepare);
  }

  /** Gives all memory free: no trainer stays, warm or at work, and every case goes back. */
  void clear(String reason) {
    warm = false;
    stop(reason);
    slots.forEach(Slot::release);
  }

  /** Ends the cases in hand: they go back, unless their results come first. */
  void stop(String reason) {
    slots.forEach(slot -> slot.stop(reason));
  }

  /** Stops all trainings, whatever becomes of their cases. */
  void kill() {
    cases().forEach(CaseInHand::kill);
  }
}
