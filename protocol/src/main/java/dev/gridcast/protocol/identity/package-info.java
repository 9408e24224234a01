/**
 * Who may join and where: the {@link dev.gridcast.protocol.identity.Secret} of a server and the
 * {@link dev.gridcast.protocol.identity.Invite} that carries it to a volunteer in one line of text.
 *
 * <p>What must never be here: connections of any kind; this is the ground floor. Secrets must not
 * appear in {@code toString()}, since that ends in logs. Start reading at {@link
 * dev.gridcast.protocol.identity.Invite}.
 */
@NullMarked
package dev.gridcast.protocol.identity;

import org.jspecify.annotations.NullMarked;
