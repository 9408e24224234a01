package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SafetensorsFuzzTest {

  private static final Architecture SMALL = Architecture.lstm(1, 2, 2, 1);

  @Property(tries = 2_000)
  void aFileWithChangedBytesIsReadAsAModelOrRefusedWithAReason(
      @ForAll @Size(min = 1, max = 4) int[] places, @ForAll byte change) {
    byte[] file = Safetensors.write(TestWeights.random(SMALL, 3));
    for (int place : places) {
      file[Math.floorMod(place, file.length)] ^= change;
    }
    readsOrRefuses(file);
  }

  @Property(tries = 2_000)
  void anyBytesAreRefusedWithAReason(@ForAll @Size(max = 600) byte[] file) {
    readsOrRefuses(file);
  }

  @Property(tries = 1_000)
  void anyTextAsHeaderIsRefusedWithAReason(
      @ForAll String header, @ForAll @IntRange(max = 200) int dataBytes) {
    readsOrRefuses(SafetensorsTest.file(header, new byte[dataBytes]));
    readsOrRefuses(SafetensorsTest.file("{" + header + "}", new byte[dataBytes]));
  }

  @Property(tries = 1_000)
  void aHeaderWithStrangePartsIsReadOrRefusedWithAReason(
      @ForAll("part") String name,
      @ForAll("part") String dtype,
      @ForAll("part") String shape,
      @ForAll("part") String offsets,
      @ForAll("part") String metadata,
      @ForAll @IntRange(max = 3) int bytes) {
    String tensor =
        "\"%s\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}"
            .formatted(name.replace("\"", ""), dtype, shape, offsets);
    byte[] data = new byte[bytes * 4];
    readsOrRefuses(SafetensorsTest.file("{" + tensor + "}", data));
    readsOrRefuses(
        SafetensorsTest.file("{\"__metadata__\":" + metadata + "," + tensor + "}", data));
    readsOrRefuses(SafetensorsTest.file("{" + tensor + "," + tensor + "}", data));
  }

  @Provide
  Arbitrary<String> part() {
    return Arbitraries.of(
        "dense.bias",
        "\"F32\"",
        "\"F64\"",
        "[]",
        "[0]",
        "[1]",
        "[2]",
        "[3,1]",
        "[0,0]",
        "[0,4]",
        "[4,8]",
        "[0,12]",
        "[8,4]",
        "[-4,0]",
        "[2147483647]",
        "[0,9223372036854775807]",
        "[1e3,2]",
        "{}",
        "{\"a\":\"b\"}",
        "null",
        "[[[[[[]]]]]]");
  }

  private static void readsOrRefuses(byte[] file) {
    try {
      for (Tensor tensor : Safetensors.read(file, SMALL).tensors()) {
        assertThat(Weights.firstNotFinite(tensor.toArray())).isNegative();
      }
    } catch (SafetensorsException e) {
      refusesWithAReason(e);
    }
    try {
      NamedTensors read = Safetensors.readTensors(file, 10_000);
      for (float[] numbers : read.tensors().values()) {
        assertThat(Weights.firstNotFinite(numbers)).isNegative();
      }
      NamedTensors again =
          Safetensors.readTensors(
              Safetensors.writeTensors(read.tensors(), read.metadata()), 10_000);
      assertThat(again.tensors().keySet()).isEqualTo(read.tensors().keySet());
      assertThat(again.metadata()).isEqualTo(read.metadata());
    } catch (SafetensorsException e) {
      refusesWithAReason(e);
    }
  }

  private static void refusesWithAReason(SafetensorsException e) {
    assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(600);
    assertThat(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8)).doesNotContain(0);
  }
}
