package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.EngineSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The engines that this program trains with, each opened when it is first needed and then kept:
 * what trains with {@code vector} alone never loads a native library.
 */
final class Engines implements EngineSource {

  /** Opens an engine. */
  @FunctionalInterface
  interface Opener {
    TrainingEngine open() throws EngineUnavailableException;
  }

  private final Map<EngineChoice, Opener> openers;
  private final Graphics graphics;
  private final PrintWriter err;
  private final Map<EngineChoice, TrainingEngine> opened = new EnumMap<>(EngineChoice.class);

  /** Those of which it was said that they train. */
  private final Set<TrainingEngine> told = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What is known of graphics cards. */
  interface Graphics {
    /** Whether this program has what trains on them; told without loading it. */
    boolean carried();

    /** Whether this engine, once opened, trains on one. */
    boolean used(TrainingEngine engine);
  }

  /**
   * @param openers of all engines
   * @param graphics whether dl4j is the one for graphics cards, and whether it found one
   * @param err gets the text for people
   */
  Engines(Map<EngineChoice, Opener> openers, Graphics graphics, PrintWriter err) {
    this.openers = new EnumMap<>(openers);
    this.graphics = graphics;
    this.err = err;
  }

  /** Those of this program. */
  static Engines ofThisProgram(PrintWriter err) {
    return new Engines(
        Map.of(EngineChoice.VECTOR, VectorEngine::new, EngineChoice.DL4J, () -> dl4j(err)),
        new Graphics() {
          @Override
          public boolean carried() {
            return Dl4jEngine.carriesCuda();
          }

          @Override
          public boolean used(TrainingEngine engine) {
            return engine instanceof Dl4jEngine dl4j && dl4j.onGpu();
          }
        },
        err);
  }

  /** Names and versions, without loading anything. */
  static List<String> descriptions() {
    VectorEngine vector = new VectorEngine();
    return List.of(vector.name() + " " + vector.version(), "dl4j " + Dl4jEngine.libraryVersion());
  }

  @Override
  public synchronized TrainingEngine open(EngineChoice choice, Architecture architecture)
      throws EngineUnavailableException {
    TrainingEngine engine =
        choice == EngineChoice.AUTO ? auto(architecture) : named(choice, architecture);
    if (told.add(engine)) {
      tell(engine);
    }
    return engine;
  }

  private TrainingEngine named(EngineChoice choice, Architecture architecture)
      throws EngineUnavailableException {
    TrainingEngine engine = open(choice);
    if (!engine.supports(architecture)) {
      throw new EngineUnavailableException(
          "the engine "
              + engine.name()
              + " lacks a layer of this network; ask for engine auto, or for another model",
          null);
    }
    return engine;
  }

  private TrainingEngine auto(Architecture architecture) throws EngineUnavailableException {
    if (graphics.carried()) {
      try {
        TrainingEngine engine = named(EngineChoice.DL4J, architecture);
        if (graphics.used(engine)) {
          return engine;
        }
        err.println("trainer: dl4j found no graphics card, the processor trains");
      } catch (EngineUnavailableException e) {
        err.println("trainer: no graphics card trains this: " + e.getMessage());
      }
    }
    boolean hasIt = open(EngineChoice.VECTOR).supports(architecture);
    return hasIt ? open(EngineChoice.VECTOR) : named(EngineChoice.DL4J, architecture);
  }

  private TrainingEngine open(EngineChoice choice) throws EngineUnavailableException {
    TrainingEngine known = opened.get(choice);
    if (known != null) {
      return known;
    }
    Opener opener = openers.get(choice);
    if (opener == null) {
      throw new EngineUnavailableException(
          "this trainer has no engine " + choice.key() + ", only " + openers.keySet(), null);
    }
    TrainingEngine engine = opener.open();
    opened.put(choice, engine);
    return engine;
  }

  /** Once, and only of an engine that trains: auto may open one to learn what it lacks. */
  private void tell(TrainingEngine engine) {
    boolean vector = engine instanceof VectorEngine;
    err.println(
        "the engine is "
            + engine.name()
            + " "
            + engine.version()
            + (vector ? " (" + Kernels.best().describe() + ")" : ""));
    if (vector && Kernels.best() == Kernels.scalar()) {
      err.println(
          "it would be faster with Java's Vector API, to the same bits: java --add-modules"
              + " jdk.incubator.vector -jar trainer.jar ...");
    }
  }

  /** Says what takes so long: loading is a second, unpacking for the first time many. */
  static TrainingEngine dl4j(PrintWriter err) throws EngineUnavailableException {
    Path natives = Dl4jEngine.natives();
    if (Files.notExists(natives)) {
      err.println("unpacking the native libraries to " + natives + ", once; this takes a while");
    }
    return Dl4jEngine.open();
  }
}
