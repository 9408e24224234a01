package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.FakeHost.FakeTrainer;
import dev.gridcast.protocol.message.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time limits, pauses, and what a case costs beside its training. */
final class ServeTimeTest extends PlayedTrainers {

  ServeTimeTest(@TempDir Path box) {
    super(box);
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
  void theOverheadIsAllThatTheTrainerDoesNotCount() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    pass(Duration.ofMillis(700));
    trainer.ready();
    trainer.epoch("a", 1);
    heard.epoch();
    pass(Duration.ofMillis(1_012));
    trainer.succeed("a");

    assertThat(heard.trained().overhead()).isEqualTo(Duration.ofMillis(712));
  }

  @Test
  void theTimeThatALeavingTrainerTakesIsPartOfTheOverhead() throws Exception {
    host.endsAtEof = false;
    FakeTrainer trainer = trainOne("a");
    Heard second = start("b");
    trainer.order();
    trainer.succeed("b");
    second.trained();
    Heard last = start("c");
    trainer.order();
    pass(Duration.ofSeconds(1));

    trainer.succeed("c");
    await(() -> trainer.signals.contains("eof"));
    pass(Duration.ofMillis(40));
    trainer.exit(TrainerExit.of(141));

    assertThat(last.trained().overhead()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void aPauseOfATrainingIsNoOverheadSinceTheTrainerCountsItToo() throws Exception {
    Training training = start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.ready();
    trainer.epoch("a", 1);
    heard.epoch();
    training.pause();
    pass(Duration.ofMillis(400));
    training.resume();
    pass(Duration.ofMillis(603));

    trainer.succeed("a");

    assertThat(heard.trained().overhead()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void aPauseBeforeTheTrainerIsReadyIsNoOverhead() throws Exception {
    Training training = start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    training.pause();
    pass(Duration.ofHours(1));
    training.resume();
    pass(Duration.ofMillis(5));
    trainer.ready();
    trainer.epoch("a", 1);
    heard.epoch();
    pass(Duration.ofSeconds(1));

    trainer.succeed("a");

    assertThat(heard.trained().overhead()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void aTrainerThatClaimsMoreTimeThanThereWasIsNotCovered() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    pass(Duration.ofMillis(900));

    trainer.succeed("a");

    assertThat(heard.trained().overhead()).isEqualTo(Duration.ofMillis(-100));
  }
}
