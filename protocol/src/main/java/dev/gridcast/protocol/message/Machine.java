package dev.gridcast.protocol.message;

/**
 * What a volunteer runs on, as the volunteer says it.
 *
 * @param os operating system and version
 * @param arch processor architecture, as in {@code os.arch}
 * @param cpus logical processors
 * @param memoryBytes physical memory in bytes, 0 when unknown
 * @param java version of the Java runtime
 */
public record Machine(String os, String arch, int cpus, long memoryBytes, String java) {}
