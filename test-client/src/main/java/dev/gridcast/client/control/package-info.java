/**
 * How a volunteer reaches a client that runs: a local socket for the commands, a local page for the
 * browser, both for the owner of the data folder only.
 *
 * <p>Socket and page take the same orders ({@link dev.gridcast.client.control.Order}) and give the
 * same answers; what an order does is behind {@link dev.gridcast.client.control.Controls}. What
 * must never be here: a decision about a case, the screen, an address that another computer could
 * reach. Start reading at {@link dev.gridcast.client.control.ControlRoom}.
 */
@NullMarked
package dev.gridcast.client.control;

import org.jspecify.annotations.NullMarked;
