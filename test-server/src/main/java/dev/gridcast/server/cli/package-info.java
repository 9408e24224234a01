/**
 * The Test Server as a program: its commands, its screen, its log file and its exit codes. Objects
 * are wired together here, by constructor; nothing else knows this room.
 *
 * <p>What must never be here: a rule about leases, results or scores. Only {@link
 * dev.gridcast.server.cli.ServerMain#main} ends the process. Start reading at {@link
 * dev.gridcast.server.cli.ServerMain}, then {@code ServerSession}, which is one server from start
 * to stop.
 */
@NullMarked
package dev.gridcast.server.cli;

import org.jspecify.annotations.NullMarked;
