/**
 * The program {@code test-client.jar}: its commands, its screen, its exit codes; the only place
 * that wires objects together and that prints.
 *
 * <p>What must never be here: a decision about a case. Start reading at {@link
 * dev.gridcast.client.cli.ClientMain}.
 */
@NullMarked
package dev.gridcast.client.cli;

import org.jspecify.annotations.NullMarked;
