package dev.gridcast.server.simulator;

import dev.gridcast.server.experiment.Experiment;
import java.time.Duration;

/** What all simulated volunteers share. */
record World(
    EventLoop loop,
    Trace trace,
    SimulatedNetwork network,
    Profile profile,
    Experiment experiment,
    Reporter reporter,
    Ledger ledger) {

  /** The work of a usual case, in epochs. */
  private static final double USUAL_EPOCHS = 25;

  /** What a training of that case takes this person's machine this time. */
  Duration takes(Person person, long caseIndex) {
    String epochs = experiment.space().decode(caseIndex).getOrDefault("epochs", "25");
    double work = Double.parseDouble(epochs) / USUAL_EPOCHS;
    double noise = person.chance.factor(profile.cases().noise());
    return Duration.ofMillis(
        1 + (long) (profile.cases().time().toMillis() * work * noise / person.speed));
  }
}
