package dev.gridcast.server.insight;

import dev.gridcast.server.store.NextCandle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one case, but for the prices of the confirmation range. What is null is not
 * known, or not there yet.
 *
 * @param testCase its number
 * @param caseId its identity
 * @param state where it is in its life; {@code WAITING} when it was never handed out
 * @param parameters all of them, in order
 * @param model the word for the kind of forecaster; empty where its experiment names none
 * @param rank place on the leaderboard, from 1; null without a verified result
 * @param ranges of the dataset: {@code training}, {@code validation}, {@code confirmation}
 * @param claim what the volunteer said
 * @param verified what the server found
 * @param curve every epoch of the training that counts, as claimed
 * @param provenance where the model comes from, as claimed
 * @param notes what a person should know of the training, as claimed
 * @param forecast what the model says of the next rows
 * @param attempts how often it was handed out
 * @param repeat how to train it again by hand
 */
public record CaseCard(
    long testCase,
    String caseId,
    String state,
    Map<String, String> parameters,
    String model,
    @Nullable Long rank,
    Map<String, Span> ranges,
    @Nullable Claimed claim,
    @Nullable Verified verified,
    List<Epoch> curve,
    Map<String, String> provenance,
    List<String> notes,
    List<NextCandle> forecast,
    int attempts,
    Repeat repeat) {

  /**
   * A range of the dataset.
   *
   * @param from when its first row opens
   * @param until when its last row opens
   * @param rows how many there are
   */
  public record Span(Instant from, Instant until, int rows) {}

  /**
   * What a volunteer said.
   *
   * @param validationRmse error on the validation range, in price units
   * @param epochs that were trained
   * @param bestEpoch that was kept
   * @param seconds that the training took
   * @param engine that trained
   */
  public record Claimed(
      double validationRmse, int epochs, int bestEpoch, double seconds, String engine) {}

  /**
   * What the server found.
   *
   * @param validationRmse error on the validation range, in price units
   * @param samples rows of the confirmation range that were forecast
   * @param metrics of {@code model} and each baseline over all labels, by the metric's name
   * @param perLabel the same for each label
   * @param skill against persistence
   * @param skillError standard error of that
   * @param confirmation on what ground the result counts
   * @param witnesses other trainings that came to the same
   * @param judgedAt when it was verified
   */
  public record Verified(
      double validationRmse,
      int samples,
      Map<String, Map<String, Double>> metrics,
      Map<String, Map<String, Map<String, Double>>> perLabel,
      @Nullable Double skill,
      @Nullable Double skillError,
      @Nullable String confirmation,
      int witnesses,
      @Nullable Instant judgedAt) {}

  /**
   * One epoch.
   *
   * @param epoch from 1
   * @param trainingLoss mean loss over the training windows, scaled
   * @param validationRmse error on the validation range, in price units
   * @param learningRate at its first step; null where the trainer does not tell
   */
  public record Epoch(
      int epoch, double trainingLoss, double validationRmse, @Nullable Double learningRate) {}

  /**
   * How to repeat it.
   *
   * @param command to run in a checkout, with the unpacked work folder in the place of WORKDIR
   * @param note what to expect
   */
  public record Repeat(String command, String note) {}
}
