/**
 * The questions and changes of a store in SQL that every database understands, and JDBC without its
 * ceremony.
 *
 * <p>What must never be here: what only one database can, unless behind {@link
 * dev.gridcast.server.store.jdbc.Dialect}; opening, tables and migrations, which each database has
 * in its own package; rules about cases. Start reading at {@link
 * dev.gridcast.server.store.jdbc.Questions}.
 */
@NullMarked
package dev.gridcast.server.store.jdbc;

import org.jspecify.annotations.NullMarked;
