package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.work.EngineSource;
import dev.gridcast.trainer.work.FakeEngine;
import dev.gridcast.trainer.work.TestCases;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLoopTest {

  private static final EngineSource GOOD = (choice, network) -> FakeEngine.ofEpochs(4);
  private static final long SECOND = 1_000_000_000L;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final AtomicLong now = new AtomicLong();
  private final JobLoop loop =
      new JobLoop(
          new JobEvents(out, () -> {}), new PrintWriter(err, true), () -> now.getAndAdd(SECOND));

  @Test
  void everyJobGetsItsEpochsAndItsEndInOrder() throws Exception {
    loop.add(train("first"));
    loop.add(new JobOrder.Refused("second", "no such key"));
    loop.add(train("third"));
    runUntilDoubt(GOOD, GOOD);

    assertThat(events("first")).containsExactly("epoch", "epoch", "epoch", "epoch", "ended 0");
    assertThat(events("second")).containsExactly("ended 2");
    assertThat(events("third")).containsExactly("epoch", "epoch", "epoch", "epoch", "ended 0");
    assertThat(err.toString()).contains("an order for second: no such key");
    JsonNode epoch = lines().get(0);
    assertThat(epoch.path("epoch").intValue()).isEqualTo(1);
    assertThat(epoch.path("epochs").intValue()).isEqualTo(4);
    assertThat(epoch.path("persistenceRmse").doubleValue()).isPositive();
    assertThat(lines().get(4).path("seconds").doubleValue()).isEqualTo(1);
    assertThat(directory.resolve("out/first").resolve(WorkFolder.RESULT)).isRegularFile();
    assertThat(directory.resolve("out/third").resolve(WorkFolder.MODEL)).isRegularFile();
    assertThat(directory.resolve("in/first"))
        .as("the input may be read-only")
        .isDirectoryNotContaining("glob:**.{json,safetensors}");
  }

  @Test
  void aCaseThatIsWrongIsAnsweredAndTheNextOneTrained() throws Exception {
    JobOrder.Train bad = train("bad");
    Files.writeString(bad.folder().parameters(), "parameter,value\r\nlag,5\r\n");
    loop.add(bad);
    loop.add(
        new JobOrder.Train(
            "nowhere", new WorkFolder(directory.resolve("none"), directory.resolve("out"))));
    loop.add(train("good"));
    runUntilDoubt(GOOD);

    assertThat(events("bad")).containsExactly("ended 2");
    assertThat(bad.folder().result()).content().contains("bad-parameters");
    assertThat(events("nowhere")).containsExactly("ended 2");
    assertThat(events("good")).last().isEqualTo("ended 0");
  }

  @Test
  void aBugInOneJobDoesNotKillTheNext() throws Exception {
    loop.add(train("bug"));
    loop.add(train("next"));
    runUntilDoubt(
        (choice, network) -> {
          throw new IllegalStateException("a bug of ours");
        },
        GOOD);

    assertThat(events("bug")).containsExactly("ended 1");
    assertThat(err.toString()).contains("please report it", "a bug of ours", "JobLoop");
    assertThat(events("next")).last().isEqualTo("ended 0");
  }

  @Test
  void memoryThatRanOutIsAnsweredWithItsReasonAndIsTheEnd() throws Exception {
    JobOrder.Train large = train("large");
    loop.add(large);
    loop.add(train("never"));
    assertThat(
            run(
                (choice, network) ->
                    new FakeEngine(List.of(), List.of()) {
                      @Override
                      public EngineNetwork build(Weights initial, TrainingOptions options) {
                        throw new OutOfMemoryError("Java heap space");
                      }
                    }))
        .isEqualTo(1);
    assertThat(events("large")).containsExactly("ended 4");
    assertThat(large.folder().result()).content().contains("out-of-memory");
    assertThat(events("never")).isEmpty();
  }

  @Test
  void aBrokenEngineAndABrokenJvmAreTheEndAndAreAnswered() throws Exception {
    loop.add(train("broken"));
    assertThat(run((choice, network) -> new FakeEngine(List.of(), List.of()))).isEqualTo(1);
    assertThat(events("broken")).containsExactly("ended 4");

    loop.add(train("linkage"));
    assertThat(
            run(
                (choice, network) -> {
                  throw new NoClassDefFoundError("half of the jar");
                }))
        .isEqualTo(1);
    assertThat(events("linkage")).containsExactly("ended 1");
  }

  @Test
  void resultsThatCannotBeWrittenAreTheMachinesFault() throws Exception {
    JobOrder.Train order = train("full");
    Path notAFolder = Files.writeString(directory.resolve("file"), "in the way");
    loop.add(new JobOrder.Train("full", new WorkFolder(order.folder().input(), notAFolder)));
    runUntilDoubt();
    assertThat(events("full")).containsExactly("ended 3");
    assertThat(err.toString()).contains("cannot be written to " + notAFolder);
  }

  @Test
  void whoeverSendsFasterThanItTrainsIsRefused() throws Exception {
    for (int i = 0; i <= JobLoop.MAX_WAITING; i++) {
      loop.add(new JobOrder.Refused("job " + i, "never mind"));
    }
    assertThat(events("job " + JobLoop.MAX_WAITING)).containsExactly("ended 2");
    assertThat(err.toString()).contains("16 orders wait already");
  }

  @Test
  void whenNobodyHearsItSaysSo() {
    AtomicInteger unheard = new AtomicInteger();
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    new JobEvents(broken, unheard::incrementAndGet).ready("1", List.of("fake \"1\""));
    assertThat(unheard).hasValue(1);
  }

  /** Works off what waits; a broken engine for one more job is the end. */
  private void runUntilDoubt(EngineSource... engines) throws Exception {
    loop.add(train("the end"));
    List<EngineSource> all = new ArrayList<>(List.of(engines));
    all.add((choice, network) -> new FakeEngine(List.of(), List.of()));
    assertThat(run(all)).isEqualTo(1);
    assertThat(events("the end")).containsExactly("ended 4");
  }

  private int run(EngineSource engine) throws InterruptedException {
    return run(List.of(engine));
  }

  private int run(List<EngineSource> engines) throws InterruptedException {
    Deque<EngineSource> left = new ArrayDeque<>(engines);
    EngineSource source = (choice, network) -> left.remove().open(choice, network);
    return loop.run(
        new CaseRun(
            source,
            List.of(),
            Optional.empty(),
            InstantSource.system(),
            new PrintWriter(err, true)));
  }

  private JobOrder.Train train(String name) throws Exception {
    Path input = Files.createDirectories(directory.resolve("in").resolve(name));
    TestCases.folder(input, TestCases.market(300));
    return new JobOrder.Train(name, new WorkFolder(input, directory.resolve("out").resolve(name)));
  }

  /** What was said of a job, exit codes included. */
  private List<String> events(String job) throws IOException {
    List<String> events = new ArrayList<>();
    for (JsonNode line : lines()) {
      if (line.path("job").textValue().equals(job)) {
        String event = line.path("event").textValue();
        events.add(event.equals("ended") ? "ended " + line.path("exitCode").intValue() : event);
      }
    }
    return events;
  }

  private List<JsonNode> lines() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}
