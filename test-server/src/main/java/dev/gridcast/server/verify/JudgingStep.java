package dev.gridcast.server.verify;

import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.store.StoredResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one result that waits in the store and judges it. Safe for many threads at a time. */
public final class JudgingStep {

  private static final Logger LOG = LoggerFactory.getLogger(JudgingStep.class);

  private final LeaseDesk desk;
  private final Function<StoredResult, Judgement> judge;
  private final Consumer<Judged> listener;

  /**
   * A step that does nothing until {@link #next}.
   *
   * @param judge decides about one result; what it throws rejects that result
   * @param listener called after a judgement is on disk, by whoever called {@link #next}
   */
  public JudgingStep(
      LeaseDesk desk, Function<StoredResult, Judgement> judge, Consumer<Judged> listener) {
    this.desk = desk;
    this.judge = judge;
    this.listener = listener;
  }

  /**
   * Judges the oldest result that waits; false when none does.
   *
   * @throws dev.gridcast.server.store.StoreException when the store fails; the result waits, and is
   *     on offer again soon
   */
  public boolean next() {
    Optional<StoredResult> next = desk.takeUnscored();
    if (next.isEmpty()) {
      return false;
    }
    StoredResult result = next.get();
    Judgement judgement = judge(result);
    List<Settled> settled =
        judgement instanceof Judgement.Scored scored
            ? desk.scored(result.lease(), scored.scoring())
            : rejected(result, (Judgement.Rejected) judgement);
    if (!settled.isEmpty()) {
      listener.accept(
          new Judged(
              result.lease(), result.testCase().index(), result.volunteer(), judgement, settled));
    }
    return true;
  }

  private List<Settled> rejected(StoredResult result, Judgement.Rejected judgement) {
    return desk.rejected(result.lease(), judgement.reason(), judgement.lie());
  }

  private Judgement judge(StoredResult result) {
    try {
      return judge.apply(result);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // A result must not be able to stop the server, whatever is in it; nor to be tried for ever.
      LOG.error("case {} could not be judged", result.testCase().index(), e);
      return Judgement.Rejected.unusable("it could not be verified: " + e);
    }
  }
}
