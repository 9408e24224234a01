package dev.gridcast.server.web;

import dev.gridcast.server.lease.Counts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first page shows, all at one moment.
 *
 * @param now the server's time
 * @param experiment what is searched
 * @param counts how many cases are where
 * @param throughput how fast it goes
 * @param secondsLeft how long the rest takes; null when nobody can say yet
 * @param done whether every case has ended
 * @param best the best verified model; null before the first
 * @param persistenceRmse the error of persistence, in price units
 * @param baselines what forecasters without art reach
 * @param online how many volunteers are connected
 * @param suspended how many get no cases until they are released
 * @param attention what needs a person
 */
record Overview(
    Instant now,
    Searched experiment,
    Cases counts,
    Throughput.Answer throughput,
    @Nullable Double secondsLeft,
    boolean done,
    @Nullable Best best,
    double persistenceRmse,
    List<Baseline> baselines,
    int online,
    int suspended,
    List<Attention> attention) {

  /** The same but for what changes by time alone, to see whether anything has happened. */
  Overview timeless() {
    return new Overview(
        Instant.EPOCH,
        experiment,
        counts,
        throughput,
        null,
        done,
        best,
        persistenceRmse,
        baselines,
        online,
        suspended,
        attention);
  }

  /**
   * What is searched.
   *
   * @param name the experiment's name
   * @param datasetSha256 of the whole dataset
   * @param totalCases how many cases there are
   * @param labels the forecast columns
   * @param parameters the names of all parameters
   * @param varying those that differ from case to case
   * @param version the release of the server
   */
  record Searched(
      String name,
      String datasetSha256,
      long totalCases,
      List<String> labels,
      List<String> parameters,
      List<String> varying,
      String version) {}

  /**
   * How many cases are where; all but {@code total} and {@code ended} add up to the total.
   *
   * @param total all
   * @param waiting nobody has them
   * @param leased in volunteers' hands
   * @param judging returned, and being checked
   * @param verified with a result that counts
   * @param claimed with a result that nobody can verify
   * @param failed given up after failing with one volunteer
   * @param quarantined given up after failing with several
   * @param abandoned given up after several fell silent over them
   * @param ended well or badly
   */
  record Cases(
      long total,
      long waiting,
      long leased,
      long judging,
      long verified,
      long claimed,
      long failed,
      long quarantined,
      long abandoned,
      long ended) {

    static Cases of(Counts counts) {
      return new Cases(
          counts.total(),
          counts.neverLeased() + counts.available(),
          counts.leased(),
          counts.reported() + counts.scored(),
          counts.verified(),
          counts.claimed(),
          counts.failed(),
          counts.quarantined(),
          counts.abandoned(),
          counts.ended());
    }
  }

  /**
   * The best verified model.
   *
   * @param caseIndex its case
   * @param model its kind
   * @param volunteer the name of who trained it
   * @param rmse its error on the confirmation range, in price units
   * @param skill 1 - rmse / rmse of persistence
   * @param skillError the standard error of that
   * @param deflated how much of it is luck
   */
  record Best(
      long caseIndex,
      String model,
      String volunteer,
      double rmse,
      @Nullable Double skill,
      @Nullable Double skillError,
      @Nullable Deflated deflated) {}

  /**
   * How much of the best skill is luck.
   *
   * @param skill what is left of the skill without the luck of having compared many
   * @param sentence for people
   */
  record Deflated(@Nullable Double skill, String sentence) {}

  /**
   * A forecaster without art.
   *
   * @param name its word
   * @param rmse its error on the confirmation range, in price units
   */
  record Baseline(String name, double rmse) {}

  /**
   * Something that needs a person.
   *
   * @param kind {@code QUARANTINED}, {@code FAILED}, {@code ABANDONED}, {@code SUSPENDED}, {@code
   *     PENDING}, {@code STORE}, {@code SHEETS}
   * @param count how many there are
   * @param text one line for people
   * @param link the page where something can be done
   */
  record Attention(String kind, long count, String text, String link) {}
}
