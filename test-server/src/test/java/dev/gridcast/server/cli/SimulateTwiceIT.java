package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Two processes with one seed are the same world. Within one process they could be by accident: the
 * order of {@code Set.of}, for one, changes from process to process only.
 */
class SimulateTwiceIT {

  @Test
  void twoProcessesPrintTheSame() throws Exception {
    String first = simulate();
    assertThat(first).contains("every case has ended", "trace");
    assertThat(simulate()).isEqualTo(first);
  }

  private static String simulate() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                "simulate",
                "--volunteers",
                "40",
                "--cases",
                "300",
                "--seed",
                "3")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out;
  }
}
