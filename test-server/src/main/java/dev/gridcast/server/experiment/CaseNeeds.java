package dev.gridcast.server.experiment;

import dev.gridcast.trainer.work.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a machine must have to be given a case. Cases that need something only volunteers have who
 * are not there wait for them; they do not fail.
 *
 * @param memoryBytes memory that a machine must have for one training, in bytes; 0: any
 * @param gpu whether trainers must have a graphics processor; without it a machine may have one
 * @param runtimes where trainers may run, one of {@code docker}, {@code bubblewrap}, {@code
 *     process} each; empty: anywhere
 * @param engine what must be able to fit the networks, {@code dl4j} or {@code vector}; empty: any
 */
public record CaseNeeds(
    long memoryBytes, boolean gpu, List<String> runtimes, Optional<EngineChoice> engine) {

  /** Of a case that any machine may train. */
  public static final CaseNeeds NONE = new CaseNeeds(0, false, List.of(), Optional.empty());

  /** Where a trainer of an operator's own runs, and nowhere else. */
  static final String DOCKER = "docker";

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  public CaseNeeds {
    runtimes = List.copyOf(runtimes);
    if (memoryBytes < 0) {
      throw new IllegalArgumentException("memory cannot be negative: " + memoryBytes);
    }
  }

  CaseNeeds withRuntime(String runtime) {
    return new CaseNeeds(memoryBytes, gpu, List.of(runtime), engine);
  }

  CaseNeeds withEngine(Optional<EngineChoice> other) {
    return new CaseNeeds(memoryBytes, gpu, runtimes, other);
  }

  /** In words, like {@code 4 GiB of memory, a graphics card, docker or bubblewrap}. */
  String describe() {
    List<String> words = new ArrayList<>();
    if (memoryBytes > 0) {
      boolean even = memoryBytes % GIB == 0;
      words.add((even ? memoryBytes / GIB + " GiB" : memoryBytes / MIB + " MiB") + " of memory");
    }
    if (gpu) {
      words.add("a graphics card");
    }
    if (!runtimes.isEmpty()) {
      words.add(String.join(" or ", runtimes));
    }
    engine.ifPresent(name -> words.add("the engine " + name.key()));
    return words.isEmpty() ? "nothing special" : String.join(", ", words);
  }
}
