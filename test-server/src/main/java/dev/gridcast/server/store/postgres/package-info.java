/**
 * The store in PostgreSQL, which several servers may share: one pool of connections that change and
 * one that ask, rows kept from others while a change stands on them, and changes made anew when two
 * of them were in each other's way.
 *
 * <p>What must never be here: rules about cases, and SQL that both databases understand, which is
 * in {@code dev.gridcast.server.store.jdbc}. Start reading at {@link
 * dev.gridcast.server.store.postgres.PostgresStore}.
 */
@NullMarked
package dev.gridcast.server.store.postgres;

import org.jspecify.annotations.NullMarked;
