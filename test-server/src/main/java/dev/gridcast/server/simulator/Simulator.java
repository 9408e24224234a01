package dev.gridcast.server.simulator;

import dev.gridcast.server.experiment.ExperimentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated world as the program sees it: made of a few numbers, run once, summed up. */
public final class Simulator {

  private final Plan plan;

  private Simulator(Plan plan) {
    this.plan = plan;
  }

  /**
   * A world that has not begun.
   *
   * @param volunteers how many volunteers there are, at least 1
   * @param days after how many days it ends at the latest, at least 1
   * @param cases how many test cases there are, at least 1
   * @param seed the same seed and profile give the same world, event for event
   * @param profile the YAML file of what the world is like; empty for the standard one
   * @throws ExperimentException one line that says what is wrong with the profile, where, and what
   *     to do
   */
  public static Simulator of(int volunteers, int days, int cases, long seed, Optional<Path> profile)
      throws ExperimentException {
    Profile world = profile.isPresent() ? ProfileFile.load(profile.get()) : Profiles.standard();
    return new Simulator(new Plan(volunteers, days, cases, seed, world));
  }

  /**
   * How far a world is.
   *
   * @param day days since its beginning
   * @param ended cases that have ended
   * @param total all cases
   */
  public record Progress(double day, long ended, long total) {}

  /**
   * What came of a world.
   *
   * @param lines for people; the same for the same seed and profile
   * @param json the same in JSON
   * @param timing what it took on this machine, in one line; differs from run to run
   */
  public record Summary(List<String> lines, String json, String timing) {}

  /** The server broke a rule that must always hold, or threw: a bug. Says which, when and how. */
  public static final class BrokenRuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenRuleException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Lets it happen, in this thread.
   *
   * @param folder an empty folder for the server's store
   * @param progress gets to know now and then how far it is
   * @throws BrokenRuleException when the server breaks a rule that must always hold: a bug
   */
  public Summary run(Path folder, Consumer<Progress> progress) {
    Outcome outcome = new Simulation(plan).run(folder, progress);
    return new Summary(
        OutcomeText.lines(plan, outcome),
        OutcomeJson.of(plan, outcome),
        String.format(
            Locale.ROOT,
            "the server's code took %.1f s of this machine, all of it %.1f s",
            outcome.serverSeconds(),
            outcome.seconds()));
  }
}
