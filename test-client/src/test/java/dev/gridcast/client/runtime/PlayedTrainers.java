package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.FakeHost.FakeTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** Warm trainers of one box that the test plays, and a clock that it moves. */
abstract class PlayedTrainers {

  final Path box;
  final FakeHost host = new FakeHost();
  final WarmTrainers trainers;
  final Heard heard = new Heard();
  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

  PlayedTrainers(Path box) {
    this.box = box;
    this.trainers =
        new WarmTrainers(host, new WarmTrainers.Settings(3, Duration.ofSeconds(2), nanos::get));
  }

  @AfterEach
  void close() {
    host.all.forEach(trainer -> trainer.exit(TrainerExit.of(0)));
    trainers.close();
  }

  FakeTrainer trainOne(String name) throws Exception {
    start(name, heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.ready();
    trainer.succeed(name);
    heard.trained();
    return trainer;
  }

  Heard start(String name) throws IOException {
    Heard listener = new Heard();
    start(name, listener);
    return listener;
  }

  Training start(String name, Heard listener) throws IOException {
    TrainingJob job = new TrainingJob(box, name, Optional.empty(), Duration.ofSeconds(60));
    Files.createDirectories(job.input());
    Files.createDirectories(job.output());
    return trainers.start(job, listener);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 10 s in vain").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
