package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

  private static void readsOrRefuses(byte[] file) {
    try {
      for (Tensor tensor : Safetensors.read(file, SMALL).tensors()) {
        assertThat(Weights.firstNotFinite(tensor.toArray())).isNegative();
      }
    } catch (SafetensorsException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(600);
      assertThat(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8)).doesNotContain(0);
    }
  }
}
