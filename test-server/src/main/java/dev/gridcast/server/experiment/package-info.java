/**
 * What an operator asks for: the experiment file, the ranges in it, the space of test cases they
 * span, and the dataset that all of those cases share.
 *
 * <p>Everything here is read once, checked to the last key, and immutable from then on. What must
 * never be here: anything that happens while the experiment runs (leases, results, volunteers), and
 * any list of the cases: a case is decoded from its index when it is wanted.
 *
 * <p>Start reading at {@link dev.gridcast.server.experiment.ExperimentFile}.
 */
@NullMarked
package dev.gridcast.server.experiment;

import org.jspecify.annotations.NullMarked;
