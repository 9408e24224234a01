package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Containers that a client left behind when it, or the engine, was killed. */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Removes every container of a client but those in use; nobody else's.
   *
   * @return how many there were
   */
  static int remove(Engine engine, String client, Set<String> inUse)
      throws RuntimeUnavailableException {
    List<Container> found =
        engine.ask(
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Labels.container(client))
                    .exec());
    int removed = 0;
    for (Container container : found) {
      if (!inUse.contains(container.getId())) {
        log.info("removing container {}, left from before", container.getId());
        removeQuietly(engine, container.getId());
        removed++;
      }
    }
    return removed;
  }

  private static void removeQuietly(Engine engine, String id) throws RuntimeUnavailableException {
    try {
      engine.ask(
          docker -> docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (NotFoundException | ConflictException e) {
      log.debug("container {} is being removed already: {}", id, e.getMessage());
    }
  }
}
