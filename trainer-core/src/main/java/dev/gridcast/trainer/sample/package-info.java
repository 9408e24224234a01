/**
 * Samples: what a network sees of a table, and how its answers become prices again.
 *
 * <p>Lives here: the three ranges of time, the windows that lie wholly in one of them, and the
 * scaling that is fitted on the training rows alone.
 *
 * <p>Must never live here: a window across a cut or a gap, a scale that knows a later range, a
 * label inside its own inputs. What cannot be sampled is a {@link
 * dev.gridcast.trainer.sample.SampleException} with a reason, never a number.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.sample.CaseSamples}.
 */
@NullMarked
package dev.gridcast.trainer.sample;

import org.jspecify.annotations.NullMarked;
