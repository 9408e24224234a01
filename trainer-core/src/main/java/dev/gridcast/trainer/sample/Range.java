package dev.gridcast.trainer.sample;

/** The three ranges of time of a dataset, oldest first. */
public enum Range {
  /** What the network learns from, and what every scale is fitted on. */
  TRAINING,
  /** What the volunteer measures on, and what decides which epoch is kept. */
  VALIDATION,
  /** The newest rows, which never leave the server: what the leaderboard ranks on. */
  CONFIRMATION
}
