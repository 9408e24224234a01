/**
 * The finished jars, used as a person uses them: processes on this machine that talk over WebRTC,
 * train with Deeplearning4j, and are killed without warning.
 *
 * <p>What must never be here: a call into the code under test. Only what a user can see (screens,
 * files, exit codes, the store) counts. Start reading at {@link
 * dev.gridcast.acceptance.LeaderboardIT}.
 */
@NullMarked
package dev.gridcast.acceptance;

import org.jspecify.annotations.NullMarked;
