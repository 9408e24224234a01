package dev.gridcast.client.runtime;

import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainers of one box: the one that takes the next job, and those that are ending. */
final class WarmSeat {

  private static final Logger log = LoggerFactory.getLogger(WarmSeat.class);

  private final Path box;
  private final TrainerHost host;
  private final WarmTrainers.Settings settings;
  private final OrderlyThread orders;
  private final Set<ServeSession> alive = new LinkedHashSet<>();
  private @Nullable ServeSession next;
  private int launched;
  private boolean shut;

  WarmSeat(Path box, TrainerHost host, WarmTrainers.Settings settings) {
    this.box = box;
    this.host = host;
    this.settings = settings;
    this.orders = new OrderlyThread("trainers-" + box.getFileName());
  }

  /** Starts a trainer in the background, unless one is warm. */
  void prepare() {
    orders.order(
        () -> {
          try {
            warm();
          } catch (IOException e) {
            // The next start tries again and tells.
            log.warn("no trainer could be started ahead: {}", e.toString());
          }
        });
  }

  /** Ends the trainer that waits for a job, in the background. */
  void release() {
    orders.order(
        () -> {
          synchronized (this) {
            if (next != null && !next.isBusy()) {
              next.retire();
              next = null;
            }
          }
        });
  }

  synchronized Training start(TrainingJob job, TrainingListener listener, JobClock clock)
      throws IOException {
    // A warm trainer may have died in its sleep; one that is launched now has a job at once.
    for (int attempt = 0; attempt < 2; attempt++) {
      ServeSession session = warm();
      Optional<Training> training = session.begin(job, listener, clock);
      if (training.isPresent()) {
        if (session.jobs() >= settings.jobs()) {
          session.retire();
          next = null;
          prepare();
        }
        return training.get();
      }
      next = null;
    }
    throw new IOException("two trainers ended as soon as they were started");
  }

  /** Ends all of them. */
  synchronized void shut() {
    shut = true;
    next = null;
    List.copyOf(alive).forEach(session -> session.shut(ServeTraining.ASKED_FOR));
  }

  boolean awaitEnd(Duration atMost) throws InterruptedException {
    List<ServeSession> sessions;
    synchronized (this) {
      sessions = List.copyOf(alive);
    }
    for (ServeSession session : sessions) {
      if (!session.awaitEnd(atMost)) {
        return false;
      }
    }
    return true;
  }

  private synchronized ServeSession warm() throws IOException {
    if (shut) {
      throw new IOException("no trainer is started any more: the client ends");
    }
    if (next != null && next.isUsable()) {
      return next;
    }
    Files.createDirectories(box.resolve("in"));
    Files.createDirectories(box.resolve("out"));
    String name = box.getFileName() + "-" + ++launched;
    ServeSession session = new ServeSession(host.launch(box), name, settings, this::gone);
    alive.add(session);
    next = session;
    session.open();
    return session;
  }

  private void gone(ServeSession session, Optional<TrainingOutcome> outcome) {
    orders.order(
        () -> {
          synchronized (this) {
            alive.remove(session);
            if (next == session) {
              next = null;
            }
          }
          if (outcome.isPresent()
              && outcome.get() instanceof TrainingOutcome.Failed failed
              && failed.kind() != FailureKind.CLIENT_FAULT
              && !isShut()) {
            // The next case is to find a warm one, too.
            prepare();
          }
        });
  }

  private synchronized boolean isShut() {
    return shut;
  }

  @Override
  public String toString() {
    return "the trainers of " + box;
  }
}
