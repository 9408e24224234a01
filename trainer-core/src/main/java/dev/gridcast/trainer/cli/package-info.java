/**
 * The command line of {@code trainer.jar}: wires the parts together, prints, and chooses the exit
 * code.
 *
 * <p>What must never be here: anything that another program would want to call. Start reading at
 * {@link dev.gridcast.trainer.cli.TrainerMain}.
 */
@NullMarked
package dev.gridcast.trainer.cli;

import org.jspecify.annotations.NullMarked;
