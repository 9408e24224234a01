package dev.gridcast.server.simulator;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.server.simulator.PretendTrainer.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** What volunteers say when their training ends, each by its habit. */
final class Reporter {

  /** How much lower than the truth a liar claims its error to be. */
  private static final double BETTER = 0.8;

  private final PretendTrainer trainer;
  private final int sleeperHonest;
  private final BrokenCases broken;
  private final LongFunction<String> caseIds;
  private final Map<String, String> caseOfFirstResult = new HashMap<>();

  /**
   * A reporter.
   *
   * @param caseIds the identity of a case by its index
   * @param sleeperHonest how many results a sleeper is honest for
   */
  Reporter(
      PretendTrainer trainer, LongFunction<String> caseIds, BrokenCases broken, int sleeperHonest) {
    this.trainer = trainer;
    this.caseIds = caseIds;
    this.broken = broken;
    this.sleeperHonest = sleeperHonest;
  }

  /** What share of a training passes before it crashes; 1 when it does not. */
  double crashesAt(Person person, Assignment assignment) {
    boolean machine = person.habit == Habit.CRASHES;
    return machine || broken.contains(assignment.caseIndex()) ? 0.1 : 1;
  }

  /** The end of a training that crashed. */
  Message crash(Person person, Training training) {
    training.fault =
        broken.contains(training.caseIndex) || person.habit != Habit.CRASHES
            ? Fault.BAD_CASE
            : Fault.BAD_MACHINE;
    return Failure.of(
        training.lease, FailureKind.TRAINER_CRASHED, "the trainer died with exit code 139", "");
  }

  /** The end of a training that took too long. */
  Message tooLong(Training training) {
    training.fault = Fault.TIME_LIMIT;
    return Failure.of(training.lease, FailureKind.TIME_LIMIT, "the time limit has passed", "");
  }

  /** The end of a training that succeeded, as this person has it. */
  Message result(Person person, Assignment assignment, Training training, Instant now) {
    Model honest = trainer.train(assignment.caseId());
    Model model = honest;
    double claim = honest.rmse();
    switch (person.habit) {
      case BETTER_NUMBERS -> claim = honest.rmse() * BETTER;
      case OTHER_WEIGHTS -> model = trainer.train(otherCase(person, assignment));
      case COPIED_RESULTS -> model = trainer.train(firstCase(person, assignment));
      case RANDOM_WEIGHTS -> model = invent(person, assignment);
      case SLEEPER -> model = person.results < sleeperHonest ? honest : invent(person, assignment);
      case COLLUDES -> model = trainer.invent("together " + assignment.caseId());
      default -> {}
    }
    if (person.habit != Habit.BETTER_NUMBERS) {
      claim = model.rmse();
    }
    training.isFalse = claim != honest.rmse() || !model.sha256().equals(honest.sha256());
    person.results++;
    person.falseResults += training.isFalse ? 1 : 0;
    Duration took = training.spent;
    String json = model.json(PretendTrainer.origin(assignment), claim, now, took);
    return new Result(training.lease, json, ModelOffer.inline(model.bytes()));
  }

  /** All cases share their rows and their network: the figures of a copy are true here as well. */
  private String firstCase(Person person, Assignment assignment) {
    return caseOfFirstResult.computeIfAbsent(person.id, id -> assignment.caseId());
  }

  private String otherCase(Person person, Assignment assignment) {
    long others = assignment.totalCases() - 1;
    long steps = others == 0 ? 0 : 1 + person.chance.below((int) Math.min(others, 1 << 30));
    return caseIds.apply((assignment.caseIndex() + steps) % assignment.totalCases());
  }

  private Model invent(Person person, Assignment assignment) {
    return trainer.invent(person.id + " " + assignment.caseId());
  }
}
