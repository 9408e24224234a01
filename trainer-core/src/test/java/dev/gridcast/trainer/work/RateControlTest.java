package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateControlTest {

  private static TrainingPlan plan(double rate, Schedule schedule) {
    return new TrainingPlan(Optimizer.ADAM, rate, schedule, 72, 50, 0, 0, Loss.MAE, 1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.005", "10, 0.00434783", "100, 0.002", "1000, 0.0003125", "10000, 0.0000331"})
  void decaysByTheInverseOfTimeAsItsPredecessorDid(long step, double rate) {
    RateControl control = new RateControl(plan(0.005, new Schedule.InverseTime(10, 0.15)));
    control.judged(1);
    control.judged(2);
    assertThat(control.next().at(step)).isCloseTo(rate, within(1.5e-8));
  }

  @Test
  void aConstantOneIsConstantWhateverTheErrors() {
    RateControl control = new RateControl(plan(0.005, new Schedule.Constant()));
    for (int epoch = 0; epoch < 20; epoch++) {
      control.judged(epoch);
    }
    assertThat(control.next().at(0)).isEqualTo(0.005);
    assertThat(control.next().at(10_000)).isEqualTo(0.005);
  }

  /**
   * What PyTorch 1.13 says of the same errors: {@code ReduceLROnPlateau(optimizer, factor=0.5,
   * patience=2)} with SGD of 0.1, the rate after each {@code step(error)}.
   */
  @Test
  void reducesOnAPlateauAsPyTorchDoes() {
    double[] errors = {1, 0.9, 0.95, 0.9, 0.89995, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.7};
    double[] rates = {
      0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125, 0.0125
    };
    RateControl control = new RateControl(plan(0.1, new Schedule.Plateau(0.5, 2)));
    assertThat(control.next().at(0)).isEqualTo(0.1);
    for (int epoch = 0; epoch < errors.length; epoch++) {
      control.judged(errors[epoch]);
      assertThat(control.next().at(77)).as("after epoch " + (epoch + 1)).isEqualTo(rates[epoch]);
    }
  }

  @Test
  void leavesChangesAloneThatAreTooSmallToMatter() {
    RateControl control = new RateControl(plan(1.5e-8, new Schedule.Plateau(0.5, 0)));
    List<Double> rates = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      control.judged(1);
      rates.add(control.next().at(0));
    }
    assertThat(rates).containsOnly(1.5e-8);
  }
}
