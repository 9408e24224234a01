/**
 * The server's own judgement of a result. {@link dev.gridcast.server.verify.Judge} decides about
 * one result, {@link dev.gridcast.server.verify.Verifier} about all that wait, on threads of its
 * own.
 *
 * <p>A result is hostile until judged: the network is rebuilt from the server's own record of the
 * case, the returned bytes are read as plain numbers against it, and what the volunteer says of
 * their origin must fit the case but proves nothing. Whether they were trained as the case asks is
 * not found out here but by a second training, see {@code dev.gridcast.server.trust}. What must
 * never be here: messages, SQL, a training engine. Start reading at {@link
 * dev.gridcast.server.verify.Judge}.
 */
@NullMarked
package dev.gridcast.server.verify;

import org.jspecify.annotations.NullMarked;
