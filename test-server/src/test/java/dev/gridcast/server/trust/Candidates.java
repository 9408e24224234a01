package dev.gridcast.server.trust;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;

/** Scored results to hold against each other. */
final class Candidates {

  private Candidates() {}

  static Candidate vector(String volunteer, String weights) {
    return scored(volunteer, new Fingerprint("vector", "1", "cpu amd64", weights), 1);
  }

  static Candidate dl4j(String volunteer, double validationRmse) {
    return scored(
        volunteer,
        new Fingerprint("dl4j", "1.0.0-M2.1 linux-x86_64", "cpu amd64", "of " + volunteer),
        validationRmse);
  }

  static Candidate scored(String volunteer, Fingerprint fingerprint, double validationRmse) {
    return new Candidate(
        "lease of " + volunteer,
        volunteer,
        AttemptOutcome.SCORED,
        fingerprint,
        validationRmse,
        null);
  }

  /** The same as the one that counts. */
  static Candidate counted(Candidate one, Confirmation confirmation) {
    return new Candidate(
        one.lease(),
        one.volunteer(),
        AttemptOutcome.VERIFIED,
        one.fingerprint(),
        one.validationRmse(),
        confirmation);
  }

  /** The same with another outcome. */
  static Candidate as(Candidate one, AttemptOutcome outcome) {
    return new Candidate(
        one.lease(), one.volunteer(), outcome, one.fingerprint(), one.validationRmse(), null);
  }
}
