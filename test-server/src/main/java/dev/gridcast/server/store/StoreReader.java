package dev.gridcast.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Questions about one moment of a store. None takes longer because the experiment has more cases,
 * except {@link #forEachCase}, which walks the cases that were ever leased.
 */
public interface StoreReader {

  /** Index of the next case that was never leased; the total when all were. */
  long cursor();

  /** A case, or empty when it was never leased. */
  Optional<CaseRow> testCase(long index);

  /** The available case with the lowest index that was leased before. */
  Optional<CaseRow> firstAvailable();

  /** How many cases have rows in each state; every state is a key. */
  Map<CaseState, Long> rowCounts();

  /** The attempt with this lease token. */
  Optional<Attempt> attempt(String lease);

  /** All attempts whose lease is held, by case index. */
  List<Attempt> openAttempts();

  /** Open attempts whose deadline is at {@code now} or before, oldest deadline first. */
  List<Attempt> overdueAttempts(Instant now);

  /** The earliest deadline of the open attempts. */
  Optional<Instant> nextDeadline();

  /** Lease tokens of results that wait for verification, oldest first, at most {@code limit}. */
  List<String> unverified(int limit);

  /** The result with a model that was reported under a lease. */
  Optional<StoredResult> result(String lease);

  /** Verified results by confirmation error, lowest first, ties by case index. */
  List<CaseReport> best(int limit);

  /**
   * The first of {@link #best} among the cases of one model; takes longer with more cases of it.
   *
   * @param model the word in {@code parameters.csv}
   */
  Optional<CaseReport> bestOf(String model);

  /** Claims, which are results without a model, by case index. */
  List<CaseReport> claims(int limit);

  /** Like {@link #claims} without a limit, one at a time, in constant memory. */
  void forEachClaim(Consumer<CaseReport> consumer);

  /** Like {@link #best} without a limit, one at a time, in constant memory. */
  void forEachBest(Consumer<CaseReport> consumer);

  /** Place of a case on the leaderboard, from 1; 0 when it has no verified result. */
  long rank(long caseIndex);

  /** Every case that was ever leased, by index, one at a time, in constant memory. */
  void forEachCase(Consumer<CaseReport> consumer);

  /** A volunteer that said hello before. */
  Optional<Volunteer> volunteer(String id);

  /** All volunteers, most verified cases first. */
  List<Volunteer> volunteers();
}
