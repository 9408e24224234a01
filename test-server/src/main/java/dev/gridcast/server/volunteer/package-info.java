/**
 * Conversations with volunteers: one {@code Conversation} per open connection, {@link
 * dev.gridcast.server.volunteer.Reception} for all of them, and {@link
 * dev.gridcast.server.volunteer.VolunteerRoom}, which knows who is there and what they run.
 *
 * <p>What must never be here: how messages travel, rules about when a case may be leased or counts,
 * SQL, or a score. Nothing that a volunteer says is believed, and nothing of the confirmation range
 * is ever said. Start reading at {@code Conversation}.
 */
@NullMarked
package dev.gridcast.server.volunteer;

import org.jspecify.annotations.NullMarked;
