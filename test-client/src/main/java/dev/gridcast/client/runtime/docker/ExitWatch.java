package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.Closeable;
import java.util.concurrent.CompletableFuture;

/** Waits for a container's exit code. */
final class ExitWatch implements ResultCallback<WaitResponse> {

  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  /** The exit code; negative when the engine ended first. */
  CompletableFuture<Integer> code() {
    return code;
  }

  @Override
  public void onStart(Closeable connection) {
    // It closes itself after the one answer.
  }

  @Override
  public void onNext(WaitResponse answer) {
    Integer status = answer.getStatusCode();
    code.complete(status == null ? -1 : status);
  }

  @Override
  public void onError(Throwable failure) {
    code.complete(-1);
  }

  @Override
  public void onComplete() {
    code.complete(-1);
  }

  @Override
  public void close() {
    code.complete(-1);
  }
}
