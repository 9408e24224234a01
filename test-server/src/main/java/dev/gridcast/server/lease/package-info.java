/**
 * The life of a test case: who holds it, until when, what may happen to it next.
 *
 * <p>What must never be here: SQL, messages, threads, the wall clock. Every rule is a pure decision
 * over rows, made inside one transaction of the store. Start reading at {@link
 * dev.gridcast.server.lease.LeaseDesk}; what may follow what stands in {@code AttemptTable} and
 * {@code Standing}.
 */
@NullMarked
package dev.gridcast.server.lease;

import org.jspecify.annotations.NullMarked;
