/**
 * Who somebody is and how to find them: the {@link dev.gridcast.protocol.identity.Identity} and the
 * {@link dev.gridcast.protocol.identity.PeerKey} by which others know it, {@link
 * dev.gridcast.protocol.identity.SealedBox} for words that only one reader can open, and the {@link
 * dev.gridcast.protocol.identity.Invite} that carries a server's key to a volunteer in one word of
 * text.
 *
 * <p>What must never be here: connections of any kind; this is the ground floor. Secrets must not
 * appear in {@code toString()}, since that ends in logs. Start reading at {@link
 * dev.gridcast.protocol.identity.Invite}.
 */
@NullMarked
package dev.gridcast.protocol.identity;

import org.jspecify.annotations.NullMarked;
