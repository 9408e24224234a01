package dev.gridcast.client.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.Heard;
import dev.gridcast.client.runtime.HostileJobs;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real child processes that do what they should not. */
final class ProcessRuntimeIT {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Resources RESOURCES = new Resources(64, Resources.LEAST_MEMORY, false);

  private final Path box;
  private final Path jar;
  private ProcessRuntime runtime;
  private final Heard heard = new Heard();

  ProcessRuntimeIT(@TempDir Path folder) throws IOException {
    box = Files.createDirectories(folder.resolve("box"));
    jar = HostileJobs.jarIn(folder);
    runtime = new ProcessRuntime(TrainerCommand.ofJar(jar), () -> RESOURCES);
  }

  @AfterEach
  void close() {
    runtime.close();
    assertThat(trainers()).isEmpty();
  }

  @Test
  void aGoodTrainerGivesItsEpochsAndItsFilesAndLeavesNothing() throws Exception {
    start("a", "good", LONG, heard);

    TrainingOutcome.Trained trained = heard.trained();
    assertThat(trained.resultJson()).contains("\"status\":\"trained\"");
    assertThat(trained.model().orElseThrow().toByteArray())
        .isEqualTo("weights".getBytes(StandardCharsets.UTF_8));
    assertThat(heard.epochs).extracting(EpochProgress::epoch).containsExactly(1, 2, 3);
    assertThat(heard.epochs).contains(new EpochProgress(2, 3, 0.5, 801.5, 803.5, 1.5));
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void oneProcessServesCaseAfterCaseAndAFailureReplacesIt() throws Exception {
    String first = said("a", "sh echo $PPID");
    String second = said("b", "sh echo $PPID");
    failure("c", "fail", LONG);
    String third = said("d", "sh echo $PPID");

    assertThat(second).isEqualTo(first);
    assertThat(third).isNotEqualTo(first);
  }

  @Test
  void aFailureCarriesItsReasonInOneLine() throws Exception {
    TrainingOutcome.Failed failed = failure("a", "fail", LONG);

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINING_FAILED);
    assertThat(failed.reason()).isEqualTo("loss: the loss is not finite");
  }

  @Test
  void aTrainerThatPrintsAGigabyteCostsOneMebibyteOfDiskAndNoMemory() throws Exception {
    TrainingOutcome.Failed failed = failure("a", "chatter", LONG);

    assertThat(failed.logTail()).endsWith("the last line\n").hasSizeLessThanOrEqualTo(16 << 10);
    assertThat(box.resolve("a.log").toFile().length()).isLessThan((1 << 20) + 100);
  }

