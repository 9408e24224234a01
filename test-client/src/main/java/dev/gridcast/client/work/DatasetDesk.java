package dev.gridcast.client.work;

import dev.gridcast.client.cache.CorruptDatasetException;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fetches the data sets that cases wait for, each once however many wait; lives in the event loop.
 */
final class DatasetDesk {

  private final Tools tools;
  private final Slots slots;
  private final Set<String> asked = new HashSet<>();

  DatasetDesk(Tools tools, Slots slots) {
    this.tools = tools;
    this.slots = slots;
  }

  /** Asks for what is missing and has not been asked for. */
  void ask() {
    List<Assignment> waiting =
        slots
            .cases()
            .filter(CaseInHand::isDatasetMissing)
            .map(CaseInHand::assignment)
            .filter(assignment -> !asked.contains(assignment.datasetSha256()))
            .toList();
    for (Assignment assignment : waiting) {
      if (asked.add(assignment.datasetSha256())) {
        tools.line().transferring(assignment.datasetBytes());
        tools.line().send(new DatasetRequest(assignment.datasetSha256()));
      }
    }
  }

  /** What was asked for may never come: it is to be asked for again. */
  void askAgain() {
    asked.clear();
  }

  /** A data set is here; whether it is what it says remains to be seen. */
  Outcome arrived(Dataset dataset) {
    tools.line().transferring(0);
    asked.remove(dataset.sha256());
    List<Slot> waiting = slots.waitingFor(dataset.sha256());
    if (waiting.isEmpty()) {
      return Outcome.FINE;
    }
    Path file;
    try {
      file = tools.place().cache().store(dataset.sha256(), dataset.content().toByteArray());
    } catch (CorruptDatasetException e) {
      giveBack(waiting, String.valueOf(e.getMessage()));
      return Outcome.USELESS;
    } catch (IOException e) {
      waiting.forEach(
          slot -> slot.datasetLost("the data set cannot be kept on this machine: " + e));
      return Outcome.FINE;
    }
    waiting.forEach(slot -> slot.datasetArrived(file, !slots.arePaused()));
    return Outcome.FINE;
  }

  /** There will be no data set: every case that waits for one goes back. */
  Outcome refused(String reason) {
    Set<String> missing = Set.copyOf(asked);
    asked.clear();
    List<Slot> waiting =
        missing.stream().flatMap(sha256 -> slots.waitingFor(sha256).stream()).toList();
    giveBack(waiting, reason);
    return waiting.isEmpty() ? Outcome.FINE : Outcome.USELESS;
  }

  /** What comes of a data set. */
  enum Outcome {
    /** Cases can go on, or know why not. */
    FINE,
    /** Cases went back for want of it: only time can mend that. */
    USELESS
  }

  private void giveBack(List<Slot> waiting, String reason) {
    waiting.forEach(slot -> slot.stop(reason));
    if (!waiting.isEmpty()) {
      tools
          .listener()
          .notice(
              (waiting.size() == 1 ? "The case was given back: " : "The cases were given back: ")
                  + reason);
    }
  }
}
