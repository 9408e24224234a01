package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.FakeHost.FakeTrainer;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The session and the warm trainers, with trainers that the test plays. */
final class WarmTrainersTest {

  private final Path box;
  private final FakeHost host = new FakeHost();
  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  private final WarmTrainers trainers =
      new WarmTrainers(host, new WarmTrainers.Settings(3, Duration.ofSeconds(2), nanos::get));
  private final Heard heard = new Heard();

  WarmTrainersTest(@TempDir Path box) {
    this.box = box;
  }

  @AfterEach
  void close() {
    host.all.forEach(trainer -> trainer.exit(TrainerExit.of(0)));
    trainers.close();
  }

  @Test
  void aJobGoesToTheTrainerAndItsResultComesBack() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    assertThat(trainer.order())
        .hasToString("{\"job\":\"a\",\"input\":\"/in/a\",\"output\":\"/out/a\"}");

    trainer.ready();
    trainer.epoch("a", 7);
    pass(Duration.ofMillis(1_250));
    trainer.succeed("a");

    assertThat(heard.trained().resultJson()).isEqualTo(FakeHost.TRAINED);
    assertThat(heard.trained().model().orElseThrow().toByteArray())
        .isEqualTo("weights".getBytes(StandardCharsets.UTF_8));
    assertThat(heard.trained().overhead()).isEqualTo(Duration.ofMillis(250));
    assertThat(heard.epoch().epoch()).isEqualTo(7);
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void oneTrainerServesJobAfterJob() throws Exception {
    FakeTrainer trainer = trainOne("a");
    Heard second = start("b");
    assertThat(trainer.order().path("job").asText()).isEqualTo("b");
    trainer.succeed("b");

    second.trained();
    assertThat(host.all).hasSize(1);
  }

  @Test
  void theOneAfterTheLastJobIsWarmBeforeThatJobEnds() throws Exception {
    FakeTrainer trainer = trainOne("a");
    Heard second = start("b");
    trainer.succeed("b");
    second.trained();

    Heard third = start("c");

    FakeTrainer successor = host.next();
    trainer.succeed("c");
    third.trained();
    assertThat(trainer.signals).contains("eof");
    start("d");
    assertThat(successor.order().path("job").asText()).isEqualTo("d");
    assertThat(host.all).hasSize(2);
  }

