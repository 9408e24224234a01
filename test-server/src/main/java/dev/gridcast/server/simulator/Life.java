package dev.gridcast.server.simulator;

import java.time.Duration;
import java.util.Optional;

/** The days of one simulated volunteer: when its machine is on, and when it is gone. */
final class Life {

  private static final Duration DAY = Duration.ofDays(1);
  private static final double ALWAYS = 23.9;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);
  private static final int FLOOD = 400;

  private final World world;
  private final Person person;
  private final Client client;
  private final EventLoop loop;
  private final Profile.People people;
  private final double hours;
  private boolean on;
  private boolean gone;

  Life(World world, Person person) {
    this.world = world;
    this.person = person;
    this.client = new Client(world, person);
    this.loop = world.loop();
    this.people = world.profile().people();
    this.hours = person.chance.between(people.hoursLeast(), people.hoursMost());
  }

  /**
   * Everything that is going to happen to it is planned from here.
   *
   * @param days how long the simulation lasts
   */
  void begin(int days) {
    Duration joins = person.chance.upTo(people.joinWithin());
    loop.after(joins, this::morning);
    switch (person.habit) {
      case VANISHES ->
          loop.after(
              joins.plus(person.chance.upTo(DAY.multipliedBy(days).dividedBy(2))),
              this::vanishForGood);
      case RETURNS -> loop.after(joins.plus(person.chance.until(people.goneEvery())), this::vanish);
      case FLOODS -> loop.after(joins.plus(person.chance.until(people.floodEvery())), this::flood);
      default -> {}
    }
  }

  private void morning() {
    on = true;
    if (!gone) {
      client.start();
    }
    loop.after(DAY, this::morning);
    if (hours < ALWAYS) {
      loop.after(Duration.ofMillis((long) (hours * 3_600_000)), this::evening);
    }
  }

  private void evening() {
    on = false;
    if (gone) {
      return;
    }
    if (person.chance.happens(people.goodbye())) {
      client.stopPolitely();
    } else {
      client.freeze();
    }
  }

  /** In the middle of a case, or else later. */
  private void vanishForGood() {
    if (client.training().isEmpty() || !on) {
      loop.after(LOOK_AGAIN, this::vanishForGood);
      return;
    }
    client.training().ifPresent(training -> training.fault = Fault.VANISHED);
    gone = true;
    client.fallSilent();
    client.forget();
    world.trace().note(loop.instant(), person.id, "is gone");
  }

  private void vanish() {
    Optional<Training> training = client.training();
    if (training.isEmpty() || !on || gone) {
      loop.after(LOOK_AGAIN, this::vanish);
      return;
    }
    gone = true;
    client.fallSilent();
    if (person.chance.happens(0.5)) {
      training.get().fault = Fault.VANISHED;
      client.forget();
    }
    loop.after(person.chance.until(people.goneFor()), this::comeBack);
  }

  private void comeBack() {
    gone = false;
    if (on) {
      client.start();
    }
    loop.after(person.chance.until(people.goneEvery()), this::vanish);
  }

  private void flood() {
    if (on) {
      client.flood(FLOOD);
    }
    loop.after(person.chance.until(people.floodEvery()), this::flood);
  }
}
