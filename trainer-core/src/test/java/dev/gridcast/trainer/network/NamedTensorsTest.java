package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of any rows of numbers, as checkpoints are. */
class NamedTensorsTest {

  private static final Map<String, float[]> TENSORS =
      Map.of(
          "adam.m/lstm.weight_ih_l0",
          new float[] {1.5f, -0f, Float.MIN_VALUE},
          "empty",
          new float[0]);
  private static final Map<String, String> TEXTS =
      Map.of("epoch", "7", "losses", "0.1 \"0.2\"\n\\ \u00e4\u20ac\ud83d\ude00");

  @Test
  void areReadAsTheyWereWritten() throws SafetensorsException {
    byte[] file = Safetensors.writeTensors(TENSORS, TEXTS);
    NamedTensors read = Safetensors.readTensors(file, file.length);
    assertThat(read.metadata()).isEqualTo(TEXTS);
    assertThat(read.tensors().keySet()).isEqualTo(TENSORS.keySet());
    assertThat(
            Arrays.equals(
                read.tensors().get("adam.m/lstm.weight_ih_l0"),
                new float[] {1.5f, -0f, Float.MIN_VALUE}))
        .isTrue();
    assertThat(read.tensors().get("empty")).isEmpty();
    assertThat(Safetensors.writeTensors(new HashMap<>(read.tensors()), new HashMap<>(TEXTS)))
        .isEqualTo(file);
  }

  @Property(tries = 200)
  void areReadAsTheyWereWrittenWhateverTheyAre(
      @ForAll @Size(max = 5) Map<@AlphaChars @StringLength(min = 1, max = 30) String, @FloatRange float[]> tensors,
      @ForAll @Size(max = 5) Map<
                  @AlphaChars @StringLength(min = 1, max = 30) String,
                  @StringLength(max = 50) @AlphaChars String>
              texts)
      throws SafetensorsException {
    byte[] file = Safetensors.writeTensors(tensors, texts);
    NamedTensors read = Safetensors.readTensors(file, file.length);
    assertThat(read.metadata()).isEqualTo(texts);
    assertThat(read.tensors().keySet()).isEqualTo(tensors.keySet());
    tensors.forEach((name, numbers) -> assertThat(read.tensors().get(name)).isEqualTo(numbers));
  }

  @Test
  void maybeNothingAtAll() throws SafetensorsException {
    NamedTensors read = Safetensors.readTensors(Safetensors.writeTensors(Map.of(), Map.of()), 16);
    assertThat(read.tensors()).isEmpty();
    assertThat(read.metadata()).isEmpty();
  }

  @Test
  void refuseFilesThatAreLongerThanAllowedOrEndTooEarly() {
    byte[] file = Safetensors.writeTensors(TENSORS, TEXTS);
    assertThatThrownBy(() -> Safetensors.readTensors(file, file.length - 1))
        .hasMessage("the file may have " + (file.length - 1) + " bytes, not " + file.length);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> Safetensors.readTensors(cut, file.length))
          .isInstanceOf(SafetensorsException.class);
    }
  }

  @Test
  void refuseMoreThanOneDimensionAndNumbersThatAreNotFinite() {
    byte[] square =
        SafetensorsTest.file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}", new byte[4]);
    assertThatThrownBy(() -> Safetensors.readTensors(square, 1_000))
        .hasMessage("tensor a: shape must have one dimension, not [1,1]");
    byte[] infinite =
        SafetensorsTest.file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            new byte[] {0, 0, (byte) 0x80, 0x7f});
    assertThatThrownBy(() -> Safetensors.readTensors(infinite, 1_000))
        .hasMessage("tensor a holds Infinity at position 0");
    assertThatThrownBy(
            () -> Safetensors.writeTensors(Map.of("a", new float[] {0, Float.NaN}), Map.of()))
        .hasMessage("tensor a holds NaN at position 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "\u00e4", "a\n", "__metadata__"})
  void refuseStrangeNames(String name) {
    assertThatThrownBy(() -> Safetensors.writeTensors(Map.of(name, new float[0]), Map.of()))
        .hasMessageStartingWith("not a name for a checkpoint: '");
    assertThatThrownBy(() -> Safetensors.writeTensors(Map.of(), Map.of(name, "")))
        .hasMessageStartingWith("not a name for a checkpoint: '");
  }

  @Test
  void refuseStrangeNamesInAFile() {
    byte[] file = SafetensorsTest.file("{\"__metadata__\":{\"a b\":\"c\"}}", new byte[0]);
    assertThatThrownBy(() -> Safetensors.readTensors(file, 1_000))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("not a name for a checkpoint: 'a b'");
  }

  @Test
  void refuseTooManyNamesAndTooMuchText() {
    Map<String, float[]> many = new HashMap<>();
    for (int i = 0; i <= NamedTensors.MAX_NAMES; i++) {
      many.put("t" + i, new float[0]);
    }
    assertThatThrownBy(() -> Safetensors.writeTensors(many, Map.of()))
        .hasMessage("more than 4096 tensors: 4097");
    String text = "x".repeat(Safetensors.MAX_CHECKPOINT_HEADER_BYTES);
    assertThatThrownBy(() -> Safetensors.writeTensors(Map.of(), Map.of("a", text)))
        .hasMessageContaining("more than 1 MiB");
  }
}
