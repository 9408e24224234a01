package dev.gridcast.server.report;

import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.NextCandle;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One place on the leaderboard: a verified result.
 *
 * @param rank the place, from 1
 * @param caseIndex the test case
 * @param volunteer the name of the volunteer who trained it
 * @param volunteerId the identity of that volunteer
 * @param model the word for the model in {@code parameters.csv}; empty where it is not known
 * @param varying the parameters that tell this case from others, in order
 * @param confirmationRmse error on the confirmation range, in price units: what is ranked
 * @param persistenceRmse the error of persistence on the same rows
 * @param skill 1 - rmse / rmse of persistence; empty when persistence makes no error
 * @param directionalAccuracy share of moves whose direction was right, 0 to 1
 * @param claimedValidationRmse what the volunteer said
 * @param verifiedValidationRmse what the server found for the same
 * @param seconds how long the training took, as claimed
 * @param verifiedAt when the result was verified
 * @param forecast what the model says of the next rows
 * @param skillError the standard error of the skill; empty where it is not known
 * @param confirmation on what ground the result counts
 */
public record Ranked(
    long rank,
    long caseIndex,
    String volunteer,
    String volunteerId,
    String model,
    Map<String, String> varying,
    double confirmationRmse,
    double persistenceRmse,
    OptionalDouble skill,
    OptionalDouble directionalAccuracy,
    double claimedValidationRmse,
    double verifiedValidationRmse,
    double seconds,
    Instant verifiedAt,
    List<NextCandle> forecast,
    OptionalDouble skillError,
    Optional<Confirmation> confirmation) {

  public Ranked {
    forecast = List.copyOf(forecast);
    varying = Collections.unmodifiableMap(new LinkedHashMap<>(varying));
  }

  /** Whether it is a forecaster without art, that others should beat. */
  public boolean isBaseline() {
    return Floor.isBaseline(model);
  }

  /** Whether somebody other than its volunteer came to the same result, or nothing was trained. */
  public boolean isConfirmed() {
    return confirmation.map(Confirmation::isConfirmed).orElse(false);
  }

  /** Whether the model's error is strictly lower than that of persistence. */
  public boolean beatsPersistence() {
    return confirmationRmse < persistenceRmse;
  }
}
