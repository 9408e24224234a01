/**
 * A connection between two peers, as everybody but its implementation sees it: {@link
 * dev.gridcast.protocol.peer.Peer} sends messages, {@link dev.gridcast.protocol.peer.PeerListener}
 * gets them.
 *
 * <p>What must never be here: a library's types, or a rule about leases and cases. Start reading at
 * {@link dev.gridcast.protocol.peer.Peer}.
 */
@NullMarked
package dev.gridcast.protocol.peer;

import org.jspecify.annotations.NullMarked;