  @Test
  void aQuarterOfAGigabyteInOneLineOfOutputIsIgnored() throws Exception {
    start("a", "babble", LONG, heard);

    heard.trained();
    assertThat(box.resolve("a.log")).content().contains("a line of more than 8192 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "crash       | TRAINER_CRASHED | killed by signal 6: the end is near",
        "exit 3      | CLIENT_FAULT    | misses something on this machine: the end is near",
        "exit 0      | TRAINER_CRASHED | ended before it was done: the end is near",
        "nothing     | BAD_OUTPUT      | wrote no result.json",
        "result RMSE | BAD_OUTPUT      | result.json is not JSON",
        "result {\"status\":\"good\"} | BAD_OUTPUT | has the status 'good', not 'trained'",
        "sh ln -s /etc/passwd $OUT/model.safetensors | BAD_OUTPUT | model.safetensors is a link",
        "sh : >$OUT/result.json; ln $OUT/result.json $OUT/model.safetensors | BAD_OUTPUT | hard link",
        "sh mkdir $OUT/model.safetensors | BAD_OUTPUT | model.safetensors is not a plain file",
        "fifo | BAD_OUTPUT | model.safetensors is not a plain file",
        "sh : >$OUT/model.safetensors | BAD_OUTPUT | model.safetensors is empty",
        "sh : >$OUT/run-me.sh | BAD_OUTPUT | a file of an unexpected name: run-me.sh",
        "sh mkdir -p $OUT/a/b | BAD_OUTPUT | a file of an unexpected name: a",
        "model-of 50331649 | BAD_OUTPUT | model.safetensors has 50331649 bytes, more than",
        "grow 70000000 | BAD_OUTPUT | the trainer wrote more than 64 MiB",
        "say {\"event\":\"ended\",\"job\":\"b\",\"exitCode\":0,\"seconds\":1} | BAD_OUTPUT | not given",
      })
  void everyBadEndHasItsKindAndItsReason(String order, FailureKind kind, String reason)
      throws Exception {
    TrainingOutcome.Failed failed = failure("a", order, LONG);

    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.reason()).contains(reason).doesNotContain("\n");
    assertThat(box.resolve("out/a")).doesNotExist();
  }

  @Test
  void aLinkInPlaceOfTheOutputFolderLeadsNowhere() throws Exception {
    Path elsewhere = Files.createDirectories(box.resolveSibling("elsewhere"));
    Files.writeString(elsewhere.resolve("model.safetensors"), "a secret");

    TrainingOutcome.Failed failed =
        failure("a", "sh rmdir $OUT; ln -s " + elsewhere + " $OUT", LONG);

    assertThat(failed.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failed.reason()).contains("something else where its folder was");
    assertThat(elsewhere.resolve("model.safetensors")).hasContent("a secret");
  }

  @Test
  void aTrainerThatHeardCtrlCFirstIsNobodysFault() throws Exception {
    start("a", "exit 130", LONG, heard);

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
  }

  @Test
  void aHangingTrainingIsKilledAtItsTimeLimitAndTheNextCaseIsUnaffected() throws Exception {
    TrainingOutcome.Failed failed = failure("a", "hang", Duration.ofSeconds(1));

    assertThat(failed.kind()).isEqualTo(FailureKind.TIME_LIMIT);
    assertThat(failed.reason()).isEqualTo("stopped after its time limit of 1.0 s");
    said("b", "sh :");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTrainerThatEatsItsMemoryIsKilledAndTheNextCaseIsUnaffected() throws Exception {
    TrainingOutcome.Failed failed = failure("a", "eat", LONG);

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(failed.reason())
        .isEqualTo("the trainer was killed: it used more than 0.5 GiB of memory");
    said("b", "sh :");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTrainerThatBreedsProcessesIsKilledWithAllOfThem() throws Exception {
    TrainingOutcome.Failed failed =
        failure("a", "sh i=0; while [ $i -lt 600 ]; do sleep 613 & i=$((i+1)); done; wait", LONG);

    assertThat(failed.reason()).contains("more than 512 threads and processes");
    assertThat(commands("sleep 613")).isEmpty();
  }

  @Test
  void aTrainerThatIgnoresTheRequestToStopIsKilled() throws Exception {
    Training training = start("a", "stubborn", LONG, heard);
    heard.epoch();

    training.stop();
    training.stop();

    assertThat(heard.outcome()).isEqualTo(new TrainingOutcome.Stopped("this client asked for it"));
    assertThat(trainers()).isEmpty();
  }

  @Test
  void whatATrainerHasStartedDiesWithIt() throws Exception {
    Training training = start("a", "children", LONG, heard);
    heard.epoch();
    long child = Long.parseLong(Files.readString(box.resolve("out/a/result.json")));
    assertThat(ProcessHandle.of(child)).isPresent();

    training.stop();

    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
    awaitEnd(child);
  }

  @Test
  void theTrainerGetsOneThreadAndNoSecrets() throws Exception {
    assertThat(said("a", "sh echo $OMP_NUM_THREADS")).startsWith("1\n");
    assertThat(said("b", "environment").split(" ", -1))
        .contains("PATH")
        .isSubsetOf(
            ("DYLD_LIBRARY_PATH HOME LANG LC_ALL LD_LIBRARY_PATH LOGNAME OMP_NUM_THREADS PATH"
                    + " TMPDIR TMP TEMP TZ USER")
                .split(" ", -1));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itRunsAtTheLowestPriority() throws Exception {
    assertThat(said("a", "sh cut -d ' ' -f 19 /proc/$PPID/stat; ionice -p $PPID"))
        .startsWith("19\nidle");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPausedTrainerUsesNoProcessorAndGoesOnAfterwards() throws Exception {
    Training training = start("a", "burn", LONG, heard);
    heard.epoch();
    ProcessHandle trainer = trainers().get(0);

    training.pause();
    awaitState(trainer, true);
    Duration before = trainer.info().totalCpuDuration().orElseThrow();
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    Duration after = trainer.info().totalCpuDuration().orElseThrow();
    assertThat(after.minus(before)).isLessThan(Duration.ofMillis(100));

    training.resume();
    awaitState(trainer, false);
    training.pause();
    training.stop();
    assertThat(heard.outcome()).isInstanceOf(TrainingOutcome.Stopped.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aShareOfOneProcessorIsKept() throws Exception {
    runtime.close();
    runtime =
        new ProcessRuntime(
            TrainerCommand.ofJar(jar), () -> new Resources(0.25, Resources.LEAST_MEMORY, false));
    start("a", "burn", LONG, heard);
    heard.epoch();
    ProcessHandle trainer = trainers().get(0);
    // What it may use at once is used up first.
    awaitState(trainer, true);

    Duration before = trainer.info().totalCpuDuration().orElseThrow();
    LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
    Duration used = trainer.info().totalCpuDuration().orElseThrow().minus(before);

    assertThat(used).isBetween(Duration.ofMillis(200), Duration.ofMillis(1_800));
  }

  @ParameterizedTest
  @CsvSource({"hang, false", "burn, true"})
  @EnabledOnOs(OS.LINUX)
  void aClientThatIsKilledLeavesNoOrphanNotEvenAFrozenOne(String order, boolean frozen)
      throws Exception {
    Process client =
        new ProcessBuilder(
                JavaHere.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                jar.toString(),
                box.toString(),
                order,
                Boolean.toString(frozen))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(client.getInputStream().readNBytes(1)).hasSize(1);
      List<ProcessHandle> all = client.descendants().toList();
      assertThat(all).isNotEmpty();

      client.destroyForcibly();

      for (ProcessHandle one : all) {
        awaitEnd(one.pid());
      }
    } finally {
      client.descendants().forEach(ProcessHandle::destroyForcibly);
      client.destroyForcibly();
    }
  }

  /** A client that holds a trainer, frozen or not, until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      ProcessRuntime runtime =
          new ProcessRuntime(TrainerCommand.ofJar(Path.of(arguments[0])), () -> RESOURCES);
      Heard heard = new Heard();
      TrainingJob job =
          HostileJobs.job(Path.of(arguments[1]), "a", arguments[2], Duration.ofMinutes(5));
      Training training = runtime.start(job, heard);
      heard.epoch();
      if (Boolean.parseBoolean(arguments[3])) {
        training.pause();
        awaitState(trainers().get(0), true);
      }
      System.out.print("x");
      System.out.flush();
      heard.outcome();
    }
  }

  /** The Java runtime of the tests. */
  private static final class JavaHere {
    static String java() {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
  }

  private String said(String name, String order) throws Exception {
    Heard listener = new Heard();
    start(name, order, LONG, listener);
    return HostileJobs.saidIn(listener.trained().resultJson());
  }

  private TrainingOutcome.Failed failure(String name, String order, Duration limit)
      throws Exception {
    Heard listener = new Heard();
    start(name, order, limit, listener);
    return listener.failure();
  }

  private Training start(String name, String order, Duration limit, Heard listener)
      throws IOException {
    return runtime.start(HostileJobs.job(box, name, order, limit), listener);
  }

  private static List<ProcessHandle> trainers() {
    return commands("trainer.jar serve");
  }

  private static List<ProcessHandle> commands(String part) {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains(part))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private static void awaitState(ProcessHandle process, boolean stopped) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (isStopped(process) != stopped) {
      assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static boolean isStopped(ProcessHandle process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/status")).contains("State:\tT");
  }

  private static void awaitEnd(long pid) throws Exception {
    ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
    if (handle != null) {
      handle.onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
