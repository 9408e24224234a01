package dev.gridcast.server.simulator;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.peer.InMemoryNetwork;

/**
 * Who a simulated volunteer is, and what became of its results.
 *
 * <p>Its fields are counted up by whoever plays its part.
 */
final class Person {

  /** What the reports call it. */
  final String id;

  /** Who it is to the server. */
  final PeerKey key;

  final Habit habit;

  /** How fast its machine is; 1 is usual. */
  final double speed;

  final Chance chance;

  /** Results that it returned. */
  int results;

  /** Results among them that no honest training would have come to. */
  int falseResults;

  /** How many false results it had returned when the first one was found out; 0 before. */
  int caughtAfter;

  Person(String id, Habit habit, double speed, Chance chance) {
    this.id = id;
    this.key = InMemoryNetwork.keyOf(id);
    this.habit = habit;
    this.speed = speed;
    this.chance = chance;
  }

  @Override
  public String toString() {
    return id + " (" + habit.key() + ")";
  }
}
