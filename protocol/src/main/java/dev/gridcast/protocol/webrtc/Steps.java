package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.message.Texts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the steps of a handshake have in common: a time limit, and words when they fail. */
final class Steps {

  private static final Duration STEP_LIMIT = Duration.ofSeconds(10);

  private Steps() {}

  /** What the library answers, or why it does not. */
  static <T> T await(String what, CompletableFuture<T> future)
      throws HandshakeException, InterruptedException {
    try {
      return future.get(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new HandshakeException("could not " + what + ": " + oneLine(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new HandshakeException(
          "could not " + what + " within " + STEP_LIMIT.toSeconds() + " s", e);
    }
  }

  /** The message of an error, short enough for a line. */
  static String oneLine(@Nullable Throwable error) {
    return error == null ? "" : Texts.oneLine(String.valueOf(error.getMessage()), 200);
  }
}
