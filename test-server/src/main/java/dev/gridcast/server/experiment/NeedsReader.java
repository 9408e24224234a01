package dev.gridcast.server.experiment;

import dev.gridcast.trainer.work.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the key {@code needs}, at the top of the file or in an entry of {@code models}. */
final class NeedsReader {

  static final String KEY = "needs";

  private static final List<String> KEYS = List.of("memory", "gpu", "runtime", "engine");
  private static final List<String> RUNTIMES = List.of(CaseNeeds.DOCKER, "bubblewrap", "process");

  /** {@code auto} is none: it means whatever is there. */
  private static final List<EngineChoice> ENGINES = List.of(EngineChoice.DL4J, EngineChoice.VECTOR);

  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,9})([MG])iB");
  private static final long LARGEST = 1L << 44;

  private NeedsReader() {}

  /**
   * @param given what is written here
   * @param base what holds for every key that is not written here
   */
  static CaseNeeds read(Value given, CaseNeeds base) throws ExperimentException {
    Section section = given.section(KEYS);
    Optional<Value> memory = section.find("memory");
    Optional<Value> gpu = section.find("gpu");
    Optional<Value> runtime = section.find("runtime");
    Optional<Value> engine = section.find("engine");
    return new CaseNeeds(
        memory.isPresent() ? bytes(memory.get()) : base.memoryBytes(),
        gpu.isPresent() ? trueOrFalse(gpu.get()) : base.gpu(),
        runtime.isPresent() ? runtimes(runtime.get()) : base.runtimes(),
        engine.isPresent() ? Optional.of(engine(engine.get())) : base.engine());
  }

  private static long bytes(Value value) throws ExperimentException {
    String text = value.text();
    Matcher form = MEMORY.matcher(text);
    if (!form.matches()) {
      throw value.problem(
          Value.quoted(text)
              + " is no amount of memory; write a whole number and MiB or GiB, like 512MiB or"
              + " 4GiB");
    }
    long bytes = Long.parseLong(form.group(1)) << (form.group(2).equals("G") ? 30 : 20);
    if (bytes < 1 || bytes > LARGEST) {
      throw value.problem(text + " is out of range; memory goes from 1MiB to 16384GiB");
    }
    return bytes;
  }

  private static boolean trueOrFalse(Value value) throws ExperimentException {
    String text = value.text();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "on" -> true;
      case "false", "off" -> false;
      default ->
          throw value.problem(
              Value.quoted(text)
                  + " is neither true nor false; write true if it cannot be done without a graphics"
                  + " card");
    };
  }

  private static List<String> runtimes(Value value) throws ExperimentException {
    List<String> runtimes = new ArrayList<>();
    for (Value item : value.listOrOne()) {
      String runtime = item.choice(RUNTIMES);
      if (runtimes.contains(runtime)) {
        throw item.problem(runtime + " is listed twice; remove one");
      }
      runtimes.add(runtime);
    }
    return runtimes;
  }

  private static EngineChoice engine(Value value) throws ExperimentException {
    String word = value.choice(ENGINES.stream().map(EngineChoice::key).toList());
    return ENGINES.stream().filter(choice -> choice.key().equals(word)).findFirst().orElseThrow();
  }
}
