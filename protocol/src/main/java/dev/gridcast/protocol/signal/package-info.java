/**
 * How two peers that have no connection yet exchange the descriptions that they need to make one:
 * offer and answer, through the server's own HTTP port.
 *
 * <p>What must never be here: knowledge of what the descriptions mean, or of a library that makes
 * them. Whoever sends an offer is a stranger until the secret has been compared. Start reading at
 * {@link dev.gridcast.protocol.signal.SignallingServer}.
 */
@NullMarked
package dev.gridcast.protocol.signal;

import org.jspecify.annotations.NullMarked;
