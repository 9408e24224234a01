package dev.gridcast.server.cli;

import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.web.Live;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the screen shows, at one moment.
 *
 * @param title the name of the experiment
 * @param counts how many cases are where
 * @param suspended how many volunteers get no cases until the operator releases them
 * @param pending how many keys wait for the operator to let them in
 * @param best the best verified model so far
 * @param persistenceRmse the error of persistence on the confirmation range, in price units
 * @param volunteers who is connected
 * @param timeLeft estimate for the rest, absent until there is something to go by
 * @param brokers the MQTT brokers at which volunteers may knock
 */
record ScreenState(
    String title,
    Counts counts,
    int suspended,
    int pending,
    Optional<Best> best,
    double persistenceRmse,
    List<VolunteerLine> volunteers,
    Optional<Duration> timeLeft,
    List<Live.Broker> brokers) {

  /** More suspended volunteers, or waiting keys, than this are not counted one by one. */
  static final int MOST_SUSPENDED = 99;

  ScreenState {
    volunteers = List.copyOf(volunteers);
    brokers = List.copyOf(brokers);
  }

  /** Without brokers. */
  ScreenState(
      String title,
      Counts counts,
      int suspended,
      int pending,
      Optional<Best> best,
      double persistenceRmse,
      List<VolunteerLine> volunteers,
      Optional<Duration> timeLeft) {
    this(title, counts, suspended, pending, best, persistenceRmse, volunteers, timeLeft, List.of());
  }

  /** Cases that nobody has had yet, or that wait for their next volunteer. */
  long left() {
    return counts.neverLeased() + counts.available();
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
   * @param connection how it is connected, as far as is known
   * @param works what is being trained, empty when idle
   */
  record VolunteerLine(String name, Optional<String> connection, List<Work> works) {

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
