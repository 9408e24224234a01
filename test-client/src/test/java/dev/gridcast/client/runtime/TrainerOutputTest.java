package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.runtime.TrainerOutput.BadOutputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An output folder that an enemy has filled. */
final class TrainerOutputTest {

  private static final String TRAINED = "{\"status\":\"trained\",\"x\":\"ä\"}";

  private final Path box;
  private final TrainingJob job;
  private final Path out;

  TrainerOutputTest(@TempDir Path folder) throws IOException {
    box = folder.resolve("box");
    job = new TrainingJob(box, "a", Optional.empty(), Duration.ofSeconds(1));
    out = Files.createDirectories(job.output());
  }

  @Test
  void twoPlainFilesAreReadAndNothingStaysBehind() throws Exception {
    write("result.json", TRAINED);
    write("model.safetensors", "weights");

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.trainedResult()).isEqualTo(TRAINED);
      assertThat(output.hasModel()).isTrue();
      assertThat(output.model().toByteArray())
          .isEqualTo("weights".getBytes(StandardCharsets.UTF_8));
      assertThat(out).doesNotExist();
    }

    assertThat(box).isDirectoryNotContaining(entry -> !entry.endsWith("out"));
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void aModelThatIsMissingIsKnownToBe() throws Exception {
    write("result.json", TRAINED);

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.hasModel()).isFalse();
      assertThatThrownBy(output::model).hasMessage("the trainer wrote no model.safetensors");
    }
  }

  @Test
  void whatTheTrainerLeavesForPeopleIsNotInTheWayAndGoes() throws Exception {
    write("result.json", TRAINED);
    write("model-card.json", "not even JSON");
    Files.createDirectories(out.resolve("checkpoint.safetensors/deep"));

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.trainedResult()).isEqualTo(TRAINED);
    }

    assertThat(box).isDirectoryNotContaining(entry -> !entry.endsWith("out"));
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void anUnexpectedNameIsNamedInOneLine() throws Exception {
    write("evil\nname", "");

    assertRefused("the trainer wrote a file of an unexpected name: evil name");
  }

  @Test
  void whatLiesBesideItsFolderIsNamed() throws Exception {
    write("result.json", TRAINED);
    Files.createDirectories(box.resolve("out/b"));

    assertRefused("the trainer wrote beside its folder: b");
  }

  @Test
  void aFolderThatIsGoneOrSomethingElseIsRefused() throws Exception {
    Files.delete(out);
    assertRefused("the trainer removed its output folder");

    Files.writeString(out, "a file");
    assertRefused("the trainer put something else where its folder was");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkInPlaceOfTheFolderLeadsNowhere() throws Exception {
    Path secrets = Files.createDirectories(box.resolveSibling("secrets"));
    Files.writeString(secrets.resolve("result.json"), TRAINED);
    Files.delete(out);
    Files.createSymbolicLink(out, secrets);

    assertRefused("the trainer put something else where its folder was");
    TrainerOutput.discard(job);
    assertThat(secrets.resolve("result.json")).hasContent(TRAINED);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkAndASecondNameOfAFileAreRefused() throws Exception {
    Path secret = Files.writeString(box.resolveSibling("secret"), TRAINED);
    Files.createSymbolicLink(out.resolve("result.json"), secret);
    Files.createLink(out.resolve("model.safetensors"), secret);

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThatThrownBy(output::trainedResult).hasMessage("result.json is a link, not a file");
      assertThatThrownBy(output::model)
          .hasMessage("model.safetensors is a hard link to another file");
    }
    assertThat(secret).hasContent(TRAINED);
  }

  @Test
  void aFolderInPlaceOfAFileIsRefused() throws Exception {
    Files.createDirectories(out.resolve("result.json/deep"));

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThatThrownBy(output::trainedResult).hasMessage("result.json is not a plain file");
    }
    assertThat(box.resolve("a.safe")).doesNotExist();
  }

  @Test
  void whatIsTooLargeIsNotReadAndWhatIsJustLargeEnoughIs() throws Exception {
    grow("result.json", TrainerOutput.MAX_RESULT_BYTES + 1L);
    grow("model.safetensors", TrainerOutput.MAX_MODEL_BYTES);

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThatThrownBy(output::trainedResult)
          .hasMessageStartingWith("result.json has " + (TrainerOutput.MAX_RESULT_BYTES + 1))
          .hasMessageEndingWith("more than the " + TrainerOutput.MAX_RESULT_BYTES + " allowed");
      assertThat(output.model().size()).isEqualTo(TrainerOutput.MAX_MODEL_BYTES);
    }
  }

  @Test
  void anEmptyModelIsNone() throws Exception {
    write("model.safetensors", "");

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThatThrownBy(output::model).hasMessage("model.safetensors is empty");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                    | result.json does not hold a JSON object",
        "{\"status\":\"failed\"} | the trainer ended well, but result.json has the status 'failed', not 'trained'",
        "{}                    | the trainer ended well, but result.json has the status '', not 'trained'",
        "{\"status\"           | result.json is not JSON: ",
      })
  void aResultThatClaimsNoSuccessIsNone(String text, String reason) throws Exception {
    write("result.json", text);

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThatThrownBy(output::trainedResult)
          .isInstanceOf(BadOutputException.class)
          .hasMessageStartingWith(reason);
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    Files.write(out.resolve("result.json"), new byte[] {'{', (byte) 0xff, '}'});

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThatThrownBy(output::trainedResult).hasMessage("result.json is not UTF-8 text");
    }
  }

  @Test
  void theReasonOfAFailureIsOneBoundedLine() throws Exception {
    write(
        "result.json",
        "{\"status\":\"failed\",\"kind\":\"loss\",\"reason\":\"not\\nfinite"
            + "x".repeat(9_000)
            + "\"}");

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.failureReason().orElseThrow())
          .startsWith("loss: not finitexxx")
          .hasSizeLessThanOrEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"trained\",\"reason\":\"r\"}",
        "{\"status\":\"failed\",\"reason\":\" \"}",
        "x"
      })
  void thereIsNoReasonWhereNoneIsGiven(String text) throws Exception {
    write("result.json", text);

    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.failureReason()).isEmpty();
    }
  }

  @Test
  void discardingRemovesEverythingOfTheBoxesOutput() throws Exception {
    write("result.json", TRAINED);
    Files.createDirectories(box.resolve("out/b/c"));
    Files.createDirectories(box.resolve("a.written/x"));
    Files.createDirectories(box.resolve("a.safe"));

    TrainerOutput.discard(job);

    assertThat(box.resolve("out")).isEmptyDirectory();
    assertThat(box).isDirectoryNotContaining(entry -> !entry.endsWith("out"));
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> TrainerOutput.take(job).close())
        .isInstanceOfSatisfying(
            BadOutputException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void onlyAFailureThatSaysSoIsAnEngineThatIsMissing() throws Exception {
    write("result.json", "{\"status\":\"failed\",\"kind\":\"engine-missing\",\"reason\":\"no x\"}");
    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.lacksEngine()).isTrue();
    }
    Files.createDirectories(out);
    write("result.json", "{\"status\":\"failed\",\"kind\":\"diverged\",\"reason\":\"no x\"}");
    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.lacksEngine()).isFalse();
    }
    Files.createDirectories(out);
    write("result.json", "{\"status\":\"trained\",\"kind\":\"engine-missing\"}");
    try (TrainerOutput output = TrainerOutput.take(job)) {
      assertThat(output.lacksEngine()).isFalse();
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(out.resolve(name), text);
  }

  private void grow(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(out.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }
}
