package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Machine;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.Needs;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineFitTest {

  private static final Machine MACHINE =
      new Machine(
          "Linux",
          "amd64",
          8,
          32L << 30,
          "17",
          List.of("RTX 3060"),
          "docker",
          4L << 30,
          List.of("vector", "dl4j"));

  @Test
  void whatCountsIsTheMemoryThatATrainingGetsNotWhatTheMachineHas() {
    Capabilities has = MachineFit.of(MACHINE, List.of());
    assertThat(has).isEqualTo(new Capabilities(4L << 30, 1, Set.of("vector", "dl4j"), "docker"));
    assertThat(has.meet(new Needs(4L << 30, true, List.of("docker"), "dl4j"))).isTrue();
    assertThat(has.meet(new Needs(5L << 30, false, List.of(), ""))).isFalse();
  }

  @Test
  void anEngineThatTurnedOutToBeMissingIsNotThere() {
    assertThat(MachineFit.of(MACHINE, List.of("dl4j")).engines()).containsExactly("vector");
  }

  @Test
  void aMachineWithoutAnyEngineMeetsNoNeedOfOne() {
    Capabilities has = MachineFit.of(MACHINE, List.of("dl4j", "vector"));
    assertThat(has.meet(new Needs(0, false, List.of(), "vector"))).isFalse();
    assertThat(has.meet(Needs.NOTHING)).isTrue();
  }

  @Test
  void aClientIsToldWhatTheCasesNeed() {
    assertThat(
            MachineFit.whyNothingFits(
                new Needs(12L << 30, true, List.of("docker", "bubblewrap"), "dl4j")))
        .isEqualTo(
            "cases are left, but they need what this client does not give: 12.0 GiB of memory for"
                + " a training, a graphics processor, the runtime docker or bubblewrap, the engine"
                + " dl4j");
  }
}
