/**
 * The store in one SQLite file: write-ahead log, every commit on the disk before it is
 * acknowledged, one writer, readers on connections of their own.
 *
 * <p>What must never be here: rules about cases, and knowledge of volunteers' conversations. SQL is
 * here and nowhere else. Start reading at {@link dev.gridcast.server.store.sqlite.SqliteStore}; the
 * tables are in the numbered migrations beside it in the resources.
 */
@NullMarked
package dev.gridcast.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
