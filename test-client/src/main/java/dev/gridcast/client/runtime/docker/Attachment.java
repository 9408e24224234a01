package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open line to a container: what it hears and what it says, each in bounded space. While nobody
 * listens it waits with its next word, however much it has to say.
 */
final class Attachment {

  private static final Logger log = LoggerFactory.getLogger(Attachment.class);
  private static final long OPEN_SECONDS = 30;
  private static final long LAST_WORDS_SECONDS = 2;

  private final BytePipe input = new BytePipe();
  private final BytePipe output = new BytePipe();
  private final BytePipe errors = new BytePipe();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable Closeable connection;

  /** Opens the line to a container that has not been started; returns when it stands. */
  void open(Engine engine, String container, boolean talks) throws RuntimeUnavailableException {
    try {
      engine.ask(
          docker -> {
            var attach =
                docker
                    .attachContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true);
            return inOwnGroup(
                () -> (talks ? attach.withStdIn(input.input()) : attach).exec(new Listener()));
          });
      opened.get(OPEN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw engine.unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeUnavailableException("interrupted while a container was started", e);
    }
  }

  /**
   * The library writes to the container on a thread of its own, on which it throws when the
   * container has gone. That is no news to us, and must not appear on a person's screen; a thread
   * inherits its group, and the group hears what it throws.
   */
  private static Object inOwnGroup(Runnable attach) {
    ThreadGroup group =
        new ThreadGroup("container-lines") {
          @Override
          public void uncaughtException(Thread thread, Throwable failure) {
            log.debug("{} ended: {}", thread.getName(), failure.toString());
          }
        };
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            group,
            () -> {
              try {
                attach.run();
                done.complete(null);
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            "container-line");
    thread.setDaemon(true);
    thread.start();
    done.join();
    return group;
  }

  InputStream output() {
    return output.input();
  }

  InputStream errors() {
    return errors.input();
  }

  OutputStream input() {
    return input.output();
  }

  /** The container has ended: lets what is on its way arrive, then ends the streams. */
  void lastWords() {
    input.endWriting();
    try {
      ended.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("the last words of a container did not end: {}", e.toString());
    }
    output.endWriting();
    errors.endWriting();
  }

  void close() {
    input.endWriting();
    output.endWriting();
    errors.endWriting();
    Closeable line = connection;
    if (line != null) {
      try {
        line.close();
      } catch (IOException e) {
        log.debug("the line to a container could not be closed: {}", e.toString());
      }
    }
  }

  /** Hears the container, on a thread of the library. */
  private final class Listener implements ResultCallback<Frame> {

    @Override
    public void onStart(Closeable line) {
      connection = line;
      opened.complete(null);
    }

    @Override
    public void onNext(Frame frame) {
      // The library uses the bytes again, so they are copied at once.
      byte[] bytes = frame.getPayload();
      BytePipe pipe = frame.getStreamType() == StreamType.STDERR ? errors : output;
      try {
        pipe.write(bytes, 0, bytes.length);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onError(Throwable failure) {
      opened.completeExceptionally(failure);
      end();
    }

    @Override
    public void onComplete() {
      opened.complete(null);
      end();
    }

    @Override
    public void close() {
      end();
    }

    private void end() {
      output.endWriting();
      errors.endWriting();
      ended.complete(null);
    }
  }
}
