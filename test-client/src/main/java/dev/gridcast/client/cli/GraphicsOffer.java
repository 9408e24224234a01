package dev.gridcast.client.cli;

import dev.gridcast.client.runtime.docker.DockerRuntime;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Texts;
import java.util.List;
import java.util.Optional;

/**
 * The graphics cards that a volunteer gives, or why that comes to none: trainings then compute on
 * the processor, but never without a word.
 *
 * @param cards their names; empty when trainers get none
 * @param notice one line that says what is missing and what to do
 */
record GraphicsOffer(List<String> cards, Optional<String> notice) {

  private static final String INSTEAD = "; trainings compute on the processor instead";

  /** For a volunteer who gives none. */
  static GraphicsOffer none() {
    return new GraphicsOffer(List.of(), Optional.empty());
  }

  /**
   * What comes of the wish to give them.
   *
   * @param cards that this machine has
   * @param engineKnows whether the Docker engine can give them to containers
   */
  static GraphicsOffer of(List<String> cards, boolean engineKnows) {
    if (cards.isEmpty()) {
      return refused(
          "no NVIDIA graphics card with a loaded driver was found: install NVIDIA's driver, so that"
              + " nvidia-smi lists the card");
    }
    if (!engineKnows) {
      return refused(
          "the Docker engine cannot give containers the graphics card "
              + cards.get(0)
              + ": "
              + DockerRuntime.NVIDIA_TOOLKIT);
    }
    return new GraphicsOffer(
        cards.stream()
            .limit(Limits.MAX_GPUS)
            .map(name -> Texts.oneLine(name, Limits.MAX_NAME))
            .toList(),
        Optional.empty());
  }

  /** For a runtime that gives trainers no graphics card. */
  static String onlyWithDocker(String runtime) {
    return "Attention, gpu: only --runtime docker gives trainings the graphics card, not "
        + runtime
        + INSTEAD
        + ".";
  }

  private static GraphicsOffer refused(String why) {
    return new GraphicsOffer(List.of(), Optional.of("Attention, gpu: " + why + INSTEAD + "."));
  }
}
