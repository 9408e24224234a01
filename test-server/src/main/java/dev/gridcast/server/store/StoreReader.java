package dev.gridcast.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Questions about one moment of a store. Asked of a {@link StoreWriter}, {@code testCase}, {@code
 * offered}, {@code lanePosition} and {@code volunteer} also keep what they return from being
 * changed by others until the change is over; {@code offered} passes over what others keep.
 *
 * <p>None takes longer because the experiment has more cases, except {@link #forEachCase}, which
 * walks the cases that were ever leased.
 */
public interface StoreReader {

  /** A case, or empty when it was never leased. */
  Optional<CaseRow> testCase(long index);

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

  /** What a volunteer says of a result that was reported under a lease, with a model or without. */
  Optional<Claim> claim(String lease);

  /** The result with a model that was reported under a lease. */
  Optional<StoredResult> result(String lease);

  /** Verified results by confirmation error, lowest first, ties by case index. */
  List<CaseReport> best(int limit);

  /**
   * The first of {@link #best} among the cases of one model.
   *
   * @param model the word in {@code parameters.csv}
   */
  Optional<CaseReport> bestOf(String model);

  /** How many results of one model are verified; takes longer with more of them. */
  long verifiedOf(String model);

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

  /** The line of {@link #forEachCase} of one case. */
  Optional<CaseReport> report(long caseIndex);

  /**
   * The lines of {@link #forEachCase} from an index on.
   *
   * @param limit how many at most
   */
  List<CaseReport> reports(long from, int limit);

  /** The attempts that were begun last, the latest first. */
  List<Attempt> latestAttempts(int limit);

  /** An attempt by its {@link Attempt#id}, which unlike its lease is no secret. */
  Optional<Attempt> attempt(long id);

  /**
   * Up to where the cases of a lane have been leased: the next index to look at. Where an older
   * release stopped if the lane never moved, which is 0 in a new store.
   */
  long lanePosition(int lane);

  /** The {@link #lanePosition} of the lanes from 0 to that number, not kept from changing. */
  List<Long> lanePositions(int lanes);

  /**
   * The case with the lowest index that is on offer in a lane and may be given to a volunteer.
   *
   * @param kind {@code WITNESS} is never one at which it failed, or of which it has a result,
   *     whatever became of that
   * @param tried whether it may be one that the volunteer tried before; never one that it holds
   */
  Optional<CaseRow> offered(CaseOffer kind, int lane, String volunteer, boolean tried);

  /** The lanes in which there are cases on offer, ascending. */
  List<Integer> offeredLanes(CaseOffer kind);

  /** All attempts at a case, the oldest first. */
  List<Attempt> attempts(long caseIndex);

  /** The leases that a volunteer holds, the oldest first. */
  List<Attempt> heldBy(String volunteer);

  /**
   * Leases, the oldest first, of cases in state {@code LEASED} that only one volunteer holds, and
   * that is another one than this.
   */
  List<Attempt> stragglers(String volunteer, int limit);

  /** The scored results of a case, the oldest first. */
  List<Candidate> candidates(long caseIndex);

  /** Whether a model with these weights was returned for another case. */
  boolean modelKnown(String modelSha256, long exceptCase);

  /** How many verified results have a lower confirmation error, at most {@code limit}. */
  long better(double confirmationRmse, int limit);

  /** Leases of a volunteer's results that count but that nobody confirmed, the oldest first. */
  List<String> unconfirmed(String volunteer, int limit);

  /** Leases of results that count but that nobody confirmed, whoever trained them. */
  List<String> unconfirmed(int limit);

  /** A volunteer's attempts that count against the limits of their cases, the oldest first. */
  List<Attempt> countedAttempts(String volunteer, int limit);

  /** Results of a volunteer of which it was not told what became of them, the oldest first. */
  List<Untold> untold(String volunteer, int limit);

  /** Volunteers that are not suspended and were seen then or later, longest ago first. */
  List<String> seen(Instant since, int limit);

  /** Volunteers that are doubted. */
  List<Volunteer> doubted(int limit);

  /** Volunteers that are suspended, longest first. */
  List<Volunteer> suspended(int limit);

  /**
   * Cases in a state, by index. Takes longer with more cases for those in hand or with a result:
   * {@code LEASED}, {@code REPORTED}, {@code VERIFIED}, {@code CLAIMED}.
   */
  List<CaseRow> cases(CaseState state, int limit);

  /** The end of the trainer's log of an attempt; empty when there is none. */
  String log(String lease);

  /** Work to the credit of each volunteer that has any, most first; ties by identity. */
  List<Credit> credits(Instant from, Instant until);

  /** A volunteer that said hello before. */
  Optional<Volunteer> volunteer(String id);

  /** All volunteers, most verified cases first. */
  List<Volunteer> volunteers();

  /** Invites and members. */
  GuestReader guests();
}
