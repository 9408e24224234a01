package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloCheckTest {

  @Test
  void aMachineIsOneLineWhateverItCallsItself() {
    assertThat(HelloCheck.describe(new Machine("Linux\u202e 6.1", "amd64", 2, 8L << 30, "17.0.15")))
        .isEqualTo("Linux? 6.1, amd64, 2 CPUs, 8.0 GiB, Java 17.0.15");
  }

  @Test
  void graphicsProcessorsAndTheRuntimeAreNamedWhereKnown() {
    assertThat(
            HelloCheck.describe(
                new Machine(
                    "Linux",
                    "amd64",
                    2,
                    8L << 30,
                    "17",
                    List.of("RTX 3060"),
                    "docker",
                    0,
                    List.of())))
        .isEqualTo("Linux, amd64, 2 CPUs, 8.0 GiB, RTX 3060, Java 17, docker");
  }

  @Test
  void wordsThatTurnTheTextAroundAreTamed() {
    assertThat(HelloCheck.harmless("a\u202eb\r\nc")).isEqualTo("a b  c");
  }
}
