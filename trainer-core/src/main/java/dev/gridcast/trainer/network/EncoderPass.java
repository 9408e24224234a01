package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;

/** {@link Layer.Encoder}. */
final class EncoderPass implements LayerPass {

  /** Rows that go through the dense layers at once. */
  private static final int ROWS = 128;

  private final int steps;
  private final int channels;
  private final int width;
  private final Affine projection;
  private final Attention attention;
  private final Affine out;
  private final Affine first;
  private final Affine second;
  private final LayerNorm norm1;
  private final LayerNorm norm2;

  EncoderPass(PlacedLayer placed, LayerTensors tensors, Kernels kernels) {
    Layer.Encoder encoder = (Layer.Encoder) placed.layer();
    steps = placed.input().steps();
    channels = placed.input().channels();
    width = Kernels.padded(channels);
    projection = new Affine(kernels, channels, tensors.transposed(0), tensors.row(1));
    attention = new Attention(kernels, placed.input(), encoder.heads());
    out = new Affine(kernels, channels, tensors.transposed(2), tensors.row(3));
    first = new Affine(kernels, channels, tensors.transposed(4), tensors.row(5));
    second = new Affine(kernels, encoder.feedForward(), tensors.transposed(6), tensors.row(7));
    norm1 = new LayerNorm(tensors.values(8), tensors.values(9));
    norm2 = new LayerNorm(tensors.values(10), tensors.values(11));
  }

  @Override
  public int scratch(int windows) {
    int rows = steps * windows;
    return rows * (projection.width() + width)
        + Math.max(attention.scratch(), Math.min(rows, ROWS) * first.width());
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int rows = steps * windows;
    int context = rows * projection.width();
    int rest = context + rows * width;
    projection.run(rows, input, 0, scratch, 0);
    Arrays.fill(scratch, context, rest, 0);
    attention.run(windows, scratch, projection.width(), context, width, rest);
    out.run(rows, scratch, context, output, 0);
    add(rows * width, input, output);
    norm1.run(rows, output, width);
    for (int row = 0; row < rows; row += ROWS) {
      int count = Math.min(ROWS, rows - row);
      first.run(count, output, row * width, scratch, rest);
      first.activate(Activation.RELU, count, scratch, rest);
      second.run(count, scratch, rest, scratch, row * width);
    }
    add(rows * width, scratch, output);
    norm2.run(rows, output, width);
  }

  private static void add(int count, float[] from, float[] to) {
    for (int i = 0; i < count; i++) {
      to[i] += from[i];
    }
  }
}
