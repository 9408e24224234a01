package dev.gridcast.client.work;

import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.message.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches the data sets that cases wait for, each once however many wait, and after a cut only what
 * is missing; lives in the event loop.
 */
final class DatasetDesk {

  private final Tools tools;
  private final Slots slots;
  private final Owner owner;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  /** Who goes on from here. */
  interface Owner {
    /** Cases went back for want of a data set: only time can mend that. */
    void useless();

    /** Something has changed: look what is due. */
    void next();
  }

  private record Progress(long bytes, long of) {}

  DatasetDesk(Tools tools, Slots slots, Owner owner) {
    this.tools = tools;
    this.slots = slots;
    this.owner = owner;
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
      String sha256 = assignment.datasetSha256();
      if (asked.add(sha256)) {
        try {
          tools
              .line()
              .fetch(
                  sha256,
                  assignment.datasetBytes(),
                  tools.place().cache().partials(),
                  new Download(sha256));
        } catch (IOException e) {
          lost(sha256, e.toString());
        }
      }
    }
  }

  /** What was asked for may never come: it is to be asked for again. */
  void askAgain() {
    asked.clear();
    progress.clear();
  }

  /** How far what is on its way is, in words; empty when nothing is. */
  Optional<String> progress() {
    return progress.values().stream()
        .filter(part -> part.of() > 0)
        .findFirst()
        .map(
            part ->
                String.format(
                    Locale.ROOT,
                    "fetching the data set: %d %% of %.1f MB",
                    part.bytes() * 100 / part.of(),
                    part.of() / 1e6));
  }

  private void arrived(String sha256, Path verified) {
    if (!Files.exists(verified)) {
      return; // asked for once more over a new line before this was heard: that is on its way
    }
    ended(sha256);
    List<Slot> waiting = slots.waitingFor(sha256);
    Path file;
    try {
      file = tools.place().cache().adopt(sha256, verified);
    } catch (IOException e) {
      lost(sha256, e.toString());
      return;
    }
    waiting.forEach(slot -> slot.datasetArrived(file, !slots.arePaused()));
  }

  /** It cannot be kept here. */
  private void lost(String sha256, String reason) {
    ended(sha256);
    slots
        .waitingFor(sha256)
        .forEach(
            slot -> slot.datasetLost("the data set cannot be kept on this machine: " + reason));
  }

  /** There will be no data set: every case that waits for it goes back. */
  private void refused(String sha256, String reason) {
    ended(sha256);
    List<Slot> waiting = slots.waitingFor(sha256);
    waiting.forEach(slot -> slot.stop(reason));
    if (!waiting.isEmpty()) {
      tools
          .listener()
          .notice(
              (waiting.size() == 1 ? "The case was given back: " : "The cases were given back: ")
                  + reason);
      owner.useless();
    }
  }

  private void ended(String sha256) {
    asked.remove(sha256);
    progress.remove(sha256);
  }

  /** One data set on its way; called on the thread that hears the server. */
  private final class Download implements BlobListener {

    private final String sha256;

    Download(String sha256) {
      this.sha256 = sha256;
    }

    @Override
    public void progressed(long bytes, long of) {
      progress.put(sha256, new Progress(bytes, of));
    }

    @Override
    public void arrived(Path file) {
      inLoop(() -> DatasetDesk.this.arrived(sha256, file));
    }

    @Override
    public void failed(Failure failure, String reason) {
      inLoop(
          () -> {
            switch (failure) {
              case STOPPED -> refused(sha256, "the server does not send its data set: " + reason);
              case WRONG ->
                  refused(sha256, "the data set that arrived is not the one asked for: " + reason);
              case NOT_KEPT -> lost(sha256, reason);
            }
          });
    }

    private void inLoop(Runnable step) {
      tools
          .loop()
          .post(
              () -> {
                step.run();
                owner.next();
              });
    }
  }
}
