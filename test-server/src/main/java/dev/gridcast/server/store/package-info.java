/**
 * The memory of the server: what was leased, tried, reported and verified. The store is the only
 * truth; everything else can be rebuilt from it.
 *
 * <p>What must never be here: rules. The store keeps rows and promises that a change is whole and
 * durable; which change is allowed when is decided in {@code dev.gridcast.server.lease}. Nor SQL:
 * that is in {@code store.jdbc}, and each database has its own package, {@code store.sqlite} and
 * {@code store.postgres}. Start reading at {@link dev.gridcast.server.store.Store}.
 */
@NullMarked
package dev.gridcast.server.store;

import org.jspecify.annotations.NullMarked;
