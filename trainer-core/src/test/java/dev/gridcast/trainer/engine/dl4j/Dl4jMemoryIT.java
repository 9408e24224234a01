package dev.gridcast.trainer.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A warm trainer trains case after case in one JVM: its memory must not grow with them. */
class Dl4jMemoryIT {

  private static final int TRAININGS = 200;

  /** The first trainings, while libraries, compiled code and caches still fill, do not count. */
  private static final int WARM = 20;

  private static final int MEASURED = 40;

  /**
   * What may come on top, KiB. Measured: 4 MiB come, of compiled code and the like; where networks
   * were kept and never closed, 429 MiB.
   */
  private static final long SLACK = 64 * 1024;

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoHundredTrainingsOfAllTemplatesStayFlat() throws Exception {
    Dl4jEngine engine = Dl4jEngine.open();
    List<Template> templates = TestNetworks.templates().toList();
    List<Long> resident = new ArrayList<>();
    for (int training = 0; training < TRAININGS; training++) {
      train(engine, templates.get(training % templates.size()), training);
      resident.add(residentKib());
    }
    // Medians: what Java has not collected yet comes and goes.
    long early = median(resident.subList(WARM, WARM + MEASURED));
    long late = median(resident.subList(TRAININGS - MEASURED, TRAININGS));
    assertThat(late).as("KiB resident late; %d early", early).isLessThan(early + SLACK);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void train(Dl4jEngine engine, Template template, int seed) {
    Architecture architecture = TestNetworks.small(template, 2, 0.25);
    Samples samples = TestNetworks.samples(architecture, 1_500);
    TrainingOptions options = new TrainingOptions(375, Optimizer.ADAM, Loss.HUBER, 1, 1, seed);
    try (EngineNetwork network = engine.build(InitialWeights.of(architecture, seed), options)) {
      network.fitEpoch(samples, LearningRate.constant(0.001));
      network.predict(samples);
      network.exportState();
    }
  }

  private static long residentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
