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
public record Machine(String os, String arch, int cpus, long memoryBytes, String java) {

  public Machine {
    Checks.line("os", os, 0, Limits.MAX_NAME);
    Checks.line("arch", arch, 0, Limits.MAX_NAME);
    Checks.atLeast("cpus", cpus, 1);
    Checks.atLeast("memoryBytes", memoryBytes, 0);
    Checks.line("java", java, 0, Limits.MAX_NAME);
  }
}
