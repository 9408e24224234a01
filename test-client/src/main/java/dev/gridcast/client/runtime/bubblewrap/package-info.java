/**
 * The runtime {@code bubblewrap}, for Linux: the trainer in a sandbox of the system's own, made by
 * the program {@code bwrap}: no network, no view of this user's files, a read-only system, no
 * capabilities, bounded memory, processes and files. It has no filter for system calls, as Docker
 * has: it stands between {@code docker} and {@code process}.
 *
 * <p>What must never be here: a way to start a trainer outside of the sandbox (the one exception is
 * unpacking the native libraries of our own jar, before any case). Start reading at {@link
 * dev.gridcast.client.runtime.bubblewrap.Sandbox}.
 */
@NullMarked
package dev.gridcast.client.runtime.bubblewrap;

import org.jspecify.annotations.NullMarked;
