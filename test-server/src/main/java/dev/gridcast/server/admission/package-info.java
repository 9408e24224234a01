/**
 * Who may join: invites, members, bans. {@link dev.gridcast.server.admission.Doorkeeper} answers
 * those who knock, {@link dev.gridcast.server.admission.MembershipDesk} does what the operator
 * decides; both need nothing but the store, so that a command can act while a server runs.
 */
@NullMarked
package dev.gridcast.server.admission;

import org.jspecify.annotations.NullMarked;
