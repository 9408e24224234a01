package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaTrainerTest {

  private static final String VECTOR = "--add-modules=jdk.incubator.vector";

  @Test
  void theOptionAgainstWarningsGoesOnlyToJdksThatKnowIt() {
    assertThat(
            JavaTrainer.options(JavaTrainer.javaHome(), Resources.DEFAULT)
                .contains("--sun-misc-unsafe-memory-access=allow"))
        .isEqualTo(Runtime.version().feature() >= 24);
  }

  @Test
  void theVectorApiIsOnlyAskedForWhereThereIsOne(@TempDir Path home) throws Exception {
    assertThat(JavaTrainer.options(JavaTrainer.javaHome(), Resources.DEFAULT))
        .as("on the JDK that runs the tests")
        .contains(VECTOR);

    Path release = home.resolve("release");
    Files.writeString(release, "JAVA_VERSION=\"17\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
    assertThat(JavaTrainer.options(home, Resources.DEFAULT)).contains(VECTOR);
    Files.writeString(release, "IMPLEMENTOR=\"jdk.incubator.vector\"\nMODULES=\"java.base\"\n");
    assertThat(JavaTrainer.options(home, Resources.DEFAULT)).doesNotContain(VECTOR);
    Files.delete(release);
    assertThat(JavaTrainer.options(home, Resources.DEFAULT)).doesNotContain(VECTOR);
  }

  @Test
  void heapAndArraysAndTheRuntimeItselfFitIntoTheMemory() {
    assertThat(JavaTrainer.options(JavaTrainer.javaHome(), new Resources(1.5, 2L << 30, false)))
        .contains(
            "-Xmx512m",
            "-Dorg.bytedeco.javacpp.maxBytes=1344m",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1920m",
            "-XX:ActiveProcessorCount=2");
    assertThat(
            JavaTrainer.options(
                JavaTrainer.javaHome(), new Resources(0.5, Resources.LEAST_MEMORY, false)))
        .contains(
            "-Xmx128m",
            "-Dorg.bytedeco.javacpp.maxBytes=192m",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=480m",
            "-XX:ActiveProcessorCount=1");
  }

  @Test
  void secretsInTheEnvironmentStayWithTheClient() {
    Map<String, String> given =
        JavaTrainer.environment(
            Map.of(
                "PATH", "/bin",
                "AWS_SECRET_ACCESS_KEY", "x",
                "JAVA_TOOL_OPTIONS", "-javaagent:x",
                "OMP_NUM_THREADS", "8"));

    assertThat(given).isEqualTo(Map.of("PATH", "/bin", "OMP_NUM_THREADS", "1"));
  }

  @Test
  void whereThereAreProgramsForItThePriorityIsTheLowest() {
    List<String> prefix = Priority.lowest();

    Priority.find("nice").ifPresent(nice -> assertThat(prefix).contains(nice.toString(), "19"));
    Priority.find("ionice").ifPresent(ionice -> assertThat(prefix).contains("-c", "3"));
  }
}
