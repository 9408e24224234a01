package dev.gridcast.server.store;

/** On what ground a result counts. */
public enum Confirmation {
  /** Another volunteer trained the case as well and came to the same. */
  WITNESS,
  /** The server trained the case itself and came to the same. */
  SERVER,
  /** The case trains nothing: the server knows its whole result by itself. */
  NOTHING_TRAINED,
  /** Its volunteer has a record of valid results; nobody trained the case again. */
  TRUST,
  /** There was nobody else who could have trained the case again. */
  ALONE,
  /** Others trained it again, with an engine whose trainings never agree closely enough to tell. */
  INCONCLUSIVE,
  /** The operator has turned audits off, or vouches for the volunteer. */
  VOUCHED;

  /** Whether somebody other than its volunteer came to the same result. */
  public boolean isConfirmed() {
    return this == WITNESS || this == SERVER || this == NOTHING_TRAINED;
  }
}
