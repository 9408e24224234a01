/**
 * Features: columns computed from a table, by name.
 *
 * <p>Lives here: what the names mean ({@code sma-20}, {@code hour-of-day}), which columns they
 * make, how many rows they need before they can be trusted, and whether they are prices. Every
 * feature of a row is made of that row and earlier ones only.
 *
 * <p>Must never live here: anything fitted to data (scalers are in {@code sample}), and anything
 * that looks at a later row.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.feature.FeatureDefinition}.
 */
@NullMarked
package dev.gridcast.trainer.feature;

import org.jspecify.annotations.NullMarked;