  @Test
  void aPreparedTrainerTakesTheFirstJob() throws Exception {
    trainers.prepare(box);
    FakeTrainer trainer = host.next();
    trainer.complain("words of the start");

    start("a", heard);
    trainer.order();
    trainer.exit(TrainerExit.of(3));

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.CLIENT_FAULT);
    assertThat(heard.failure().logTail()).contains("words of the start");
    assertThat(host.all).hasSize(1);
  }

  @Test
  void aReleasedTrainerEndsAndTheNextJobGetsANewOne() throws Exception {
    FakeTrainer trainer = trainOne("a");

    trainers.release(box);

    await(() -> trainer.signals.contains("eof"));
    start("b");
    host.next().order();
  }

  @Test
  void releaseLeavesATrainingAlone() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();

    trainers.release(box);
    trainers.prepare(box);
    trainer.succeed("a");

    heard.trained();
    assertThat(trainer.signals).isEmpty();
    assertThat(host.all).hasSize(1);
  }

  @Test
  void aFailureCostsTheTrainerAndTheNextOneIsStartedAtOnce() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.complain("the loss is not finite");
    trainer.order();
    trainer.ended("a", 4);

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.TRAINING_FAILED);
    assertThat(heard.failure().reason()).contains("exit code 4");
    assertThat(trainer.signals).contains("kill");
    FakeTrainer successor = host.next();
    Heard second = start("b");
    successor.succeed(successor.order().path("job").asText());
    second.trained();
  }

  @Test
  void aStoppedTrainerIsReplacedOnlyWhenThereIsWork() throws Exception {
    Training training = start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();

    training.stop();
    training.stop();

    assertThat(heard.outcome()).isEqualTo(new TrainingOutcome.Stopped("this client asked for it"));
    assertThat(trainer.signals).contains("eof").doesNotContain("kill");
    assertThat(host.all).hasSize(1);
    start("b");
    host.next().order();
  }

  @Test
  void aTrainerThatDoesNotEndWhenAskedIsKilledAfterTheGrace() throws Exception {
    host.endsAtEof = false;
    Training training = start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();

    training.stop();
    await(() -> trainer.signals.contains("eof"));
    pass(Duration.ofMillis(1_900));
    assertThat(trainer.signals).doesNotContain("kill");
    pass(Duration.ofMillis(200));

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    assertThat(trainer.signals).contains("kill");
  }

  @Test
  void aHangingJobIsKilledAtItsTimeLimitAndTheNextJobIsUnaffected() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.ready();
    trainer.epoch("a", 1);
    heard.epoch();

    pass(Duration.ofSeconds(61));

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.TIME_LIMIT);
    assertThat(heard.failure().reason()).isEqualTo("stopped after its time limit of 60.0 s");
    assertThat(trainer.signals).contains("kill");
    Heard second = start("b");
    FakeTrainer successor = host.next();
    successor.order();
    successor.succeed("b");
    second.trained();
  }

  @Test
  void gettingReadyIsNoneOfTheJobsTime() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    pass(Duration.ofSeconds(100));
    trainer.ready();
    trainer.epoch("a", 1);
    heard.epoch();
    pass(Duration.ofSeconds(59));
    trainer.succeed("a");

    heard.trained();
  }

  @Test
  void aTrainerThatNeverGetsReadyIsThisMachinesFault() throws Exception {
    start("a", heard);
    host.next().order();

    pass(Duration.ofSeconds(121));

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.CLIENT_FAULT);
    assertThat(heard.failure().reason()).contains("not ready after 120 s");
  }

  @Test
  void aPauseFreezesTheTrainerAndStopsTheClock() throws Exception {
    Training training = start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.ready();
    trainer.epoch("a", 1);
    heard.epoch();

    training.pause();
    training.pause();
    await(() -> trainer.signals.contains("freeze"));
    pass(Duration.ofHours(10));
    training.resume();
    await(() -> trainer.signals.contains("thaw"));
    pass(Duration.ofSeconds(59));
    trainer.succeed("a");

    heard.trained();
    assertThat(trainer.signals).containsExactly("freeze", "thaw");
  }

  @Test
  void aFrozenTrainingCanBeStopped() throws Exception {
    Training training = start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    training.pause();
    await(() -> trainer.signals.contains("freeze"));

    training.stop();

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    assertThat(trainer.signals).startsWith("freeze", "thaw");
  }

  @Test
  void whereNothingCanBeFrozenAPauseGivesTheCaseBack() throws Exception {
    host.freezes = false;
    Training training = start("a", heard);
    host.next().order();

    training.pause();

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    assertThat(((TrainingOutcome.Stopped) heard.outcome()).reason()).contains("cannot freeze");
  }

  @Test
  void theEndOfAJobThatWasNeverGivenIsAFailure() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();

    trainer.epoch("another", 1);
    trainer.ended("another", 0);

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(heard.failure().reason()).contains("a job that it was not given");
    assertThat(heard.epochs).isEmpty();
    assertThat(trainer.signals).contains("kill");
  }

  @Test
  void aTrainerThatSpeaksOfAJobWhileItHasNoneIsEnded() throws Exception {
    FakeTrainer trainer = trainOne("a");

    trainer.ended("b", 0);

    await(() -> trainer.signals.contains("kill"));
    start("b");
    host.next().order();
  }

  @Test
  void garbageIsNotedAndOtherwiseIgnored() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    for (String line :
        new String[] {
          "Picked up something",
          "{\"event\":\"unheard-of\"}",
          "{\"event\":\"epoch\",\"job\":\"a\",\"epoch\":\"NaN\"}",
          "{\"event\":\"ended\",\"job\":\"a\",\"exitCode\":\"0\",\"seconds\":1}",
          "{\"event\":\"ended\",\"job\":\"a\",\"exitCode\":0,\"seconds\":-1}",
          "{\"event\":\"ended\",\"job\":\"a\",\"exitCode\":0}",
          "{\"event\":{},\"job\":[]}",
          "[[[[[[[[[[",
          "x".repeat(100_000),
        }) {
      trainer.say(line);
    }
    trainer.epoch("a", 1);
    heard.epoch();
    assertThat(box.resolve("a.log"))
        .content()
        .contains("Picked up something", "unheard-of", "a line of more than 8192 bytes")
        .hasSizeLessThan(4_000);
    trainer.succeed("a");

    heard.trained();
  }

  @Test
  void aFloodOfEpochsIsThinnedOut() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    for (int i = 0; i < 3_000; i++) {
      trainer.epoch("a", 1);
    }
    trainer.succeed("a");

    heard.trained();
    assertThat(heard.epochs).hasSizeBetween(1_000, 1_010);
  }

  @ParameterizedTest
  @CsvSource({
    "1,   TRAINER_CRASHED, the trainer died with exit code 1: the last words",
    "0,   TRAINER_CRASHED, the trainer ended before it was done: the last words",
    "134, TRAINER_CRASHED, the trainer was killed by signal 6: the last words",
    "3,   CLIENT_FAULT,    the trainer misses something on this machine: the last words",
  })
  void aTrainerThatDiesInAJobFailsIt(int code, FailureKind kind, String reason) throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.complain("the last words");
    trainer.exit(TrainerExit.of(code));

    assertThat(heard.failure().kind()).isEqualTo(kind);
    assertThat(heard.failure().reason()).isEqualTo(reason);
  }

  @Test
  void whatItWasKilledForIsTheReason() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.exit(TrainerExit.killed(137, "used more than 2.0 GiB of memory"));

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(heard.failure().reason())
        .isEqualTo("the trainer was killed: it used more than 2.0 GiB of memory");
  }

  @Test
  void whenThePlaceGoesAwayTheCaseIsNotToBlame() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    host.broken = true;
    trainer.exit(TrainerExit.withItsPlace());

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    assertThatThrownBy(() -> start("b", new Heard()))
        .isInstanceOf(RuntimeUnavailableException.class)
        .hasMessage("the engine is gone: start it");
  }

  @Test
  void aWarmTrainerThatDiedInItsSleepCostsNoCase() throws Exception {
    FakeTrainer trainer = trainOne("a");
    trainer.exit(TrainerExit.of(137));
    await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(WarmTrainersTest::watches));

    Heard second = start("b");

    FakeTrainer successor = host.next();
    successor.order();
    successor.succeed("b");
    second.trained();
  }

  @Test
  void aTrainerThatWritesTooMuchIsKilledWhileItRuns() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    for (int i = 0; i <= OutputWatch.MAX_ENTRIES; i++) {
      Files.createFile(box.resolve("out").resolve("a").resolve("file-" + i));
    }

    assertThat(heard.failure().kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(heard.failure().reason()).isEqualTo("the trainer wrote more than 100 files");
    assertThat(trainer.signals).contains("kill");
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void closingStopsTheTrainingsAndEndsTheTrainers() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();

    trainers.close();

    assertThat(heard.outcome()).isEqualTo(new TrainingOutcome.Stopped("this client asked for it"));
    assertThat(trainer.signals).contains("eof");
    assertThatThrownBy(() -> start("b", new Heard())).isInstanceOf(IOException.class);
  }

  private FakeTrainer trainOne(String name) throws Exception {
    start(name, heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.ready();
    trainer.succeed(name);
    heard.trained();
    return trainer;
  }

  private Heard start(String name) throws IOException {
    Heard listener = new Heard();
    start(name, listener);
    return listener;
  }

  private Training start(String name, Heard listener) throws IOException {
    TrainingJob job = new TrainingJob(box, name, Optional.empty(), Duration.ofSeconds(60));
    Files.createDirectories(job.input());
    Files.createDirectories(job.output());
    return trainers.start(job, listener);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static boolean watches(Thread thread) {
    return thread.getName().startsWith("trainer-") && thread.getName().endsWith("-watch");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 10 s in vain").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
