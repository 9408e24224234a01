/**
 * What people and other programs get to see of the results: the leaderboard, a table for terminals,
 * CSV and JSON. Everything is computed from the store, at any time, and changes nothing.
 *
 * <p>What must never be here: SQL, decisions about cases, the machine's locale or time zone. Start
 * reading at {@link dev.gridcast.server.report.Leaderboard}.
 */
@NullMarked
package dev.gridcast.server.report;

import org.jspecify.annotations.NullMarked;
