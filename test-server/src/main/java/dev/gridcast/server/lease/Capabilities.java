package dev.gridcast.server.lease;

import java.util.Set;

/**
 * What a volunteer's machine has, as its client says. Nobody checks that: who boasts fails its
 * cases.
 *
 * @param memoryBytes physical memory in bytes; 0 when not known, which is enough only for cases
 *     that ask for none
 * @param gpus how many graphics processors trainers may use
 * @param engines the training engines of its trainer; empty when it did not say, which is taken for
 *     all of them
 * @param runtime where its trainers run: {@code docker}, {@code bubblewrap}, {@code process}; empty
 *     when not known
 */
public record Capabilities(long memoryBytes, int gpus, Set<String> engines, String runtime) {

  /** Of a client that said nothing of its machine. */
  public static final Capabilities UNKNOWN = new Capabilities(0, 0, Set.of(), "");

  public Capabilities {
    engines = Set.copyOf(engines);
  }

  /** Whether the machine has what such cases need. */
  public boolean meet(Needs needs) {
    return memoryBytes >= needs.memoryBytes()
        && (gpus > 0 || !needs.gpu())
        && (needs.runtimes().isEmpty() || needs.runtimes().contains(runtime))
        && (needs.engine().isEmpty() || engines.isEmpty() || engines.contains(needs.engine()));
  }
}
