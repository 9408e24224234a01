package dev.gridcast.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class JuryPropertiesTest {

  private static final Jury JURY = new Jury(TrustRules.STANDARD, volunteer -> false);

  @Property
  void aMinorityNeverWinsAgainstAnHonestMajority(
      @ForAll @Size(max = 6) List<@IntRange(max = 3) Integer> lies,
      @ForAll @IntRange(min = 1, max = 3) int margin,
      @ForAll long order) {
    List<Candidate> all = new ArrayList<>();
    for (int liar = 0; liar < lies.size(); liar++) {
      all.add(Candidates.vector("liar " + liar, "lie " + lies.get(liar)));
    }
    int honest = Math.max(2, lies.size() + margin);
    for (int i = 0; i < honest; i++) {
      all.add(Candidates.vector("honest " + i, "truth"));
    }
    Collections.shuffle(all, new Random(order));

    Ruling.Counts ruling = (Ruling.Counts) JURY.rule(all);

    assertThat(ruling.counts()).startsWith("lease of honest");
    assertThat(ruling.agreed()).hasSize(honest - 1);
    assertThat(ruling.rejected())
        .hasSize(lies.size())
        .allSatisfy(lease -> assertThat(lease).startsWith("lease of liar"));
  }

  /** Each new result is ruled on when it comes, as the desk does, until the case is settled. */
  @Property
  void aLoneLiarNeverWinsWhereverItComesInAndIsFoundOutOnceItsCaseIsSettled(
      @ForAll @IntRange(max = 4) int place) {
    List<Candidate> sofar = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sofar.add(
          i == place
              ? Candidates.vector("liar", "lie")
              : Candidates.vector("honest " + i, "truth"));
      if (JURY.rule(sofar) instanceof Ruling.Counts counts) {
        assertThat(counts.counts()).startsWith("lease of honest");
        assertThat(counts.rejected()).hasSize(place <= i ? 1 : 0);
        assertThat(i).isLessThanOrEqualTo(2);
        return;
      }
    }
    throw new AssertionError("never settled");
  }

  @Property
  void theOrderOfArrivalMakesNoDifferenceToWhoIsRejected(
      @ForAll("mixed") List<Candidate> candidates, @ForAll long order) {
    List<Candidate> shuffled = new ArrayList<>(candidates);
    Collections.shuffle(shuffled, new Random(order));
    assertThat(rejected(JURY.rule(shuffled))).isEqualTo(rejected(JURY.rule(candidates)));
    assertThat(JURY.rule(shuffled)).hasSameClassAs(JURY.rule(candidates));
  }

  @Property
  void withEnginesThatPromiseNoBitsNobodyIsEverRejected(
      @ForAll("tolerant") List<Candidate> candidates) {
    Ruling ruling = JURY.rule(candidates);
    assertThat(rejected(ruling)).isEmpty();
    assertThat(ruling).isNotInstanceOf(Ruling.Hopeless.class);
  }

  @Property
  void everybodyIsInExactlyOneListAndARulingCarriedOutIsRuledTheSameAgain(
      @ForAll("mixed") List<Candidate> candidates) {
    if (!(JURY.rule(candidates) instanceof Ruling.Counts counts)) {
      return;
    }
    List<String> all = new ArrayList<>(counts.agreed());
    all.addAll(counts.rejected());
    all.addAll(counts.undecided());
    all.add(counts.counts());
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(candidates.stream().map(Candidate::lease).toList());

    Ruling again = JURY.rule(candidates.stream().map(one -> after(counts, one)).toList());

    assertThat(again).isInstanceOf(Ruling.Counts.class);
    Ruling.Counts repeated = (Ruling.Counts) again;
    assertThat(repeated.counts()).isEqualTo(counts.counts());
    assertThat(repeated.why()).isEqualTo(counts.why());
    assertThat(rejected(again)).isEqualTo(rejected(counts));
  }

  @Property
  void whoeverIsRejectedIsContradictedByTwoOthersThatAgree(
      @ForAll("mixed") List<Candidate> candidates) {
    for (String lease : rejected(JURY.rule(candidates))) {
      Candidate one =
          candidates.stream().filter(each -> each.lease().equals(lease)).findFirst().orElseThrow();
      long against =
          candidates.stream()
              .filter(other -> Agreement.compare(one, other) == Agreement.DIFFERENT)
              .filter(
                  other ->
                      candidates.stream()
                          .anyMatch(
                              third ->
                                  !third.volunteer().equals(other.volunteer())
                                      && third.fingerprint().equals(other.fingerprint())))
              .count();
      assertThat(against).isGreaterThanOrEqualTo(2);
    }
  }

  @Provide
  Arbitrary<List<Candidate>> mixed() {
    return of(Arbitraries.of("vector", "dl4j", "own:vector", "closed-form"));
  }

  @Provide
  Arbitrary<List<Candidate>> tolerant() {
    return of(Arbitraries.of("dl4j", "own:vector", "own:other"));
  }

  private static Arbitrary<List<Candidate>> of(Arbitrary<String> engines) {
    Arbitrary<Fingerprint> prints =
        Combinators.combine(engines, Arbitraries.of("1", "2"), Arbitraries.of("a", "b", "c"))
            .as((engine, version, weights) -> new Fingerprint(engine, version, "cpu", weights));
    return Combinators.combine(prints, Arbitraries.of(1.0, 1.015, 1.03, 2.0))
        .as((print, rmse) -> Candidates.scored("", print, rmse))
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(
            anonymous -> {
              List<Candidate> named = new ArrayList<>();
              for (int i = 0; i < anonymous.size(); i++) {
                Candidate one = anonymous.get(i);
                named.add(Candidates.scored("v" + i, one.fingerprint(), one.validationRmse()));
              }
              return named;
            });
  }

  private static Candidate after(Ruling.Counts counts, Candidate one) {
    if (one.lease().equals(counts.counts())) {
      return Candidates.counted(one, counts.why());
    }
    if (counts.agreed().contains(one.lease())) {
      return Candidates.as(one, AttemptOutcome.AGREED);
    }
    return counts.rejected().contains(one.lease())
        ? Candidates.as(one, AttemptOutcome.REJECTED)
        : one;
  }

  private static Set<String> rejected(Ruling ruling) {
    return ruling instanceof Ruling.Counts counts ? Set.copyOf(counts.rejected()) : Set.of();
  }

  @Property
  void whatCountsSaysWhy(@ForAll("mixed") List<Candidate> candidates) {
    if (JURY.rule(candidates) instanceof Ruling.Counts counts) {
      assertThat(counts.why()).isIn(Confirmation.WITNESS, Confirmation.INCONCLUSIVE);
    }
  }
}
