/**
 * What a Test Server and a Test Client say to each other: one sealed family of records, {@link
 * dev.gridcast.protocol.message.Message}, and the one place that turns them into bytes and back.
 *
 * <p>What must never be here: sockets, threads, files, or knowledge of how a message travels. Bytes
 * that arrive are hostile until decoded; a record that exists is well-formed. Start reading at
 * {@link dev.gridcast.protocol.message.Message}.
 */
@NullMarked
package dev.gridcast.protocol.message;

import org.jspecify.annotations.NullMarked;
