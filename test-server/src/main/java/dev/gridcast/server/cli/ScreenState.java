package dev.gridcast.server.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the screen shows, at one moment.
 *
 * @param title the name of the experiment
 * @param total test cases in all
 * @param done cases whose result is verified
 * @param checking cases whose result has arrived and waits for verification
 * @param leased cases in volunteers' hands
 * @param failed cases given up after too many attempts
 * @param claimed cases whose result has no model, so that nobody can verify it
 * @param best the best verified model so far
 * @param persistenceRmse the error of persistence on the confirmation range, in price units
 * @param volunteers who is connected
 * @param timeLeft estimate for the rest, absent until there is something to go by
 */
record ScreenState(
    String title,
    long total,
    long done,
    long checking,
    long leased,
    long failed,
    long claimed,
    Optional<Best> best,
    double persistenceRmse,
    List<VolunteerLine> volunteers,
    Optional<Duration> timeLeft) {

  ScreenState {
    volunteers = List.copyOf(volunteers);
  }

  /** Cases that nobody has anything more to do for. */
  long ended() {
    return done + failed + claimed;
  }

  /** Cases that nobody has in hand yet. */
  long left() {
    return Math.max(0, total - ended() - checking - leased);
  }

  /**
   * The best verified model.
   *
   * @param caseIndex its test case
   * @param volunteer the name of who trained it
   * @param rmse error on the confirmation range, in price units
   * @param skill 1 - rmse / rmse of persistence
   */
  record Best(long caseIndex, String volunteer, double rmse, double skill) {}

  /**
   * One connected volunteer.
   *
   * @param name the name to show
   * @param works what is being trained, empty when idle
   */
  record VolunteerLine(String name, List<Work> works) {

    VolunteerLine {
      works = List.copyOf(works);
    }
  }

  /**
   * A training in progress.
   *
   * @param caseIndex the test case
   * @param epoch epochs finished
   * @param epochs epochs in all, 0 before the first word from the trainer
   * @param validationRmse error after the last epoch, in price units; NaN before the first
   */
  record Work(long caseIndex, int epoch, int epochs, double validationRmse) {

    /** How much of the training is over, 0 to 1. */
    double fraction() {
      return epochs <= 0 ? 0 : Math.min(1.0, Math.max(0.0, epoch / (double) epochs));
    }
  }
}
