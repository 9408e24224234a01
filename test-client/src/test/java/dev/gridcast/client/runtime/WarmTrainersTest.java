package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.FakeHost.FakeTrainer;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trainer takes which job, and when one is started and ended. */
final class WarmTrainersTest extends PlayedTrainers {

  WarmTrainersTest(@TempDir Path box) {
    super(box);
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
  void closingStopsTheTrainingsAndEndsTheTrainers() throws Exception {
    start("a", heard);
    FakeTrainer trainer = host.next();
    trainer.order();

    trainers.close();

    assertThat(heard.outcome()).isEqualTo(new TrainingOutcome.Stopped("this client asked for it"));
    assertThat(trainer.signals).contains("eof");
    assertThatThrownBy(() -> start("b", new Heard())).isInstanceOf(IOException.class);
  }

  private static boolean watches(Thread thread) {
    return thread.getName().startsWith("trainer-") && thread.getName().endsWith("-watch");
  }
}
