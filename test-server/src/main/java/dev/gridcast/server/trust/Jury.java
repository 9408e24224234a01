package dev.gridcast.server.trust;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds all scored results of a case against each other. Its ruling follows from the results alone:
 * however they came in, and whatever was ruled before, the same ones are false. Only between equals
 * does the one that counts already stay, or else the oldest count.
 *
 * <p>Each volunteer has one voice, however many results of a case it sent. By engines that always
 * give the same bits, the weights that most volunteers came to are the true ones, and two voices
 * are enough: nobody comes by chance to the same. The server's own training outvotes everybody.
 */
public final class Jury {

  private final Predicate<String> ofServer;
  private final TrustRules rules;

  /**
   * A jury.
   *
   * @param ofServer whether an identity is that of the server's own client
   */
  public Jury(TrustRules rules, Predicate<String> ofServer) {
    this.rules = rules;
    this.ofServer = ofServer;
  }

  /**
   * What follows from these results.
   *
   * @param candidates all scored results of one case, the oldest first; at least one. Those that
   *     were rejected still have a voice, but never count
   * @throws IllegalArgumentException when there is none
   */
  public Ruling rule(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("nobody has trained that case");
    }
    List<ExactKind> kinds = ExactKind.of(candidates, ofServer);
    Optional<Voices> settled =
        kinds.stream().flatMap(kind -> kind.settled().stream()).min(Voices.STRONGEST_FIRST);
    if (settled.isPresent()) {
      // What was rejected cannot be taken back; somebody has to come to the same once more.
      return Voices.wasRejected(settled.get().speaker())
          ? further(candidates)
          : counts(candidates, kinds, settled.get());
    }
    return kinds.stream().anyMatch(ExactKind::isDisputed)
        ? further(candidates)
        : byTolerance(candidates);
  }

  /** One more volunteer has to speak, unless too many have spoken. */
  private Ruling further(List<Candidate> candidates) {
    return enough(candidates)
        ? new Ruling.Hopeless(candidates.stream().map(Candidate::lease).toList())
        : new Ruling.Wait();
  }

  private Ruling counts(List<Candidate> candidates, List<ExactKind> kinds, Voices winners) {
    Candidate result = winners.speaker();
    return ruling(
        candidates,
        result,
        winners.ofServer() ? Confirmation.SERVER : Confirmation.WITNESS,
        candidate -> kinds.stream().anyMatch(kind -> kind.isFalse(candidate)));
  }

  /** Nobody can be told to be false here. */
  private Ruling byTolerance(List<Candidate> candidates) {
    List<Voices> groups =
        candidates.stream()
            .map(
                one ->
                    Voices.of(
                        candidates.stream()
                            .filter(other -> Agreement.compare(one, other) == Agreement.SAME)
                            .toList(),
                        ofServer))
            .filter(Voices::isEnough)
            .filter(voices -> !Voices.wasRejected(voices.speaker()))
            .toList();
    Optional<Voices> agreeing = groups.stream().min(Voices.STRONGEST_FIRST);
    if (agreeing.isPresent()) {
      return ruling(
          candidates,
          agreeing.get().speaker(),
          agreeing.get().ofServer() ? Confirmation.SERVER : Confirmation.WITNESS,
          candidate -> false);
    }
    Optional<Candidate> counted =
        candidates.stream().filter(one -> one.outcome() == AttemptOutcome.VERIFIED).findFirst();
    if (counted.isPresent() && counted.get().confirmation() != null) {
      return ruling(candidates, counted.get(), counted.get().confirmation(), candidate -> false);
    }
    Candidate first = Voices.of(candidates, ofServer).speaker();
    return enough(candidates) && !Voices.wasRejected(first)
        ? ruling(candidates, first, Confirmation.INCONCLUSIVE, candidate -> false)
        : further(candidates);
  }

  private static Ruling ruling(
      List<Candidate> candidates,
      Candidate result,
      Confirmation confirmation,
      Predicate<Candidate> isFalse) {
    List<String> agreed = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    for (Candidate one : candidates) {
      if (one.lease().equals(result.lease())) {
        continue;
      }
      if (isFalse.test(one)) {
        rejected.add(one.lease());
      } else if (Agreement.compare(result, one) == Agreement.SAME) {
        agreed.add(one.lease());
      } else {
        undecided.add(one.lease());
      }
    }
    return new Ruling.Counts(result.lease(), confirmation, agreed, rejected, undecided);
  }

  private boolean enough(List<Candidate> candidates) {
    return Voices.count(candidates) >= rules.mostResults();
  }
}
