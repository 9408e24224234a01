package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The library's callbacks about session descriptions as futures, and what we ask of one. */
final class Descriptions {

  private Descriptions() {}

  /** A stranger wrote it: it must be for one data channel and nothing else. */
  static void requireDataOnly(String sdp) {
    List<String> media = sdp.lines().filter(line -> line.startsWith("m=")).toList();
    if (media.size() != 1 || !media.get(0).startsWith("m=application ")) {
      throw new IllegalArgumentException(
          "it must have one media section, for data, and has " + media.size());
    }
  }

  /** Whether it names an address at which its peer can be reached. */
  static boolean hasCandidate(String sdp) {
    return sdp.lines().anyMatch(line -> line.startsWith("a=candidate:"));
  }

  /** A description that has been created. */
  static final class Created implements CreateSessionDescriptionObserver {

    final CompletableFuture<RTCSessionDescription> future = new CompletableFuture<>();

    @Override
    public void onSuccess(RTCSessionDescription description) {
      future.complete(description);
    }

    @Override
    public void onFailure(String error) {
      future.completeExceptionally(new IllegalStateException(error));
    }
  }

  /** A description that has been applied. */
  static final class Applied implements SetSessionDescriptionObserver {

    final CompletableFuture<Boolean> future = new CompletableFuture<>();

    @Override
    public void onSuccess() {
      future.complete(true);
    }

    @Override
    public void onFailure(String error) {
      future.completeExceptionally(new IllegalStateException(error));
    }
  }
}
