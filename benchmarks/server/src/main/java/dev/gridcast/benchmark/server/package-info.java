/**
 * What {@code benchmarks/server.sh} measures the server's memory with: its lease desk on its store.
 * Ships nowhere.
 *
 * <p>Start reading at {@link dev.gridcast.benchmark.server.ServerBenchmark}.
 */
@NullMarked
package dev.gridcast.benchmark.server;

import org.jspecify.annotations.NullMarked;
