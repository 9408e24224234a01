/**
 * What the results say, worked out for people to look at: the table of all results in memory,
 * sorted and filtered; which parameters matter; how a model's forecasts turned out.
 *
 * <p>What must never be here: HTTP, HTML, changes of the store. Everything can be rebuilt from the
 * store and the experiment. Start reading at {@code ResultBoard}.
 */
@NullMarked
package dev.gridcast.server.insight;

import org.jspecify.annotations.NullMarked;
