/**
 * The runtime {@code docker}: trainers in containers that have no network, see two folders and
 * nothing else of this machine, and cannot take more of it than the volunteer gives.
 *
 * <p>What must never be here: a way around a limit. An engine that cannot hold one is refused with
 * what to do about it, never used with less. Nothing but what carries our label is stopped or
 * removed. Start reading at {@link dev.gridcast.client.runtime.docker.DockerRuntime}; what a
 * container may do stands in {@link dev.gridcast.client.runtime.docker.ContainerSpec}.
 */
@NullMarked
package dev.gridcast.client.runtime.docker;

import org.jspecify.annotations.NullMarked;
