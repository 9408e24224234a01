package dev.gridcast.trainer.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Each step of a window looks at all of them (A. Vaswani et al., "Attention is all you need", 2017,
 * section 3.2), per head {@code softmax(q k^T / sqrt(size)) v}. One forward pass, kept for its
 * backward pass.
 */
final class Attention implements AutoCloseable {

  private final int windows;
  private final int steps;
  private final int heads;
  private final int size;

  /** Queries, keys, values, each [windows * heads, steps, size]. */
  private final INDArray queries;

  private final INDArray keys;
  private final INDArray values;

  /** What share of each value goes into each step, [windows * heads, steps, steps]. */
  private final INDArray shares;

  /**
   * @param projected queries, keys and values side by side, [windows * steps, 3 * heads * size]
   */
  Attention(INDArray projected, int windows, int steps, int heads) {
    this.windows = windows;
    this.steps = steps;
    this.heads = heads;
    this.size = (int) (projected.size(1) / 3 / heads);
    this.queries = Lasting.copy(part(projected, 0));
    this.keys = Lasting.copy(part(projected, 1));
    this.values = Lasting.copy(part(projected, 2));
    INDArray scores = product(queries, false, keys, true).muli(1 / Math.sqrt(size));
    this.shares = Lasting.copy(Nd4j.nn().softmax(scores, 2));
  }

  /** [windows * steps, heads * size]. */
  INDArray output() {
    return joined(product(shares, false, values, false));
  }

  /** From the gradient at the output to the one at what was projected. */
  INDArray backward(INDArray atOutput) {
    INDArray atMixed = byHeads(atOutput.reshape('c', windows, steps, heads, size));
    INDArray atShares = product(atMixed, false, values, true);
    INDArray total = atShares.mul(shares).sum(true, 2);
    INDArray atScores = atShares.sub(total).muli(shares).muli(1 / Math.sqrt(size));
    INDArray all = Nd4j.create(windows * (long) steps, 3L * heads * size);
    int width = heads * size;
    put(all, 0, width, joined(product(atScores, false, keys, false)));
    put(all, 1, width, joined(product(atScores, true, queries, false)));
    put(all, 2, width, joined(product(shares, true, atMixed, false)));
    return all;
  }

  private static void put(INDArray all, int part, int width, INDArray rows) {
    columns(all, part, width).assign(rows);
  }

  private static INDArray columns(INDArray rows, int part, int width) {
    return rows.get(
        NDArrayIndex.all(), NDArrayIndex.interval((long) part * width, (long) (part + 1) * width));
  }

  private INDArray part(INDArray projected, int part) {
    INDArray rows = columns(projected, part, heads * size).dup('c');
    return byHeads(rows.reshape('c', windows, steps, heads, size));
  }

  /** [windows, steps, heads, size] to [windows * heads, steps, size]. */
  private INDArray byHeads(INDArray bySteps) {
    return bySteps.permute(0, 2, 1, 3).dup('c').reshape('c', windows * (long) heads, steps, size);
  }

  /** [windows * heads, steps, size] to [windows * steps, heads * size]. */
  private INDArray joined(INDArray byHeads) {
    return byHeads
        .dup('c')
        .reshape('c', windows, heads, steps, size)
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', windows * (long) steps, heads * (long) size);
  }

  /** Matrix by matrix. */
  private static INDArray product(
      INDArray left, boolean transposeLeft, INDArray right, boolean transposeRight) {
    return Nd4j.matmul(left, right, transposeLeft, transposeRight, false);
  }

  @Override
  public void close() {
    queries.close();
    keys.close();
    values.close();
    shares.close();
  }
}
