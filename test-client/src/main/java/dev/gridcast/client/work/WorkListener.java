package dev.gridcast.client.work;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import java.time.Duration;
import java.util.List;

/** Hears what the client does, on the thread that does it: be quick. */
public interface WorkListener {

  /** The server has let us in; so many reports from before are waiting to be sent. */
  void connected(Welcome welcome, int waitingReports);

  /** There is no connection; the next attempt comes after the wait. */
  void disconnected(String reason, Duration retryIn);

  /** A case is ours; its data set has to be fetched first unless we have it. */
  void assigned(Assignment assignment, boolean datasetCached);

  /** The trainer runs. */
  void trainingStarted(Assignment assignment);

  /** An epoch has ended. */
  void epoch(Assignment assignment, EpochProgress progress);

  /**
   * Something about a case that takes long, in one line: how much of an image has been pulled, for
   * example. More of the same may follow soon.
   */
  void trainerNotice(Assignment assignment, String line);

  /** The trainer has ended. */
  void trainingEnded(Assignment assignment, TrainingOutcome outcome);

  /** The server has a report of ours for good. */
  void accepted(String lease, List<Forecast> best);

  /** The server has judged a result. */
  void verdict(Verdict verdict);

  /** There is no case at the moment. */
  void nothingNow(NothingNow nothing);

  /** The volunteer does not let the client work now; the reason may change while that is so. */
  void paused(String reason);

  /** The volunteer lets it go on. */
  void resumed();

  /** Something else that a person should know, in one line. */
  void notice(String line);
}
