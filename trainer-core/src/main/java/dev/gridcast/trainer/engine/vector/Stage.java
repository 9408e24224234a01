package dev.gridcast.trainer.engine.vector;

/**
 * One layer at work: from the values of its input signal it computes those of its output signal,
 * and from the gradients of its output those of its input and of its parameters.
 *
 * <p>{@link #backward} is called after {@link #forward} of the same batch and may use, and spoil,
 * whatever that left in the stage and in the signals. It writes all gradients of its input (where
 * {@link Signal#hasGradients()}), and adds to those of its parameters. Neither allocates.
 */
interface Stage {

  /** The output's values from the input's. */
  void forward(Batch batch);

  /** The input's and the parameters' gradients from the output's. */
  void backward(Batch batch);
}
