package dev.gridcast.client.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real child processes that do what they should not. */
final class ProcessRuntimeIT {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Path folder;
  private final Heard heard = new Heard();

  ProcessRuntimeIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aGoodTrainerGivesItsEpochsAndItsFiles() throws Exception {
    TrainingOutcome outcome = run("good", LONG);

    assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
    TrainingOutcome.Trained trained = (TrainingOutcome.Trained) outcome;
    assertThat(trained.resultJson()).isEqualTo("{\"status\":\"trained\"}");
    assertThat(trained.model().orElseThrow().toByteArray())
        .isEqualTo("weights".getBytes(StandardCharsets.UTF_8));
    assertThat(heard.epochs).extracting(EpochProgress::epoch).containsExactly(1, 2, 3);
    assertThat(heard.epochs).contains(new EpochProgress(2, 3, 0.5, 801.5, 803.5, 1.5));
  }

  @Test
  void nonsenseOnStandardOutputIsLoggedAndOtherwiseIgnored() throws Exception {
    TrainingOutcome outcome = run("garbage", LONG);

    assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
    assertThat(heard.epochs).hasSize(1);
    assertThat(job(folder, LONG).log())
        .content()
        .contains("Picked up something", "a line of more than 8192 bytes")
        .hasSizeLessThan(4_000);
  }

