package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.TestCases;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trainer serve} as a client uses it: one JVM, many cases, lines of JSON. */
class TrainerServeIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TrainerProgram trainer;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Process process;

  @SuppressWarnings("NullAway.Init") // set before each test
  private BufferedReader events;

  @BeforeEach
  void serve() throws IOException {
    trainer = new TrainerProgram(directory.resolve("stderr.txt"));
    process = trainer.start(List.of(), "serve");
    events =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void leaveNoProcess() {
    trainer.close();
  }

  @Test
  void oneJvmTrainsManyCasesAndTheSameOneToTheSameBytes() throws Exception {
    JsonNode ready = next();
    assertThat(ready.path("event").textValue()).isEqualTo("ready");
    assertThat(ready.path("gridcastVersion").textValue()).startsWith("0.");
    assertThat(ready.path("engines")).extracting(JsonNode::textValue).contains("dl4j 1.0.0-M2.1");

    Path good = folder("good");
    Path bad = folder("bad");
    Files.writeString(bad.resolve(WorkFolder.PARAMETERS), "parameter,value\r\nlag,5\r\n");
    order("first", good, directory.resolve("out-1"));
    for (int epoch = 1; epoch <= 4; epoch++) {
      JsonNode progress = next();
      assertThat(progress.path("event").textValue()).isEqualTo("epoch");
      assertThat(progress.path("job").textValue()).isEqualTo("first");
      assertThat(progress.path("epoch").intValue()).isEqualTo(epoch);
      assertThat(progress.path("validationRmse").doubleValue()).isPositive();
    }
    assertEnded("first", 0);
    order("bad", bad, directory.resolve("out-2"));
    assertEnded("bad", 2);
    say("{\"job\":\"odd\",\"input\":\"i\",\"output\":\"o\",\"extra\":1}");
    assertEnded("odd", 2);
    order("again", good, directory.resolve("out-3"));
    for (int epoch = 1; epoch <= 4; epoch++) {
      assertThat(next().path("event").textValue()).isEqualTo("epoch");
    }
    assertEnded("again", 0);

    assertThat(directory.resolve("out-3").resolve(WorkFolder.MODEL))
        .hasSameBinaryContentAs(directory.resolve("out-1").resolve(WorkFolder.MODEL));
    assertThat(
            ResultFile.parse(Files.readAllBytes(directory.resolve("out-2").resolve("result.json"))))
        .isInstanceOf(ResultFile.Failed.class);
    assertThat(good).isDirectoryNotContaining("glob:**.{json,safetensors,part}");
  }

  @Test
  void endsInTheMiddleOfAJobWhenItsStdinEnds() throws Exception {
    assertThat(next().path("event").textValue()).isEqualTo("ready");
    order("long", folder("long", "epochs", "10000"), directory.resolve("out"));
    assertThat(next().path("event").textValue()).isEqualTo("epoch");
    process.getOutputStream().close();
    assertThat(process.waitFor(TrainerProgram.DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(141);
    assertThat(directory.resolve("out").resolve(WorkFolder.RESULT)).doesNotExist();
  }

  private Path folder(String name, String... changes) throws Exception {
    Path folder = Files.createDirectory(directory.resolve(name));
    TestCases.folder(folder, TestCases.market(300), changes);
    return folder;
  }

  private void order(String job, Path input, Path output) throws IOException {
    say(
        JSON.writeValueAsString(
            Map.of("job", job, "input", input.toString(), "output", output.toString())));
  }

  private void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private void assertEnded(String job, int exitCode) throws IOException {
    JsonNode ended = next();
    assertThat(ended.path("event").textValue()).as(ended.toString()).isEqualTo("ended");
    assertThat(ended.path("job").textValue()).isEqualTo(job);
    assertThat(ended.path("exitCode").intValue()).as(ended.toString()).isEqualTo(exitCode);
    assertThat(ended.path("seconds").doubleValue()).isNotNegative();
  }

  /** The next line of stdout, every one of which must be JSON. */
  private JsonNode next() throws IOException {
    return JSON.readTree(events.readLine());
  }
}
