/**
 * Peers over WebRTC data channels: the only room that knows the library, and all of its traps.
 *
 * <p>The rules that keep the process alive, each found by measuring: no exception may leave a
 * callback (the JVM aborts), no callback may block or take a lock (every connection shares its
 * thread), nothing may touch a channel while or after it is disposed (segmentation fault), no
 * message may be larger than 256 KiB and no more than 16 MiB may be queued (the channel closes
 * without a word). What must never be here: leases, cases, or messages by name. Start reading at
 * {@link dev.gridcast.protocol.webrtc.WebRtcServer}, then {@code Connection}.
 */
@NullMarked
package dev.gridcast.protocol.webrtc;

import org.jspecify.annotations.NullMarked;
