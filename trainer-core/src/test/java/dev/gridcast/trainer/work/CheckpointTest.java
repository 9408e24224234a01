package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {

  private static final Architecture NETWORK = Architecture.lstm(2, 3, 4, 1);
  private static final Checkpoint.Binding BINDING =
      new Checkpoint.Binding("aa", "bb", "vector", "1");

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        new EngineState(
            InitialWeights.of(NETWORK, 1),
            Map.of("m", new float[] {1, -2.5f}, "none", new float[0]),
            17),
        InitialWeights.of(NETWORK, 2),
        1,
        List.of(
            ResultFile.EpochRecord.of(1, 0.1, 800.5, 0.001),
            ResultFile.EpochRecord.of(2, 1e-300, 801 + 1e-13, 0.0005)),
        1.25);
  }

  private static Checkpoint parse(byte[] bytes) throws Checkpoint.UnusableException {
    return Checkpoint.parse(bytes, BINDING, NETWORK, 2);
  }

  private static byte[] file(Weights weights) {
    return Safetensors.write(weights);
  }

  @Test
  void readsBackEveryBitThatItWrites() throws Exception {
    Checkpoint read = parse(checkpoint().toBytes(BINDING));
    assertThat(file(read.state().weights())).isEqualTo(file(InitialWeights.of(NETWORK, 1)));
    assertThat(file(read.best())).isEqualTo(file(InitialWeights.of(NETWORK, 2)));
    assertThat(read.state().optimizer()).containsOnlyKeys("m", "none");
    assertThat(read.state().optimizer().get("m")).containsExactly(1, -2.5f);
    assertThat(read.state().step()).isEqualTo(17);
    assertThat(read.bestEpoch()).isEqualTo(1);
    assertThat(read.history()).isEqualTo(checkpoint().history());
    assertThat(read.seconds()).isEqualTo(1.25);
    assertThat(read.toBytes(BINDING)).isEqualTo(checkpoint().toBytes(BINDING));
  }

  @Test
  void tenThousandEpochsFit() throws Exception {
    List<ResultFile.EpochRecord> history = new ArrayList<>();
    for (int epoch = 1; epoch <= 10_000; epoch++) {
      history.add(ResultFile.EpochRecord.of(epoch, 1.0 / epoch, 3.0 / epoch, 1e-3 / epoch));
    }
    Checkpoint early = checkpoint();
    Checkpoint late = new Checkpoint(early.state(), early.best(), 5_000, history, 1e6);
    assertThat(Checkpoint.parse(late.toBytes(BINDING), BINDING, NETWORK, 10_000).history())
        .isEqualTo(history);
  }

  @ParameterizedTest
  @CsvSource({
    "ab, bb, vector, 1, parametersSha256 is aa",
    "aa, ab, vector, 1, datasetSha256 is bb",
    "aa, bb, dl4j, 1, engine is vector",
    "aa, bb, vector, 2, engineVersion is 1"
  })
  void isOfNoUseForAnythingElse(
      String parameters, String dataset, String engine, String version, String reason) {
    Checkpoint.Binding other = new Checkpoint.Binding(parameters, dataset, engine, version);
    assertThatThrownBy(() -> Checkpoint.parse(checkpoint().toBytes(BINDING), other, NETWORK, 2))
        .isInstanceOf(Checkpoint.UnusableException.class)
        .hasMessage("it is of another case: its " + reason);
  }

  @Test
  void isOfNoUseForAnotherNetworkOrFewerEpochs() {
    byte[] bytes = checkpoint().toBytes(BINDING);
    assertThatThrownBy(() -> Checkpoint.parse(bytes, BINDING, Architecture.lstm(2, 3, 5, 1), 2))
        .isInstanceOf(Checkpoint.UnusableException.class);
    assertThatThrownBy(() -> Checkpoint.parse(bytes, BINDING, NETWORK, 1))
        .isInstanceOf(Checkpoint.UnusableException.class)
        .hasMessageContaining("epochs");
  }

  @Property(tries = 500)
  void noChangedByteIsEverResumedFrom(@ForAll int place, @ForAll byte change) {
    byte[] bytes = checkpoint().toBytes(BINDING);
    byte[] changed = bytes.clone();
    changed[Math.floorMod(place, bytes.length)] ^= change;
    if (!Arrays.equals(bytes, changed)) {
      assertThatThrownBy(() -> parse(changed)).isInstanceOf(Checkpoint.UnusableException.class);
    }
    byte[] cut = Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
    assertThatThrownBy(() -> parse(cut)).isInstanceOf(Checkpoint.UnusableException.class);
  }

  @Test
  void isLeftAsOftenAsTheClockSays(@TempDir Path directory) throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    List<String> remarks = new ArrayList<>();
    Path path = directory.resolve("checkpoint.safetensors");
    CheckpointFile file =
        new CheckpointFile(path, Optional.of(Duration.ofSeconds(30)), now::get, remarks::add);
    assertThat(file.read(BINDING, NETWORK, 2)).isEmpty();
    assertThat(file.due()).isFalse();
    now.set(Instant.ofEpochSecond(29));
    assertThat(file.due()).isFalse();
    now.set(Instant.ofEpochSecond(30));
    assertThat(file.due()).isTrue();
    file.write(checkpoint(), BINDING);
    assertThat(file.due()).isFalse();
    assertThat(remarks).isEmpty();
    assertThat(file.read(BINDING, NETWORK, 2)).isPresent();
    assertThat(remarks).containsExactly("resuming after epoch 2 of 2 from " + path);

    Files.write(path, new byte[100]);
    assertThat(file.read(BINDING, NETWORK, 2)).isEmpty();
    assertThat(remarks.get(1)).startsWith("starting anew, " + path + " is ignored: it is damaged");
    Files.write(path, new byte[5 << 20]);
    assertThat(file.read(BINDING, NETWORK, 2)).isEmpty();
    assertThat(remarks.get(2)).contains("too large");
  }

  @Test
  void neverEndsATrainingAndMayBeSwitchedOff(@TempDir Path directory) throws IOException {
    List<String> remarks = new ArrayList<>();
    Path path = directory.resolve("no-folder").resolve("checkpoint.safetensors");
    CheckpointFile always =
        new CheckpointFile(path, Optional.of(Duration.ZERO), () -> Instant.EPOCH, remarks::add);
    assertThat(always.read(BINDING, NETWORK, 2)).isEmpty();
    assertThat(always.due()).isTrue();
    always.write(checkpoint(), BINDING);
    assertThat(remarks).hasSize(1);
    assertThat(remarks.get(0)).startsWith("no checkpoint after epoch 2: ");

    Path there = directory.resolve("checkpoint.safetensors");
    Files.write(there, checkpoint().toBytes(BINDING));
    CheckpointFile off =
        new CheckpointFile(there, Optional.empty(), () -> Instant.MAX, remarks::add);
    assertThat(off.read(BINDING, NETWORK, 2)).isEmpty();
    assertThat(off.due()).isFalse();
  }
}
