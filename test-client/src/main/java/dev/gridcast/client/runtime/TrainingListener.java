package dev.gridcast.client.runtime;

/** Hears of one training; the calls come one at a time, on a thread of the runtime. */
public interface TrainingListener {

  /** An epoch has ended. */
  void onEpoch(EpochProgress progress);

  /**
   * Something that a person may want to know while it takes long, in one line: for example how much
   * of an image has been pulled.
   */
  default void onNotice(String line) {}

  /** The training has ended and nothing of it runs any more; the last call, made exactly once. */
  void onEnded(TrainingOutcome outcome);
}
