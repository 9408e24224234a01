package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One container, from its making to its removal. Thread-safe. */
final class Container {

  private static final Logger log = LoggerFactory.getLogger(Container.class);

  private final Engine engine;
  private final String id;
  private final Attachment attachment = new Attachment();
  private final ExitWatch watch = new ExitWatch();
  private volatile boolean paused;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();

  /**
   * How a container ended.
   *
   * @param code as a shell would say it: 128 and the signal for a killed one
   * @param outOfMemory whether the kernel killed something in it for want of memory
   * @param engineGone whether it is only the engine that ended, and nobody knows the rest
   */
  record Exit(int code, boolean outOfMemory, boolean engineGone) {

    static final Exit ENGINE_GONE = new Exit(-1, false, true);
  }

  private Container(Engine engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  /**
   * Makes a container, which does nothing yet.
   *
   * @throws NotFoundException when there is no such image
   * @throws DockerException when the engine refuses
   * @throws RuntimeUnavailableException when there is no engine
   */
  static Container create(Engine engine, ContainerSpec spec) throws RuntimeUnavailableException {
    return new Container(engine, engine.ask(docker -> spec.command(docker).exec().getId()));
  }

  /**
   * Starts it; nothing of it is left when that fails.
   *
   * @param talks whether it is given a standard input
   * @param ended hears of its end before anybody else
   * @throws DockerException when the engine refuses
   * @throws RuntimeUnavailableException when there is no engine
   */
  void start(boolean talks, Consumer<Exit> ended) throws RuntimeUnavailableException {
    boolean started = false;
    try {
      // Before the start, so that no word is lost.
      attachment.open(engine, id, talks);
      engine.ask(docker -> docker.startContainerCmd(id).exec());
      started = true;
    } finally {
      if (!started) {
        remove();
      }
    }
    Engine.onThread("container-" + shortId() + "-exit").execute(() -> see(ended));
  }

  private void see(Consumer<Exit> ended) {
    Exit end = awaitExit();
    remove();
    ended.accept(end);
    exit.complete(end);
  }

  private Exit awaitExit() {
    try {
      engine.ask(docker -> docker.waitContainerCmd(id).exec(watch));
      int code = watch.code().join();
      if (code < 0) {
        return Exit.ENGINE_GONE;
      }
      InspectContainerResponse seen = engine.ask(d -> d.inspectContainerCmd(id).exec());
      boolean outOfMemory = Boolean.TRUE.equals(seen.getState().getOOMKilled());
      return new Exit(code, outOfMemory, false);
    } catch (NotFoundException e) {
      return new Exit(137, false, false); // somebody removed it by force
    } catch (RuntimeUnavailableException | RuntimeException e) {
      log.info("container {} ended with its engine: {}", shortId(), e.toString());
      return Exit.ENGINE_GONE;
    } finally {
      // Its last words have been sent by now, or never will be.
      attachment.lastWords();
    }
  }

  /** What it says; ends when the container does. */
  InputStream output() {
    return attachment.output();
  }

  /** What it says to people; ends when the container does. */
  InputStream errors() {
    return attachment.errors();
  }

  /** What it hears. */
  OutputStream input() {
    return attachment.input();
  }

  /** Completes when it has ended and been removed. */
  CompletableFuture<Exit> exit() {
    return exit;
  }

  /**
   * Freezes all in it.
   *
   * @return whether it could be
   */
  boolean pause() {
    paused = true;
    return quietly("paused", docker -> docker.pauseContainerCmd(id).exec());
  }

  /** Lets all in it go on, if it is frozen. */
  void resume() {
    if (paused) {
      paused = false;
      quietly("resumed", docker -> docker.unpauseContainerCmd(id).exec());
    }
  }

  /** Asks it to end. */
  void terminate() {
    quietly("ended", docker -> docker.killContainerCmd(id).withSignal("TERM").exec());
  }

  /** Kills all in it, frozen or not. With an engine that does not do that, nobody waits for it. */
  void kill() {
    quietly(
        "killed",
        docker -> docker.killContainerCmd(id).exec(),
        () -> {
          log.warn("container {} is left to an engine that does not answer", shortId());
          watch.close();
        });
  }

  /** Kills and removes it with all that it wrote; blocks until it is gone. */
  void remove() {
    quietly(
        "removed",
        docker -> docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    attachment.close();
  }

  String id() {
    return id;
  }

  String shortId() {
    return id.substring(0, Math.min(12, id.length()));
  }

  /**
   * For requests that may come too late: whoever has ended already needs none of them.
   *
   * @return whether the engine did it
   */
  private boolean quietly(String wish, Consumer<DockerClient> request) {
    return quietly(wish, request, () -> {});
  }

  /**
   * @param unheard runs when the engine is not there to do it
   */
  private boolean quietly(String wish, Consumer<DockerClient> request, Runnable unheard) {
    try {
      engine.ask(
          docker -> {
            request.accept(docker);
            return docker;
          });
      return true;
    } catch (NotFoundException | NotModifiedException | ConflictException e) {
      log.debug("container {} could not be {}: {}", shortId(), wish, e.getMessage());
    } catch (DockerException e) {
      log.warn("container {} could not be {}: {}", shortId(), wish, e.getMessage());
    } catch (RuntimeUnavailableException e) {
      log.info("container {} could not be {}: the engine is gone", shortId(), wish);
      unheard.run();
    } catch (RuntimeException e) {
      log.warn("container {} could not be {}", shortId(), wish, e);
    }
    return false;
  }
}
