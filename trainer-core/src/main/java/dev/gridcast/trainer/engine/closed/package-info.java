/**
 * The engine that needs no epochs: a linear model, fitted at once by solving its equations.
 *
 * <p>Lives here: ridge regression and the little linear algebra that it takes, in plain Java whose
 * sums run in one fixed order, so that every JVM finds the same bits. Must never live here: a way
 * to learn from anything but the samples it is given.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.engine.closed.RidgeRegression}.
 */
@NullMarked
package dev.gridcast.trainer.engine.closed;

import org.jspecify.annotations.NullMarked;
