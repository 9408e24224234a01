package dev.gridcast.server.verify;

import dev.gridcast.trainer.engine.closed.RidgeRegression;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.Provenance;
import java.util.Locale;
import java.util.Optional;

/**
 * Which engines a case may have been trained by. A volunteer could lie about that, and would gain
 * by it if it could name any: by an engine that promises no bits it can hardly be proved wrong. So
 * it may name only what a client that follows the experiment can have used.
 */
final class Engines {

  /** What provenance names the engine of a case that trains nothing. */
  static final String NONE = "none";

  private static final String CLOSED_FORM = "closed-form";

  /** Trains nothing here: it is asked what it could train, and for its version. */
  private static final VectorEngine VECTOR = new VectorEngine(Kernels.scalar());

  private Engines() {}

  /** What is wrong with the engine; empty when the case may have been trained by it. */
  static Optional<String> strange(
      Provenance told, CaseParameters wanted, Architecture architecture, boolean ownTrainer) {
    String engine = told.engine();
    if (ownTrainer) {
      return wanted.engine() == EngineChoice.AUTO || engine.equals(wanted.engine().key())
          ? Optional.empty()
          : other(engine, wanted.engine().key());
    }
    return switch (wanted.model().fitting()) {
      case NONE -> expect(told, NONE, "1");
      case CLOSED_FORM -> expect(told, CLOSED_FORM, RidgeRegression.VERSION);
      case NETWORK -> ofNetwork(told, wanted.engine(), architecture);
    };
  }

  private static Optional<String> ofNetwork(
      Provenance told, EngineChoice wanted, Architecture architecture) {
    boolean dl4j = told.engine().equals(EngineChoice.DL4J.key());
    return switch (wanted) {
      case VECTOR -> expect(told, VECTOR.name(), VECTOR.version());
      case DL4J -> dl4j ? Optional.empty() : other(told.engine(), EngineChoice.DL4J.key());
      case AUTO -> {
        if (!VECTOR.supports(architecture)) {
          yield dl4j
              ? Optional.empty()
              : Optional.of(
                  "trained by "
                      + OriginCheck.harmless(told.engine())
                      + ", which has not all of this network; auto means dl4j here");
        }
        if (dl4j) {
          yield onGraphicsCard(told)
              ? Optional.empty()
              : Optional.of("trained by dl4j without a graphics card; auto means vector then");
        }
        yield expect(told, VECTOR.name(), VECTOR.version());
      }
    };
  }

  /** Whether an engine says that it computed on a graphics card of Nvidia's. */
  static boolean onGraphicsCard(Provenance told) {
    String version = told.engineVersion().toLowerCase(Locale.ROOT);
    return version.contains("cublas") || version.contains("cuda");
  }

  private static Optional<String> expect(Provenance told, String engine, String version) {
    if (!told.engine().equals(engine)) {
      return other(told.engine(), engine);
    }
    return told.engineVersion().equals(version)
        ? Optional.empty()
        : Optional.of(
            "trained by "
                + engine
                + " "
                + OriginCheck.harmless(told.engineVersion())
                + ", this server compares "
                + engine
                + " "
                + version
                + "; server and volunteers need the same release");
  }

  private static Optional<String> other(String engine, String wanted) {
    return Optional.of(
        "trained by " + OriginCheck.harmless(engine) + ", the case asks for " + wanted);
  }
}
