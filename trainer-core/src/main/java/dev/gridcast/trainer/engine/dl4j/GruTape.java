package dev.gridcast.trainer.engine.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A GRU, by hand (K. Cho et al., EMNLP 2014, in PyTorch's equations, with {@code h = 0} at first):
 *
 * <pre>
 *   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)     n = tanh(W_in x + b_in + r * (W_hn h + b_hn))
 *   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)     h = (1 - z) * n + z * h
 * </pre>
 *
 * <p>What is kept is [steps * windows, …]: the rows of one step lie together, so that whatever does
 * not depend on the step before is one matrix product for all steps.
 */
final class GruTape implements Tape {

  private final int windows;
  private final int channels;
  private final int steps;
  private final int units;

  private final Map<String, INDArray> parameters;

  /** The input, [steps * windows, channels]. */
  private final INDArray inputRows;

  /** Sums of the input, with the first bias; then r, z, n; then gradients at the former sums. */
  private final INDArray gates;

  /** {@code W_hn h + b_hn}. */
  private final INDArray recurrentNew;

  /** {@code h} before each step. */
  private final INDArray before;

  /** {@code h} after the last step. */
  private final INDArray last;

  /** Gradients at the sums of {@code h}. */
  private final INDArray recurrentSlopes;

  private GruTape(INDArray input, int units, Map<String, INDArray> parameters) {
    this.parameters = parameters;
    this.windows = (int) input.size(0);
    this.channels = (int) input.size(1);
    this.steps = (int) input.size(2);
    this.units = units;
    int rows = steps * windows;
    inputRows = Lasting.zeros(rows, channels);
    gates = Lasting.zeros(rows, 3L * units);
    recurrentNew = Lasting.zeros(rows, units);
    before = Lasting.zeros(rows, units);
    last = Lasting.zeros(windows, units);
    recurrentSlopes = Lasting.zeros(rows, 3L * units);
  }

  /** The forward pass of {@link Tape.Equations}. */
  static GruTape forward(INDArray input, int units, Map<String, INDArray> parameters) {
    GruTape tape = new GruTape(input, units, parameters);
    tape.inputRows.assign(tape.rows(input));
    tape.gates.assign(tape.inputRows.mmul(tape.parameter("weight_ih").transpose()));
    tape.gates.addiRowVector(tape.parameter("bias_ih"));
    INDArray weights = tape.parameter("weight_hh").transpose();
    INDArray bias = tape.parameter("bias_hh");
    for (int step = 0; step < tape.steps; step++) {
      tape.step(step, weights, bias);
    }
    return tape;
  }

  private INDArray parameter(String name) {
    return Named.in(parameters, name);
  }

  private void step(int step, INDArray weights, INDArray bias) {
    INDArray h = at(before, step);
    INDArray sums = h.mmul(weights).addiRowVector(bias);
    INDArray mine = at(gates, step);
    INDArray resetAndUpdate = columns(mine, 0, 2);
    resetAndUpdate.addi(columns(sums, 0, 2));
    Transforms.sigmoid(resetAndUpdate, false);
    INDArray r = columns(mine, 0, 1);
    INDArray z = columns(mine, 1, 2);
    INDArray n = columns(mine, 2, 3);
    at(recurrentNew, step).assign(columns(sums, 2, 3));
    n.addi(r.mul(columns(sums, 2, 3)));
    Transforms.tanh(n, false);
    INDArray after = step + 1 < steps ? at(before, step + 1) : last;
    after.assign(h.sub(n).muli(z).addi(n));
  }

  @Override
  public INDArray output() {
    INDArray all =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {windows, units, steps}, 'f');
    for (int step = 0; step < steps; step++) {
      INDArray after = step + 1 < steps ? at(before, step + 1) : last;
      all.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(step)).assign(after);
    }
    return all;
  }

  @Override
  public Slopes backward(INDArray atOutput) {
    INDArray flowing = Nd4j.zeros(DataType.FLOAT, windows, units);
    INDArray weights = parameter("weight_hh");
    for (int step = steps - 1; step >= 0; step--) {
      INDArray here =
          atOutput.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(step));
      flowing = stepBack(step, flowing.add(here), weights);
    }
    INDArray atInput =
        gates
            .mmul(parameter("weight_ih"))
            .dup('c')
            .reshape('c', steps, windows, channels)
            .permute(1, 2, 0);
    return new Slopes(
        atInput,
        Map.of(
            "weight_ih", gates.transpose().mmul(inputRows),
            "weight_hh", recurrentSlopes.transpose().mmul(before),
            "bias_ih", gates.sum(0),
            "bias_hh", recurrentSlopes.sum(0)));
  }

  /** From the gradient at h after a step to the one at h before it. */
  private INDArray stepBack(int step, INDArray slope, INDArray weights) {
    INDArray mine = at(gates, step);
    INDArray r = columns(mine, 0, 1).dup();
    INDArray z = columns(mine, 1, 2).dup();
    INDArray n = columns(mine, 2, 3).dup();
    INDArray h = at(before, step);
    INDArray atNew = slope.mul(z.rsub(1)).muli(n.mul(n).rsubi(1));
    INDArray atUpdate = slope.mul(h.sub(n)).muli(z).muli(z.rsub(1));
    INDArray atReset = atNew.mul(at(recurrentNew, step)).muli(r).muli(r.rsub(1));
    columns(mine, 0, 1).assign(atReset);
    columns(mine, 1, 2).assign(atUpdate);
    columns(mine, 2, 3).assign(atNew);
    INDArray recurrent = at(recurrentSlopes, step);
    columns(recurrent, 0, 2).assign(columns(mine, 0, 2));
    columns(recurrent, 2, 3).assign(atNew.mul(r));
    return slope.mul(z).addi(recurrent.mmul(weights));
  }

  /** [windows, channels, steps] as [steps * windows, channels]. */
  private INDArray rows(INDArray sequence) {
    return sequence.permute(2, 0, 1).dup('c').reshape('c', (long) steps * windows, channels);
  }

  private INDArray at(INDArray rows, int step) {
    return rows.get(
        NDArrayIndex.interval((long) step * windows, (long) (step + 1) * windows),
        NDArrayIndex.all());
  }

  /** Of gates that lie side by side, some. */
  private INDArray columns(INDArray rows, int from, int to) {
    return rows.get(
        NDArrayIndex.all(), NDArrayIndex.interval((long) from * units, (long) to * units));
  }

  @Override
  public void close() {
    inputRows.close();
    gates.close();
    recurrentNew.close();
    before.close();
    last.close();
    recurrentSlopes.close();
  }
}
