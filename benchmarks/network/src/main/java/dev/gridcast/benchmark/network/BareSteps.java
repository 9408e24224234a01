package dev.gridcast.benchmark.network;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The library's callbacks about session descriptions as something to wait for. */
final class BareSteps {

  private static final long LIMIT_SECONDS = 20;

  private BareSteps() {}

  static final class Created implements CreateSessionDescriptionObserver {

    private final CompletableFuture<RTCSessionDescription> future = new CompletableFuture<>();

    @Override
    public void onSuccess(RTCSessionDescription description) {
      future.complete(description);
    }

    @Override
    public void onFailure(String error) {
      future.completeExceptionally(new IllegalStateException(error));
    }

    RTCSessionDescription await() throws Exception {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  static final class Applied implements SetSessionDescriptionObserver {

    private final CompletableFuture<Boolean> future = new CompletableFuture<>();

    @Override
    public void onSuccess() {
      future.complete(true);
    }

    @Override
    public void onFailure(String error) {
      future.completeExceptionally(new IllegalStateException(error));
    }

    void await() throws Exception {
      future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }
}
