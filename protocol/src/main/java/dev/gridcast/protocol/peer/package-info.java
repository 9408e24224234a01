/**
 * A connection between two peers, as everybody but its implementation sees it: {@link
 * dev.gridcast.protocol.peer.Peer} sends messages, {@link dev.gridcast.protocol.peer.PeerListener}
 * gets them.
 *
 * <p>{@link dev.gridcast.protocol.peer.FramedPeer} does for every kind of line what a line does
 * not: the proof of keys, frames, urgent words before blobs, back pressure up to the listener,
 * signs of life, an orderly end. {@link dev.gridcast.protocol.peer.InMemoryNetwork} is the line for
 * tests.
 *
 * <p>What must never be here: a library's types, or a rule about leases and cases. Start reading at
 * {@link dev.gridcast.protocol.peer.Peer}.
 */
@NullMarked
package dev.gridcast.protocol.peer;

import org.jspecify.annotations.NullMarked;
