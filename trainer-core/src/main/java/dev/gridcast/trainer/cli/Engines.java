package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the engine that this program trains with. */
final class Engines {

  private Engines() {}

  /** Says what takes so long: loading is a second, unpacking for the first time many. */
  static Dl4jEngine open(PrintWriter err) throws EngineUnavailableException {
    Path natives = Dl4jEngine.natives();
    if (Files.notExists(natives)) {
      err.println("unpacking the native libraries to " + natives + ", once; this takes a while");
    }
    Dl4jEngine engine = Dl4jEngine.open();
    err.println("the engine is " + engine.name() + " " + engine.version());
    return engine;
  }
}
