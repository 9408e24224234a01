/**
 * How two peers that have no connection yet exchange the descriptions that they need to make one:
 * sealed offers and answers, over one or several ways that nobody needs to trust.
 *
 * <p>A client has a {@link dev.gridcast.protocol.signal.Signaller}, a server a {@link
 * dev.gridcast.protocol.signal.SignalDesk}; between them are a {@link
 * dev.gridcast.protocol.signal.SignalWay} and a {@link dev.gridcast.protocol.signal.SignalHandler},
 * which carry bytes and know nothing else. The server's own HTTP port is here ({@link
 * dev.gridcast.protocol.signal.HttpWay}, {@link dev.gridcast.protocol.signal.SignallingServer}).
 *
 * <p>What must never be here: knowledge of what the descriptions mean, or of a library that makes
 * them. Whoever sends a request is a stranger until its seal, its time and its nonce have been
 * looked at and an {@link dev.gridcast.protocol.signal.Admission} has decided. Start reading at
 * {@link dev.gridcast.protocol.signal.SignalDesk}.
 */
@NullMarked
package dev.gridcast.protocol.signal;

import org.jspecify.annotations.NullMarked;
