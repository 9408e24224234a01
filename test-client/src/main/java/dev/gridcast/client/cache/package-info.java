/**
 * What the client keeps on disk between cases: data sets by their SHA-256, written so that a crash
 * leaves a whole file or none.
 *
 * <p>What must never be here: trainings, connections, the screen. A name that comes from a server
 * is hostile until it has been checked; nothing on disk is used before its hash has been. Start
 * reading at {@link dev.gridcast.client.cache.DatasetCache}.
 */
@NullMarked
package dev.gridcast.client.cache;

import org.jspecify.annotations.NullMarked;
