package dev.gridcast.protocol.message;

/** Why a training ended without a model. */
public enum FailureKind {
  /** The trainer ran and said why there is no model, for example a loss that is not finite. */
  TRAINING_FAILED,
  /** The trainer died without a word: a signal, an exit code that means nothing, out of memory. */
  TRAINER_CRASHED,
  /** The trainer was stopped because it ran past the time limit of the case. */
  TIME_LIMIT,
  /** The trainer claimed success, but its output was missing, too large, or unreadable. */
  BAD_OUTPUT,
  /** The client could not even start: no trainer, no disk space, no data set. */
  CLIENT_FAULT,
  /** What a newer release calls by a name that is not known here. Never sent. */
  UNKNOWN
}
