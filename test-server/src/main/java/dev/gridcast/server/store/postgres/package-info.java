/**
 * The store in PostgreSQL, which several servers may share: one pool of connections that change and
 * one that ask, rows kept from others while a change stands on them, and changes made anew when two
 * of them were in each other's way.
 *
 * <p>Nothing here knows what a lease or a verdict means.
 */
@NullMarked
package dev.gridcast.server.store.postgres;

import org.jspecify.annotations.NullMarked;
