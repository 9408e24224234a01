package dev.gridcast.protocol.message;

import java.util.List;

/**
 * What a volunteer runs on and gives, as the volunteer says it: what a case needs is held against
 * it.
 *
 * @param os operating system and version
 * @param arch processor architecture, as in {@code os.arch}
 * @param cpus logical processors; a server gives no client more cases at a time than this
 * @param memoryBytes physical memory in bytes, 0 when unknown
 * @param java version of the Java runtime
 * @param gpus the graphics processors that trainers may use, one line each
 * @param runtime where trainers run: {@code docker}, {@code bubblewrap}, {@code process}; empty
 *     when unknown
 * @param trainingMemoryBytes the memory that one training gets, in bytes; 0 when it is not limited
 *     or not known
 * @param engines the training engines that its trainer offers: {@code vector}, {@code dl4j}
 */
public record Machine(
    String os,
    String arch,
    int cpus,
    long memoryBytes,
    String java,
    List<String> gpus,
    String runtime,
    long trainingMemoryBytes,
    List<String> engines) {

  /** What the official trainer offers. */
  public static final List<String> OFFICIAL_ENGINES = List.of("vector", "dl4j");

  public Machine {
    Checks.line("os", os, 0, Limits.MAX_NAME);
    Checks.line("arch", arch, 0, Limits.MAX_NAME);
    Checks.atLeast("cpus", cpus, 1);
    Checks.atLeast("memoryBytes", memoryBytes, 0);
    Checks.line("java", java, 0, Limits.MAX_NAME);
    gpus = Checks.list("gpus", gpus, Limits.MAX_GPUS);
    gpus.forEach(gpu -> Checks.line("each of gpus", gpu, 0, Limits.MAX_NAME));
    Checks.line("runtime", runtime, 0, Limits.MAX_NAME);
    Checks.atLeast("trainingMemoryBytes", trainingMemoryBytes, 0);
    engines = Checks.engines("engines", engines);
  }

  /** A machine without a graphics processor, with the official trainer in a runtime not known. */
  public Machine(String os, String arch, int cpus, long memoryBytes, String java) {
    this(os, arch, cpus, memoryBytes, java, List.of(), "", 0, OFFICIAL_ENGINES);
  }
}
