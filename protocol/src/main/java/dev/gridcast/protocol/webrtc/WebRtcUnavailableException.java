package dev.gridcast.protocol.webrtc;

/** This machine lacks what WebRTC needs. The message is one line that says what to install. */
public final class WebRtcUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the native library needs on Debian and Ubuntu, separated by spaces. */
  public static final String DEBIAN_PACKAGES =
      "libpulse0 libudev1 libx11-6 libxfixes3 libxrandr2 libxcomposite1 libdbus-1-3";

  WebRtcUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
