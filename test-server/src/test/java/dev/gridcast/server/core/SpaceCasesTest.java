package dev.gridcast.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.experiment.ExperimentFile;
import dev.gridcast.server.lease.CaseSource;
import dev.gridcast.server.lease.Needs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the experiment file says of its cases reaches the lease desk. */
class SpaceCasesTest {

  @Test
  void everyLaneComesWithItsNeedsItsCasesAndTheirWork() throws Exception {
    CaseSource cases =
        new SpaceCases(
            ExperimentFile.parse(
                    """
                    name: t
                    data: {synthetic: {rows: 300}}
                    engine: vector
                    needs: {memory: 2GiB}
                    models:
                      - {model: lstm, units: [8, 16]}
                      - {model: gru, needs: {gpu: true, runtime: [docker, bubblewrap]}}
                      - {model: persistence}
                    """,
                    Path.of("exp.yaml"))
                .space());
    long memory = 2L << 30;

    assertThat(cases.lanes()).isEqualTo(3);
    assertThat(cases.needs(0)).isEqualTo(new Needs(memory, false, List.of(), "vector"));
    assertThat(cases.needs(1))
        .isEqualTo(new Needs(memory, true, List.of("docker", "bubblewrap"), "vector"));
    assertThat(cases.needs(2)).isEqualTo(new Needs(memory, false, List.of(), ""));
    assertThat(cases.next(0, 1)).hasValue(1);
    assertThat(cases.next(0, 2)).isEmpty();
    assertThat(cases.next(1, 0)).hasValue(2);
    assertThat(cases.next(2, 3)).hasValue(3);
    assertThat(cases.work(1)).isGreaterThan(cases.work(0));
    assertThat(cases.work(3)).isZero();
  }
}
