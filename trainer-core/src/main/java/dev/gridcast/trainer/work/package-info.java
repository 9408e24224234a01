/**
 * One test case from its files to its result: the contract of the work folder, the training loop,
 * and the judge that scores a model.
 *
 * <p>A work folder holds {@code parameters.csv} and {@code time-series.csv}; a training leaves
 * {@code result.json}, {@code model.safetensors} and {@code model-card.json} beside them, or in a
 * second folder. The same classes serve the trainer, which fits, and the server, which only scores:
 * nothing here knows which engine fits a network. What must never be here: a native library, the
 * network, printing. Start reading at {@link dev.gridcast.trainer.work.CaseParameters} for the
 * words and at {@link dev.gridcast.trainer.work.CaseTraining} for the deed.
 */
@NullMarked
package dev.gridcast.trainer.work;

import org.jspecify.annotations.NullMarked;
