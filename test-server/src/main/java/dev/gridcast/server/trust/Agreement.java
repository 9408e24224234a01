package dev.gridcast.server.trust;

import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Fingerprint;
import java.util.Set;

/** What two trainings of one case say of each other. */
public enum Agreement {
  /** They came to the same, as closely as their engines ever do. */
  SAME,
  /** One of them is false: both say that an engine trained them that always gives the same bits. */
  DIFFERENT,
  /** Honest trainings may be as far apart. */
  CANNOT_TELL;

  /**
   * How far the errors of two honest trainings may be apart, as a share of the larger, where their
   * engines do not promise the same bits: of Deeplearning4j in one version on one kind of device,
   * and of two engines, versions or devices. Trainings are chaotic: a last digit grows with every
   * step, so that models differ and only their errors stay close.
   */
  public static final double TOLERANCE = 0.02;

  private static final Set<String> EXACT = Set.of("vector", "closed-form", "none");

  /**
   * Holds two scored results of one case against each other. Which is first makes no difference.
   */
  public static Agreement compare(Candidate one, Candidate other) {
    Fingerprint first = one.fingerprint();
    Fingerprint second = other.fingerprint();
    if (isExact(first)
        && first.engine().equals(second.engine())
        && first.version().equals(second.version())) {
      return first.modelSha256().equals(second.modelSha256()) ? SAME : DIFFERENT;
    }
    return isClose(one.validationRmse(), other.validationRmse()) ? SAME : CANNOT_TELL;
  }

  /**
   * Whether two honest trainings by that engine are equal bit for bit, whatever the processor. The
   * empty model of a case that trains nothing is.
   */
  public static boolean isExact(Fingerprint fingerprint) {
    return EXACT.contains(fingerprint.engine());
  }

  private static boolean isClose(double one, double other) {
    return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
  }
}
