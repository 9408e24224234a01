package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.FakeHost.FakeTrainer;
import dev.gridcast.protocol.message.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a trainer's words, of its silence and of its death. */
final class ServeWordsTest extends PlayedTrainers {

  ServeWordsTest(@TempDir Path box) {
    super(box);
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
  void aTrainerOfSeveralEnginesIsReadyToo() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    pass(Duration.ofSeconds(100));
    trainer.say(
        "{\"event\":\"ready\",\"gridcastVersion\":\"1\",\"engines\":[\"vector 1\",\"dl4j 1.0\"]}");
    trainer.epoch("a", 1);
    heard.epoch();
    // Its time limit of a minute would be over, had it not been found ready.
    pass(Duration.ofSeconds(59));
    trainer.succeed("a");

    heard.trained();
    assertThat(box.resolve("a.log")).content().doesNotContain("no event");
  }

  @Test
  void theNoticeOfTheVectorApiIsKeptOutOfTheLogAndNothingElseIs() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();
    trainer.complain(TrainerWords.NOTICE);
    trainer.complain("WARNING: Using incubator modules: jdk.incubator.vector, another");
    trainer.ended("a", 4);

    assertThat(heard.failure().logTail())
        .isEqualTo("WARNING: Using incubator modules: jdk.incubator.vector, another\n");
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
    "137, TRAINER_CRASHED, 'the trainer was killed from outside (signal 9): by somebody, or by the"
        + " system for want of memory'",
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
}
