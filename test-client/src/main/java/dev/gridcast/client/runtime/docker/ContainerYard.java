package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All containers of one client: it knows those in use, so that everything else with the client's
 * label is a leftover. Thread-safe.
 */
final class ContainerYard {

  private static final Logger log = LoggerFactory.getLogger(ContainerYard.class);
  private static final long END_SECONDS = 20;

  private final Engine engine;
  private final String client;
  private final Map<String, Container> inUse = new LinkedHashMap<>();
  private boolean swept;

  /**
   * @param client see {@link Labels#clientOf}
   */
  ContainerYard(Engine engine, String client) {
    this.engine = engine;
    this.client = client;
  }

  String client() {
    return client;
  }

  /**
   * Makes and starts a container. Leftovers go first: those of a client that was killed, and those
   * that an engine kept when it went away and came back.
   *
   * @throws NotFoundException when there is no such image
   * @throws DockerException when the engine refuses
   * @throws RuntimeUnavailableException when there is no engine
   */
  Container start(ContainerSpec spec) throws RuntimeUnavailableException {
    sweep();
    Container container = create(spec);
    boolean started = false;
    try {
      container.start(spec.talks(), exit -> ended(container, exit));
      started = true;
    } finally {
      if (!started) {
        forget(container);
      }
    }
    return container;
  }

  /** Removes the leftovers, unless that has been done since the engine came. */
  synchronized void sweep() throws RuntimeUnavailableException {
    if (!swept) {
      int count = Leftovers.remove(engine, client, Set.copyOf(inUse.keySet()));
      swept = true;
      if (count > 0) {
        log.info("removed {} containers left from before", count);
      }
    }
  }

  private synchronized Container create(ContainerSpec spec) throws RuntimeUnavailableException {
    Container container = Container.create(engine, spec);
    inUse.put(container.id(), container);
    return container;
  }

  private synchronized void forget(Container container) {
    inUse.remove(container.id());
  }

  private synchronized void ended(Container container, Container.Exit exit) {
    forget(container);
    if (exit.engineGone()) {
      swept = false;
    }
  }

  private synchronized List<Container> all() {
    return List.copyOf(inUse.values());
  }

  /** Kills and removes what is left of this client. */
  void clear() {
    List<Container> rest = all();
    // Side by side and not waited for: an engine that hangs keeps nobody from ending.
    rest.forEach(
        container -> Engine.onThread("remove-" + container.shortId()).execute(container::remove));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    for (Container container : rest) {
      try {
        container.exit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        log.warn("container {} does not end: {}", container.shortId(), e.toString());
      }
    }
  }
}
