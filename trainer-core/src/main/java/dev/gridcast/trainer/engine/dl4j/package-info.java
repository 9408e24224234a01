/**
 * Deeplearning4j as a training engine: the only package that knows the library.
 *
 * <p>What must never be here: anything about cases or files. Start reading at {@link
 * dev.gridcast.trainer.engine.dl4j.Dl4jEngine}.
 */
@NullMarked
package dev.gridcast.trainer.engine.dl4j;

import org.jspecify.annotations.NullMarked;
