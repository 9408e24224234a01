package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds and fetches images, whosoever they are. */
final class Images {

  private Images() {}

  /** The image that a name means on this machine, if there is one. */
  static Optional<InspectImageResponse> find(Engine engine, String name)
      throws RuntimeUnavailableException {
    try {
      return Optional.of(engine.ask(docker -> docker.inspectImageCmd(name).exec()));
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (DockerException e) {
      if (e.getHttpStatus() == 400) {
        return Optional.empty(); // a name that no image can have
      }
      throw e;
    }
  }

  /**
   * Fetches an image from its registry.
   *
   * @throws ImageException why not, without advice
   */
  static InspectImageResponse pull(Engine engine, String name, Consumer<String> notices)
      throws RuntimeUnavailableException, ImageException {
    ImageName parts = ImageName.parse(name);
    EngineProgress<PullResponseItem> progress = new EngineProgress<>("pulling " + name, notices);
    notices.accept("pulling " + name);
    Optional<String> refusal =
        awaited(
            engine,
            progress,
            () ->
                engine.ask(
                    docker ->
                        docker
                            .pullImageCmd(parts.repository())
                            .withTag(parts.tag())
                            .exec(progress)));
    if (refusal.isPresent()) {
      throw new ImageException(refusal.get());
    }
    return find(engine, name)
        .orElseThrow(() -> new ImageException("the engine pulled it, and does not have it"));
  }

  /** Something that the engine does while it tells how it stands. */
  interface Request {
    Object start() throws RuntimeUnavailableException;
  }

  /** Starts it and waits for its end; gives back why the engine refused, empty when it did not. */
  static Optional<String> awaited(Engine engine, EngineProgress<?> progress, Request request)
      throws RuntimeUnavailableException {
    try (progress) {
      request.start();
      return engine.follow(
          () -> {
            try {
              return progress.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return Optional.of("interrupted");
            }
          });
    } catch (DockerException e) {
      return Optional.of(Texts.oneLine(String.valueOf(e.getMessage()), 300));
    } catch (IOException e) {
      if (e instanceof RuntimeUnavailableException gone) {
        throw gone;
      }
      return Optional.of("its progress could not be followed: " + e);
    }
  }

  static String label(InspectImageResponse image, String name) {
    Map<String, String> labels = image.getConfig() == null ? null : image.getConfig().getLabels();
    return labels == null ? "" : labels.getOrDefault(name, "");
  }
}
