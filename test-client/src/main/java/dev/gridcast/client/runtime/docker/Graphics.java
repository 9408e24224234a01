package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.protocol.message.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether trainers get the graphics processors: until that fails for the first time, which a person
 * is told; from then on they compute on the processor until the client is started anew.
 * Thread-safe.
 */
final class Graphics {

  /** What to do about an engine that has no driver for NVIDIA's cards. */
  static final String TOOLKIT =
      "install nvidia-container-toolkit, then run `sudo nvidia-ctk runtime configure"
          + " --runtime=docker` and restart Docker";

  private static final Logger log = LoggerFactory.getLogger(Graphics.class);

  private final Engine engine;
  private final Optional<CurrentImage> image;
  private final Consumer<String> notices;
  private volatile boolean failed;

  /**
   * @param image of the trainer for them; empty when they are not given to trainers at all
   */
  Graphics(Engine engine, Optional<CurrentImage> image, Consumer<String> notices) {
    this.engine = engine;
    this.image = image;
    this.notices = notices;
  }

  /** What a trainer may really use of what it was granted. */
  Resources of(Resources granted) {
    return granted.gpu() && !isUsable() ? without(granted) : granted;
  }

  static Resources without(Resources granted) {
    return new Resources(granted.cpus(), granted.memoryBytes(), false);
  }

  /** Whether trainers get them, as far as is known. */
  boolean isUsable() {
    return image.isPresent() && !failed;
  }

  /** Has the image made; without it, and said so, when it cannot be had. */
  void makeReady() throws RuntimeUnavailableException {
    usableImage();
  }

  /** The image of the trainer for them; null, and said why, when they cannot be used. */
  @Nullable CurrentImage usableImage() throws RuntimeUnavailableException {
    if (!isUsable()) {
      return null;
    }
    CurrentImage cuda = image.get();
    try {
      cuda.id();
      return cuda;
    } catch (RuntimeUnavailableException | DockerException e) {
      goOnWithout(e, Texts.oneLine(String.valueOf(e.getMessage()), 500));
      return null;
    }
  }

  /** No container with them can be started. */
  void refused(DockerException refusal) throws RuntimeUnavailableException {
    goOnWithout(refusal, trouble(String.valueOf(refusal.getMessage())));
  }

  private void goOnWithout(Exception failure, String why) throws RuntimeUnavailableException {
    engine.facts(); // when the engine itself is gone, the graphics processor is not to blame
    if (!failed) {
      failed = true;
      log.warn("no trainer can be started on the graphics processor", failure);
      notices.accept(
          "the graphics processor cannot be used ("
              + why
              + "); trainings compute on the processor instead, until this client is started anew");
    }
  }

  /** What to do about an engine that does not give its containers a graphics processor. */
  static String trouble(String refusal) {
    String text = refusal.toLowerCase(Locale.ROOT);
    return text.contains("could not select device driver") || text.contains("nvidia")
        ? TOOLKIT + ": " + Texts.oneLine(refusal, 160)
        : Texts.oneLine(refusal, 300);
  }
}
