/**
 * What a volunteer's computer does all day: ask for a case, train it, report it, ask again.
 *
 * <p>One thread decides everything, from one queue of events ({@link
 * dev.gridcast.client.work.WorkLoop}); connections, sending and trainings have threads of their own
 * which only post to it. What must never be here: a process, a library of the network, the screen;
 * a wait by sleeping. A finished result is on disk before anybody hears of it. Start reading at
 * {@link dev.gridcast.client.work.WorkLoop}.
 */
@NullMarked
package dev.gridcast.client.work;

import org.jspecify.annotations.NullMarked;
