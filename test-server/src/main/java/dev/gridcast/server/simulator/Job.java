package dev.gridcast.server.simulator;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A training on a simulated machine: takes its time while the machine is on. */
final class Job {

  private final World world;
  private final Person person;
  private final Assignment assignment;
  private final Training training;
  private final BiConsumer<Training, Message> done;

  /** What the machine has to work until it ends. */
  private final Duration length;

  private final boolean crashes;
  private final boolean tooLong;

  private @Nullable Instant runningSince;
  private long run;

  /**
   * A training that has not begun.
   *
   * @param done gets what is to be reported when it ends
   */
  Job(
      World world,
      Person person,
      Assignment assignment,
      Training training,
      BiConsumer<Training, Message> done) {
    this.world = world;
    this.person = person;
    this.assignment = assignment;
    this.training = training;
    this.done = done;
    Duration whole = world.takes(person, assignment.caseIndex());
    double crash = world.reporter().crashesAt(person, assignment);
    Duration limit = Duration.ofSeconds(assignment.timeLimitSeconds());
    Duration until = Duration.ofMillis((long) (whole.toMillis() * crash));
    this.tooLong = until.compareTo(limit) > 0;
    this.crashes = crash < 1 && !tooLong;
    this.length = tooLong ? limit : until;
  }

  Training training() {
    return training;
  }

  /** The machine works on it from now on. */
  void run() {
    if (runningSince != null) {
      return;
    }
    runningSince = world.loop().instant();
    long current = ++run;
    world
        .loop()
        .after(
            length.minus(training.spent),
            () -> {
              if (runningSince != null && run == current) {
                end();
              }
            });
  }

  /** The machine no longer works on it. */
  void pause() {
    Instant since = runningSince;
    if (since != null) {
      training.spent = training.spent.plus(Duration.between(since, world.loop().instant()));
      runningSince = null;
    }
  }

  private void end() {
    pause();
    Reporter reporter = world.reporter();
    Message report;
    if (tooLong) {
      report = reporter.tooLong(training);
    } else if (crashes) {
      report = reporter.crash(person, training);
    } else {
      report = reporter.result(person, assignment, training, world.loop().instant());
    }
    done.accept(training, report);
  }
}
