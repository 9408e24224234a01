package dev.gridcast.trainer.engine.dl4j;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A block of a transformer's encoder, by hand, in the equations of PyTorch's {@code
 * nn.TransformerEncoderLayer} with its defaults and without dropout:
 *
 * <pre>
 *   y = norm1(x + W_o attention(W_qkv x + b_qkv) + b_o)
 *   z = norm2(y + W_2 relu(W_1 y + b_1) + b_2)
 * </pre>
 *
 * <p>What is kept is [windows * steps, …].
 */
final class EncoderTape implements Tape {

  private static final String IN = "self_attn_in_proj";
  private static final String OUT = "self_attn_out_proj";
  private static final String FIRST = "linear1";
  private static final String SECOND = "linear2";

  private final int windows;
  private final int width;
  private final int steps;
  private final Map<String, INDArray> parameters;
  private final INDArray input;
  private final Attention attention;
  private final INDArray mixed;
  private final RowNorm first;

  /** {@code relu(W_1 y + b_1)}. */
  private final INDArray inner;

  private final RowNorm second;

  private EncoderTape(INDArray sequence, int heads, Map<String, INDArray> parameters) {
    this.parameters = parameters;
    this.windows = (int) sequence.size(0);
    this.width = (int) sequence.size(1);
    this.steps = (int) sequence.size(2);
    this.input = Lasting.copy(rows(sequence));
    this.attention = new Attention(linear(IN, input), windows, steps, heads);
    this.mixed = Lasting.copy(attention.output());
    this.first = RowNorm.forward(linear(OUT, mixed).addi(input), "norm1", parameters);
    INDArray y = first.output(parameters);
    this.inner = Lasting.copy(Transforms.relu(linear(FIRST, y), false));
    this.second = RowNorm.forward(linear(SECOND, inner).addi(y), "norm2", parameters);
  }

  /** The forward pass of {@link Tape.Equations}. */
  static EncoderTape forward(INDArray input, int heads, Map<String, INDArray> parameters) {
    return new EncoderTape(input, heads, parameters);
  }

  @Override
  public INDArray output() {
    return sequence(second.output(parameters));
  }

  @Override
  public Slopes backward(INDArray atOutput) {
    Map<String, INDArray> slopes = new HashMap<>();
    INDArray atY = second.backward(rows(atOutput), slopes);
    INDArray atInner = back(SECOND, atY, inner, slopes);
    // Where relu gave 0 it does not move.
    INDArray atFirst = atInner.muli(inner.gt(0).castTo(inner.dataType()));
    atY.addi(back(FIRST, atFirst, first.output(parameters), slopes));
    INDArray atInput = first.backward(atY, slopes);
    INDArray atMixed = back(OUT, atInput, mixed, slopes);
    atInput.addi(back(IN, attention.backward(atMixed), input, slopes));
    return new Slopes(sequence(atInput), slopes);
  }

  private INDArray linear(String name, INDArray rows) {
    return rows.mmul(Named.in(parameters, weight(name)).transpose())
        .addiRowVector(Named.in(parameters, bias(name)));
  }

  /** From the gradient at a linear function to the ones at its parameters and at its rows. */
  private INDArray back(
      String name, INDArray atOutput, INDArray rows, Map<String, INDArray> slopes) {
    slopes.put(weight(name), atOutput.transpose().mmul(rows));
    slopes.put(bias(name), atOutput.sum(0));
    return atOutput.mmul(Named.in(parameters, weight(name)));
  }

  private static String weight(String name) {
    return name + "_weight";
  }

  private static String bias(String name) {
    return name + "_bias";
  }

  /** [windows, channels, steps] as [windows * steps, channels]. */
  private INDArray rows(INDArray sequence) {
    return sequence.permute(0, 2, 1).dup('c').reshape('c', (long) windows * steps, width);
  }

  /** [windows * steps, channels] as [windows, channels, steps]. */
  private INDArray sequence(INDArray rows) {
    return rows.dup('c').reshape('c', windows, steps, width).permute(0, 2, 1);
  }

  @Override
  public void close() {
    input.close();
    attention.close();
    mixed.close();
    first.close();
    inner.close();
    second.close();
  }
}
