package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Machine;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.Needs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a client's machine has for cases, and what it lacks, in words. */
final class MachineFit {

  private static final double GIB = 1L << 30;

  private MachineFit() {}

  /**
   * What a machine has.
   *
   * @param lacking the engines that turned out to be missing on it
   */
  static Capabilities of(Machine machine, Collection<String> lacking) {
    Set<String> engines = new HashSet<>(machine.engines());
    engines.removeAll(lacking);
    if (engines.isEmpty() && !machine.engines().isEmpty()) {
      engines.add("none"); // no engine at all is something else than a client that did not say
    }
    return new Capabilities(
        machine.trainingMemoryBytes(), machine.gpus().size(), engines, machine.runtime());
  }

  /** Why there are cases, but none for this machine; one line. */
  static String whyNothingFits(Needs needs) {
    List<String> words = new ArrayList<>();
    if (needs.memoryBytes() > 0) {
      words.add(
          String.format(
              Locale.ROOT, "%.1f GiB of memory for a training", needs.memoryBytes() / GIB));
    }
    if (needs.gpu()) {
      words.add("a graphics processor");
    }
    if (!needs.runtimes().isEmpty()) {
      words.add("the runtime " + String.join(" or ", needs.runtimes()));
    }
    if (!needs.engine().isEmpty()) {
      words.add("the engine " + needs.engine());
    }
    return "cases are left, but they need what this client does not give: "
        + String.join(", ", words);
  }
}
