/**
 * What the peer network can do: blobs beside the bare library, round trips, connections a second
 * and what each costs, the way back after a kill, and a soak. Start reading at {@link
 * dev.gridcast.benchmark.network.NetworkBenchmark}.
 */
@NullMarked
package dev.gridcast.benchmark.network;

import org.jspecify.annotations.NullMarked;
