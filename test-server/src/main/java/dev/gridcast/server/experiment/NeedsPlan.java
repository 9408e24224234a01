package dev.gridcast.server.experiment;

import dev.gridcast.trainer.work.EngineChoice;
import java.util.Optional;

/**
 * What the cases of each product need: what is written, and what follows from the rest of the file.
 * The engine that an experiment names is a need by itself, and so is Docker for a trainer of the
 * operator's own.
 */
record NeedsPlan(TrainerPlan trainer, EngineChoice engine) {

  /**
   * Refuses needs that contradict the rest of the file, or mean nothing beside it.
   *
   * @param needs the key, at the top or in an entry
   * @param networks whether a network is among the models that it is written for
   */
  void refuseWithoutMeaning(Value needs, boolean networks) throws ExperimentException {
    CaseNeeds own = NeedsReader.read(needs, CaseNeeds.NONE);
    Section section = needs.anySection("");
    if (own.engine().isPresent()) {
      Value where = section.require("engine", "");
      if (trainer.image().isPresent()) {
        throw where.problem("means nothing beside a trainer of your own; remove it");
      }
      if (!networks) {
        throw where.problem("means nothing where no model is a network; remove it");
      }
      if (engine != EngineChoice.AUTO && own.engine().get() != engine) {
        throw where.problem(
            "contradicts engine: "
                + engine.key()
                + ", which fits every network and is a need by itself; remove one of them");
      }
    }
    if (trainer.image().isPresent()
        && !own.runtimes().isEmpty()
        && !own.runtimes().contains(CaseNeeds.DOCKER)) {
      throw section
          .require("runtime", "")
          .problem(
              "a trainer of your own runs in docker and nowhere else; write runtime: docker, or"
                  + " remove it");
    }
  }

  /** All that the cases of a product need. */
  CaseNeeds of(CaseProduct product) {
    CaseNeeds needs = product.needs();
    if (trainer.image().isPresent()) {
      return needs.withRuntime(CaseNeeds.DOCKER).withEngine(Optional.empty());
    }
    if (!product.isNetwork()) {
      return needs.withEngine(Optional.empty());
    }
    return engine == EngineChoice.AUTO ? needs : needs.withEngine(Optional.of(engine));
  }
}
