package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {

  private static final Architecture SMALL = Architecture.lstm(1, 2, 1, 1);
  private static final String HEADER =
      "{\"lstm.weight_ih_l0\":{\"dtype\":\"F32\",\"shape\":[4,1],\"data_offsets\":[0,16]},"
          + "\"lstm.weight_hh_l0\":{\"dtype\":\"F32\",\"shape\":[4,1],\"data_offsets\":[16,32]},"
          + "\"lstm.bias_ih_l0\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[32,48]},"
          + "\"dense.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[48,52]},"
          + "\"dense.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[52,56]}}";
  private static final int DATA_BYTES = 56;

  @Test
  void writesTheOpenFormatByteForByte() {
    byte[] file = Safetensors.write(TestWeights.random(SMALL, 1));
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) buffer.getLong();
    assertThat(header % 8).isZero();
    assertThat(new String(file, 8, header, StandardCharsets.UTF_8).strip()).isEqualTo(HEADER);
    assertThat(file).hasSize(8 + header + DATA_BYTES);
    assertThat(buffer.getFloat(8 + header))
        .isEqualTo(TestWeights.random(SMALL, 1).tensor("lstm.weight_ih_l0").toArray()[0]);
  }

  @Test
  void readsWhatItWroteAndTheIdentityStays() throws SafetensorsException {
    Architecture architecture = Architecture.lstm(7, 3, 16, 3);
    Weights weights = TestWeights.random(architecture, 2);
    byte[] file = Safetensors.write(weights);
    Weights read = Safetensors.read(file, architecture);
    assertThat(read.sha256()).isEqualTo(weights.sha256());
    assertThat(Safetensors.write(read)).isEqualTo(file);
    assertThat(file.length).isLessThanOrEqualTo(Safetensors.maxBytes(architecture));
  }

  @Test
  void readsTensorsInAnyOrderAndMetadataOfTexts() throws SafetensorsException {
    String swapped =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + HEADER
                .substring(1)
                .replace("[48,52]", "[a]")
                .replace("[52,56]", "[48,52]")
                .replace("[a]", "[52,56]");
    ByteBuffer data = ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(48, 5).putFloat(52, 6);
    Weights weights = Safetensors.read(file(swapped, data.array()), SMALL);
    assertThat(weights.tensor("dense.bias").toArray()).containsExactly(5);
    assertThat(weights.tensor("dense.weight").toArray()).containsExactly(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "F32 | F16 | dtype must be F32",
        "\"F32\" | 32 | dtype must be F32",
        "[4,1] | [1,4] | shape must be [4,1]",
        "[4,1] | [4] | shape must be [4,1]",
        "[4,1] | [4,1,1] | shape must be [4,1]",
        "[4,1] | [4.0,1] | shape must be at most 8 whole numbers",
        "[4,1] | [-4,-1] | shape must be at most 8 whole numbers",
        "[4,1] | [4294967300,1] | shape must be at most 8 whole numbers",
        "[4,1] | [4,1,1,1,1,1,1,1,1] | shape must be at most 8 whole numbers",
        "[4,1] | {} | shape must be at most 8 whole numbers",
        "[4,1] | 4 | shape must be at most 8 whole numbers",
        "[4,1] | [2147483647,2147483647,2147483647] | shape is too large",
        "[4,1] | [65536,65536] | shape is too large",
        "[4,1] | [0,1] | must span 0 bytes",
        "[4,1] | [[4],1] | shape must be at most 8 whole numbers",
        "[4,1] | [[[4]],1] | is not JSON",
        "[0,16] | [0,12] | must span 16 bytes",
        "[0,16] | [-16,0] | must span 16 bytes",
        "[0,16] | [0] | two whole numbers",
        "[0,16] | [0,1e9] | two whole numbers",
        "[0,16] | [99999999999999999999,16] | two whole numbers",
        "[16,32] | [0,16] | overlaps another",
        "[52,56] | [56,60] | leaves a gap",
        "[0,16] | [9223372036854775791,9223372036854775807] | leave the file",
        "[0,16] | [2147483640,2147483656] | leave the file",
        "[0,16] | [2147483631,2147483647] | leaves a gap",
        "[0,16] | [16,0] | must span 16 bytes",
        "lstm.bias_ih_l0 | lstm.bias_hh_l0 | unknown tensor 'lstm.bias_hh_l0'",
        "lstm.bias_ih_l0 | lstm\\u0000\\n | unknown tensor 'lstm??'",
        "dense.weight | dense.bias | Duplicate field",
        "{\"lstm | {\"__metadata__\":{},\"__metadata__\":{},\"lstm | Duplicate field",
        "{\"lstm | {\"__metadata__\":{\"a\":\"b\",\"a\":\"c\"},\"lstm | Duplicate field",
        "{\"lstm | {\"__metadata__\":[],\"lstm | __metadata__ must map texts",
        "{\"lstm | {\"__metadata__\":{\"a\":null},\"lstm | __metadata__ must map texts",
        "{\"lstm | {\"__metadata__\":{\"a\":1},\"lstm | __metadata__ must map texts",
        "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[52,56]} | 7 | expected an object",
        "\"shape\":[1], | \"shape\":[1],\"more\":1, | expected an object",
        "]}} | ]}}{} | goes on after",
        "]}} | ]} | is not JSON",
        "{\"lstm | [{\"lstm | must start with {"
      })
  void saysWhatIsWrongWithAHeader(String part, String replacement, String message) {
    String header =
        HEADER.replaceFirst(
            java.util.regex.Pattern.quote(part),
            java.util.regex.Matcher.quoteReplacement(replacement));
    assertThat(header).isNotEqualTo(HEADER);
    assertThatThrownBy(() -> Safetensors.read(file(header, new byte[DATA_BYTES]), SMALL))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAMissingTensor() {
    String header = HEADER.substring(0, HEADER.indexOf(",\"dense.bias\"")) + "}";
    assertThatThrownBy(() -> Safetensors.read(file(header, new byte[52]), SMALL))
        .hasMessage("tensor dense.bias is missing");
  }

  @Test
  void refusesHeaderLengthsBeforeItBelievesThem() {
    for (long length : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 64 * 1024 + 1}) {
      byte[] file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      assertThatThrownBy(() -> Safetensors.read(file, SMALL))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("header length must be");
    }
  }

  @Test
  void refusesFilesThatEndTooEarlyOrTooLate() {
    byte[] whole = Safetensors.write(TestWeights.random(SMALL, 1));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Safetensors.read(cut, SMALL))
          .isInstanceOf(SafetensorsException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> Safetensors.read(longer, SMALL))
        .hasMessageContaining("57 follow the header");
  }

  @Test
  void refusesNumbersThatAreNotFiniteAndSaysWhere() {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      byte[] data =
          ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(40, bad).array();
      assertThatThrownBy(() -> Safetensors.read(file(HEADER, data), SMALL))
          .hasMessage("tensor lstm.bias_ih_l0 holds " + bad + " at position 2");
    }
  }

  @Test
  void refusesAModelOfAnotherArchitecture() {
    byte[] file = Safetensors.write(TestWeights.random(SMALL, 1));
    assertThatThrownBy(() -> Safetensors.read(file, Architecture.lstm(1, 2, 2, 1)))
        .hasMessageContaining("shape must be [8,1], not [4,1]");
  }

  @Test
  void aModelOfNothingIsAnEmptyHeader() throws SafetensorsException {
    Architecture nothing = Architecture.naive(3);
    byte[] file = Safetensors.write(Weights.of(nothing, Map.of()));
    assertThat(file).isEqualTo(file("{}      ", new byte[0]));
    assertThat(Safetensors.read(file, nothing).tensors()).isEmpty();
    assertThatThrownBy(() -> Safetensors.read(file, SMALL))
        .hasMessage("tensor lstm.weight_ih_l0 is missing");
    byte[] lstm = Safetensors.write(TestWeights.random(SMALL, 1));
    assertThatThrownBy(() -> Safetensors.read(lstm, nothing))
        .hasMessageContaining("unknown tensor 'dense.bias'");
    assertThatThrownBy(() -> Safetensors.read(file("{}", new byte[4]), nothing))
        .hasMessageContaining("4 follow the header");
  }

  @ParameterizedTest
  @EnumSource
  void everyTemplatesModelIsReadAsItWasWritten(Template template) throws SafetensorsException {
    Map<TemplateParameter, Double> shape =
        template.parameters().contains(TemplateParameter.POOL)
            ? Map.of(TemplateParameter.POOL, 2.0)
            : Map.of();
    Architecture architecture = template.architecture(shape, 3, 16, 2);
    Weights weights = TestWeights.random(architecture, 4);
    byte[] file = Safetensors.write(weights);
    Weights read = Safetensors.read(file, architecture);
    assertThat(Safetensors.write(read)).isEqualTo(file);
    for (Tensor tensor : weights.tensors()) {
      assertThat(read.tensor(tensor.shape().name()).toArray()).isEqualTo(tensor.toArray());
    }
  }

  @Test
  void readsTheLongestHeaderThatAnArchitectureCanHave() throws SafetensorsException {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Project(100));
    while (layers.size() < Architecture.MAX_LAYERS - 2) {
      layers.add(new Layer.Encoder(10, 1_000));
    }
    layers.add(new Layer.LastStep());
    layers.add(new Layer.Dense(1_000, Activation.IDENTITY));
    Architecture architecture = new Architecture(10, 5, 1_000, layers);
    byte[] file = Safetensors.write(TestWeights.random(architecture, 5));
    assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong())
        .isBetween(30_000L, 60_000L);
    assertThat(file.length).isLessThanOrEqualTo(Safetensors.maxBytes(architecture));
    assertThat(Safetensors.write(Safetensors.read(file, architecture))).isEqualTo(file);
  }

  static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }
}
