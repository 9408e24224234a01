/**
 * The store in one SQLite file: write-ahead log, every commit on the disk before it is
 * acknowledged, the changes of many threads in one commit, readers on connections of their own.
 *
 * <p>What must never be here: rules about cases, and knowledge of volunteers' conversations. What a
 * question or a change is in SQL stands in {@code dev.gridcast.server.store.jdbc}, unless only
 * SQLite can do it. Start reading at {@link dev.gridcast.server.store.sqlite.SqliteStore}; the
 * tables are in the numbered migrations beside it in the resources.
 */
@NullMarked
package dev.gridcast.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