  @Test
  void aFailureCarriesItsReasonInOneLineAndTheEndOfABoundedLog() throws Exception {
    TrainingOutcome.Failed failed = failure("chatter", LONG);

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINING_FAILED);
    assertThat(failed.reason()).isEqualTo("loss: the loss is not finite");
    assertThat(failed.logTail()).endsWith("line 199999\n").hasSizeLessThanOrEqualTo(16 << 10);
    assertThat(job(folder, LONG).log().toFile().length()).isLessThan((1 << 20) + 100);
  }

  @ParameterizedTest
  @CsvSource({
    "crash,         TRAINER_CRASHED, killed by signal 6: the end is near",
    "missing,       CLIENT_FAULT,    libgomp.so.1 is missing: install libgomp1",
    "silent,        BAD_OUTPUT,      wrote no result.json",
    "symbolic-link, BAD_OUTPUT,      model.safetensors is a link",
    "hard-link,     BAD_OUTPUT,      hard link",
    "folder,        BAD_OUTPUT,      model.safetensors is not a plain file",
    "huge-model,    BAD_OUTPUT,      'model.safetensors has 50331649 bytes, more than'",
    "huge-result,   BAD_OUTPUT,      'result.json has 1048577 bytes, more than'",
    "no-json,       BAD_OUTPUT,      result.json is not JSON",
  })
  void everyBadEndHasItsKindAndItsReason(String mode, FailureKind kind, String reason)
      throws Exception {
    TrainingOutcome.Failed failed = failure(mode, LONG);

    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.reason()).contains(reason).doesNotContain("\n");
  }

  @Test
  void aTrainerThatHeardCtrlCFirstIsNobodysFault() throws Exception {
    assertThat(run("interrupted", LONG)).isInstanceOf(TrainingOutcome.Stopped.class);
  }

  @Test
  void aTrainingPastItsTimeLimitIsStopped() throws Exception {
    TrainingOutcome.Failed failed = failure("hang", Duration.ofSeconds(2));

    assertThat(failed.kind()).isEqualTo(FailureKind.TIME_LIMIT);
    assertThat(failed.reason()).isEqualTo("stopped after its time limit of 2.0 s");
  }

  @Test
  void aTrainerThatIgnoresTheRequestToStopIsKilled() throws Exception {
    Training training = start("stubborn", LONG);
    heard.epoch();

    training.stop();
    training.stop();

    assertThat(heard.outcome()).isEqualTo(new TrainingOutcome.Stopped("this client asked for it"));
    assertThat(trainers()).isEmpty();
  }

  @Test
  void whatATrainerHasStartedDiesWithIt() throws Exception {
    Training training = start("children", LONG);
    heard.epoch();
    long child = Long.parseLong(Files.readString(job(folder, LONG).output().resolve("child.pid")));
    assertThat(ProcessHandle.of(child)).isPresent();

    training.stop();

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    awaitEnd(child);
  }

  @Test
  void theTrainerGetsOneThreadAndNoSecrets() throws Exception {
    TrainingOutcome.Trained trained = (TrainingOutcome.Trained) run("environment", LONG);

    assertThat(trained.resultJson()).contains("\"threads\":\"1\"");
    assertThat(
            new String(trained.model().orElseThrow().toByteArray(), StandardCharsets.UTF_8).lines())
        .contains("PATH")
        .allMatch(
            name ->
                name.equals("OMP_NUM_THREADS")
                    || TrainerCommand.environment(System.getenv()).containsKey(name));
    assertThat(
            TrainerCommand.environment(
                java.util.Map.of(
                    "PATH", "/bin", "AWS_SECRET_ACCESS_KEY", "s", "JAVA_TOOL_OPTIONS", "x")))
        .containsOnlyKeys("PATH", "OMP_NUM_THREADS");
  }

  @Test
  void aClientThatIsKilledLeavesNoOrphan() throws Exception {
    Process client =
        new ProcessBuilder(
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      byte[] ready = client.getInputStream().readNBytes(1);
      assertThat(ready).hasSize(1);
      List<ProcessHandle> trainers = client.descendants().toList();
      assertThat(trainers).isNotEmpty();

      client.destroyForcibly();

      for (ProcessHandle trainer : trainers) {
        awaitEnd(trainer.pid());
      }
    } finally {
      client.descendants().forEach(ProcessHandle::destroyForcibly);
      client.destroyForcibly();
    }
  }

  /** A client that holds a trainer until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      new ProcessRuntime(fake("until-eof"))
          .start(
              job(Path.of(arguments[0]), LONG),
              new TrainingListener() {
                @Override
                public void onEpoch(EpochProgress progress) {
                  System.out.print("x");
                  System.out.flush();
                }

                @Override
                public void onEnded(TrainingOutcome outcome) {
                  System.exit(1);
                }
              });
      System.in.read();
    }
  }

  private TrainingOutcome.Failed failure(String mode, Duration limit) throws Exception {
    TrainingOutcome outcome = run(mode, limit);
    assertThat(outcome).isInstanceOf(TrainingOutcome.Failed.class);
    return (TrainingOutcome.Failed) outcome;
  }

  private TrainingOutcome run(String mode, Duration limit) throws Exception {
    Training running = start(mode, limit);
    assertThat(running).isNotNull();
    return heard.outcome();
  }

  private Training start(String mode, Duration limit) throws IOException {
    return new ProcessRuntime(fake(mode), Duration.ofMillis(500)).start(job(folder, limit), heard);
  }

  private static TrainingJob job(Path box, Duration limit) throws IOException {
    TrainingJob job = new TrainingJob(box, "lease", Optional.empty(), limit);
    Files.createDirectories(job.input());
    Files.createDirectories(job.output());
    return job;
  }

  private static TrainerCommand fake(String mode) {
    return work ->
        List.of(
            java(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            testClasses(),
            FakeTrainer.class.getName(),
            mode,
            work.toString());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String testClasses() {
    try {
      return Path.of(FakeTrainer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ProcessHandle> trainers() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains("FakeTrainer"))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private static void awaitEnd(long pid) throws Exception {
    ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
    if (handle != null) {
      handle.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private static final class Heard implements TrainingListener {

    final BlockingQueue<EpochProgress> epochs = new LinkedBlockingQueue<>();
    final CompletableFuture<TrainingOutcome> ended = new CompletableFuture<>();

    @Override
    public void onEpoch(EpochProgress progress) {
      epochs.add(progress);
    }

    @Override
    public void onEnded(TrainingOutcome outcome) {
      assertThat(ended.complete(outcome)).as("the end comes once").isTrue();
    }

    void epoch() throws InterruptedException {
      assertThat(epochs.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    TrainingOutcome outcome() throws Exception {
      return ended.get(30, TimeUnit.SECONDS);
    }
  }
}
