package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.client.work.ClientStatus.State;
import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever happens and in whatever order: no lease is trained twice, every lease ends in exactly
 * one way, no box has two trainings, and nothing is asked for while the volunteer forbids it.
 */
final class ManyEventsTest {

  private static final int MOST = 4;
  private static final int EVENTS = 60;

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void everyLeaseEndsInExactlyOneWay(@ForAll long seed) throws Exception {
    Path folder = Files.createTempDirectory("gridcast-events");
    LeasingServer server = new LeasingServer(MOST);
    try (InMemoryNetwork network = new InMemoryNetwork(server)) {
      new Run(seed, folder, server, network).play();
    } finally {
      DurableFiles.deleteTree(folder);
    }
  }

  /** One client's eventful day. */
  private static final class Run {

    private final Random random;
    private final LeasingServer server;
    private final InMemoryNetwork network;
    private final ManualTime time = new ManualTime();
    private final RunningClient client;
    private final List<FakeTraining> running = new ArrayList<>();
    private boolean forbidden;
    private int requestsWhenForbidden;

    Run(long seed, Path folder, LeasingServer server, InMemoryNetwork network) throws Exception {
      this.random = new Random(seed);
      this.server = server;
      this.network = network;
      this.client = RunningClient.create(network, time, folder, false, 1 + random.nextInt(MOST));
    }

    void play() {
      client.run();
      for (int i = 0; i < EVENTS; i++) {
        collect();
        event(random.nextInt(14));
        assertThat(client.ended).as("the client works on").isNotDone();
        if (forbidden) {
          assertThat(server.requests())
              .as("asked while forbidden")
              .isEqualTo(requestsWhenForbidden);
        }
      }
      finish();
      assertThat(client.runtime.faults).isEmpty();
      assertThat(client.runtime.mostAtOnce.get()).isLessThanOrEqualTo(MOST);
      assertThat(server.faultsInTheEnd()).isEmpty();
    }

    private void event(int kind) {
      switch (kind) {
        case 0, 1, 2 -> one(FakeTraining::succeed);
        case 3 -> one(training -> training.fail(FailureKind.TRAINING_FAILED));
        case 4 -> one(FakeTraining::dies);
        case 5 -> one(training -> training.epoch(1 + random.nextInt(50)));
        case 6 -> network.cut();
        case 7 -> network.setReachable(random.nextInt(3) > 0);
        case 8 -> server.cancelOne(random);
        case 9 -> server.unavailable(random.nextInt(3) == 0);
        case 10 -> client.runtime.gone = random.nextInt(3) == 0 ? "no engine answers." : null;
        case 11 -> client.work.parallelCases(1 + random.nextInt(MOST));
        case 12 -> permission();
        default -> pass(Duration.ofMillis(random.nextInt(6_000)));
      }
      pass(Duration.ofMillis(250));
    }

    private void permission() {
      if (forbidden) {
        forbidden = false;
        client.work.allow();
        return;
      }
      client.work.forbid("the computer is in use");
      Await.until("it is paused", () -> client.work.status().state() == State.PAUSED);
      // What was said before must have arrived: a heartbeat comes behind it. The first ones to
      // arrive now may themselves have been said before it, at a tick and at an epoch.
      int behind = server.heartbeats() + 3;
      boolean up = client.work.status().connectedSince().isPresent();
      for (int i = 0; up && i < 200 && server.heartbeats() < behind; i++) {
        pass(Duration.ofMillis(250));
      }
      collect();
      assertThat(running).allMatch(training -> training.isEnded() || training.paused.get());
      requestsWhenForbidden = server.requests();
      forbidden = true;
    }

    private void one(java.util.function.Consumer<FakeTraining> what) {
      if (!running.isEmpty()) {
        what.accept(running.get(random.nextInt(running.size())));
      }
    }

    private void collect() {
      FakeTraining training = client.runtime.nextIfAny();
      while (training != null) {
        running.add(training);
        training = client.runtime.nextIfAny();
      }
      running.removeIf(FakeTraining::isEnded);
    }

    private void pass(Duration duration) {
      Duration step = Duration.ofMillis(500);
      for (Duration left = duration; !left.isZero(); ) {
        Duration now = left.compareTo(step) < 0 ? left : step;
        time.advance(now);
        LockSupport.parkNanos(1_000_000);
        left = left.minus(now);
      }
    }

    /** All trouble ends; what is in hand is finished, and the client goes home. */
    private void finish() {
      forbidden = false;
      client.work.allow();
      client.runtime.gone = null;
      server.unavailable(false);
      network.setReachable(true);
      do {
        time.advanceUntil("it is connected and at work again", this::isAtWork);
        LockSupport.parkNanos(50_000_000); // a line that broke just now has been heard of
      } while (!isAtWork());
      client.work.stopAfterThisCase();
      // Time stands still: hurried on, it would run out of patience before the real threads answer.
      Await.until(
          "it ends",
          () -> {
            collect();
            running.forEach(FakeTraining::succeed);
            return client.ended.isDone();
          });
      assertThat(server.granted()).isPositive();
      assertThat(client.work.status().counts().waitingReports()).isZero();
    }

    private boolean isAtWork() {
      ClientStatus status = client.work.status();
      return status.connectedSince().isPresent()
          && status.state() == State.WORKING
          && status.counts().waitingReports() == 0;
    }
  }
}
